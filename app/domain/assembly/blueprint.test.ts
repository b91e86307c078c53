import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../period/policy.ts'
import { DIFFICULTIES } from '../question-bank/question.ts'
import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { textHash } from '../shared/canonical-hash.ts'
import { QuestionVersionId } from '../shared/id.ts'
import { availability, Blueprint, type DrawableQuestion, defaultBlueprint, questionTotal } from './blueprint.ts'
import { drawForms } from './draw-forms.ts'

function idOf(number: number): QuestionVersionId {
  return QuestionVersionId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
}

function bankOf(perFieldAndDifficulty: number): DrawableQuestion[] {
  return SERVICE_FIELDS.flatMap((field) =>
    DIFFICULTIES.flatMap((difficulty) =>
      Array.from({ length: perFieldAndDifficulty }, (_, place) => ({
        field,
        difficulty,
        kind: place === 0 ? ('essay' as const) : ('single-choice' as const),
        competency: 'a',
        contentHash: 'h',
      })),
    ),
  ).map((traits, place) => ({ id: idOf(place + 1), ...traits }))
}

describe('the default blueprint', () => {
  test('asks 60 questions: 15 in health and social, 7 or 8 in the others, with one essay in each of the two', () => {
    const blueprint = defaultBlueprint(DEFAULT_POLICY, bankOf(12))
    const perField = SERVICE_FIELDS.map((field) =>
      blueprint.cells.filter((cell) => cell.field === field).reduce((total, cell) => total + cell.count, 0),
    )
    expect(perField).toEqual([8, 15, 8, 7, 7, 15])
    expect(blueprint.cells.filter((cell) => cell.kind === 'essay').map((cell) => [cell.field, cell.count])).toEqual([
      ['health', 1],
      ['social', 1],
    ])
    expect(blueprint.cells.filter((cell) => cell.field === 'health' && cell.kind === 'automatic').map((cell) => cell.count)).toEqual([
      6, 5, 3,
    ])
    expect(Blueprint.parse(blueprint)).toEqual(blueprint)
  })

  test('always can be drawn from the bank it was made for', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(107), { maxLength: 100 }), (removed) => {
        const bank = bankOf(6).filter((_, place) => !removed.includes(place))
        const blueprint = defaultBlueprint(DEFAULT_POLICY, bank)
        if (blueprint.cells.length === 0) return
        expect(drawForms(blueprint, bank, { formCount: 2, seed: textHash('s') }).ok).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('keeps the number of questions as long as each field holds enough, whatever their difficulty', () => {
    const bank = bankOf(20).filter((question) => question.difficulty !== 'hard')
    expect(questionTotal(defaultBlueprint(DEFAULT_POLICY, bank))).toBe(60)
  })
})

describe('a blueprint', () => {
  test('shows for each cell what it needs and what fits', () => {
    const cells = defaultBlueprint(DEFAULT_POLICY, bankOf(12)).cells
    expect(availability(cells, bankOf(2)).filter(({ needed, fitting }) => fitting < needed).length).toBeGreaterThan(0)
    expect(availability(cells, bankOf(12)).every(({ needed, fitting }) => fitting >= needed)).toBe(true)
  })

  test.each([
    ['0', false],
    ['0.00', false],
    ['1', true],
    ['0.5', true],
    ['2.25', true],
    ['1,5', false],
    ['-1', false],
    ['1.125', false],
  ])('points %s: accepted %s', (pointsEach, accepted) => {
    const cell = { field: 'health', competency: null, difficulty: null, kind: null, count: 1, pointsEach }
    expect(Blueprint.safeParse({ cells: [cell] }).success).toBe(accepted)
  })
})
