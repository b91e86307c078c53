import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { textHash } from '../shared/canonical-hash.ts'
import { QuestionVersionId } from '../shared/id.ts'
import { formFor, type LaidOption, layoutFor } from './attempt-layout.ts'
import type { FormContent } from './exam-form.ts'

const anySeed = fc.string().map(textHash)
const keys = ['a', 'b', 'c', 'd', 'e']

function idOf(number: number): QuestionVersionId {
  return QuestionVersionId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
}

const content: FormContent = {
  items: Array.from({ length: 18 }, (_, place) => ({
    position: place + 1,
    questionVersionId: idOf(place + 1),
    contentHash: 'h',
    kind: place % 3 === 0 ? 'true-false' : 'single-choice',
    field: SERVICE_FIELDS[Math.floor(place / 3)] ?? 'health',
    competency: 'a',
    difficulty: 'easy',
    points: '252000',
  })),
}
const options = new Map<QuestionVersionId, LaidOption[]>(
  content.items.map((item) => [item.questionVersionId, keys.map((key) => ({ key, last: key === 'b' }))]),
)

describe('the order in which a candidate sees a form', () => {
  test('every position once, fields together and in the form’s order', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { order } = layoutFor(content, options, seed)
        expect([...order].sort((left, right) => left - right)).toEqual(content.items.map((item) => item.position))
        const fields = order.map((position) => content.items[position - 1]?.field)
        expect(fields).toEqual(content.items.map((item) => item.field))
      }),
    )
  })

  test('every option once, the last ones behind, and true/false as it is', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const layout = layoutFor(content, options, seed)
        for (const item of content.items) {
          const laid = layout.options[String(item.position)]
          if (item.kind === 'true-false') expect(laid).toBeUndefined()
          else {
            expect([...(laid ?? [])].sort()).toEqual(keys)
            expect(laid?.at(-1)).toBe('b')
          }
        }
      }),
    )
  })

  test('equal seeds give equal layouts; among many seeds the orders differ', () => {
    const seeds = Array.from({ length: 30 }, (_, place) => textHash(String(place)))
    for (const seed of seeds) expect(layoutFor(content, options, seed)).toEqual(layoutFor(content, options, seed))
    expect(new Set(seeds.map((seed) => layoutFor(content, options, seed).order.join())).size).toBeGreaterThan(25)
  })

  test('one question’s options do not depend on another question', () => {
    const seed = textHash('x')
    const fewer = new Map([...options].filter(([id]) => id !== idOf(2)))
    const { 2: _, ...others } = layoutFor(content, options, seed).options
    expect(layoutFor(content, fewer, seed).options).toEqual(others)
  })

  test('forms are dealt about evenly over candidates', () => {
    const counts = [0, 0, 0, 0]
    for (let candidate = 0; candidate < 2650; candidate += 1) {
      const form = formFor(4, textHash(`candidate ${candidate}`))
      counts[form] = (counts[form] ?? 0) + 1
    }
    expect(counts.reduce((total, each) => total + each, 0)).toBe(2650)
    for (const count of counts) expect(Math.abs(count - 662)).toBeLessThan(100)
    expect(() => formFor(0, textHash('x'))).toThrow()
  })
})
