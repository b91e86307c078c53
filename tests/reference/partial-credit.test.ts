import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { creditOf, type Selection } from '#app/domain/scoring/partial-credit.ts'
import { scoreResponse } from '#app/domain/scoring/score-response.ts'
import { fractionToNumber, pointsAsFraction, wholePoints } from '#app/domain/shared/points.ts'

const Reference = z.object({
  options: z.array(z.string()),
  correct: z.array(z.string()),
  cases: z.array(
    z.object({ chosen: z.array(z.string()), off: z.number(), netCorrect: z.number(), coverage: z.number(), eachAnswer: z.number() }),
  ),
})
const reference = Reference.parse(JSON.parse(readFileSync(new URL('./partial-credit.json', import.meta.url), 'utf8')))
const RULES = { 'all-or-nothing': 'off', 'net-correct': 'netCorrect', coverage: 'coverage', 'each-decision': 'eachAnswer' } as const

function selectionOf(chosen: readonly string[]): Selection {
  const right = chosen.filter((option) => reference.correct.includes(option)).length
  return { right, wrong: chosen.length - right, correct: reference.correct.length, options: reference.options.length }
}

test('the reference holds every subset of its options once', () => {
  expect(new Set(reference.cases.map(({ chosen }) => [...chosen].sort().join())).size).toBe(2 ** reference.options.length)
})

describe.each(Object.entries(RULES))('%s', (rule, column) => {
  const credit = Object.keys(RULES).find((name): name is keyof typeof RULES => name === rule) ?? 'all-or-nothing'

  test.each(reference.cases)('$chosen earns what the reference says', (each) => {
    expect(fractionToNumber(creditOf(credit, selectionOf(each.chosen)))).toBeCloseTo(each[column], 5)
  })

  test.each(reference.cases.filter(({ chosen }) => chosen.length > 0))('the scorer gives $chosen the same part of the points', (each) => {
    const scored = scoreResponse(
      { kind: 'multiple-response', correct: reference.correct, credit },
      { kind: 'multiple-response', chosen: each.chosen },
      wholePoints(3),
      reference.options.length,
    )
    if (scored.kind !== 'scored') throw new Error('a selection is scored')
    expect(fractionToNumber(pointsAsFraction(scored.points))).toBeCloseTo(3 * each[column], 5)
  })
})
