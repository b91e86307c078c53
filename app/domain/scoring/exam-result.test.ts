import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../period/policy.ts'
import { SERVICE_FIELDS, type ServiceField } from '../roster/service-field.ts'
import { AttemptId, QuestionVersionId } from '../shared/id.ts'
import { compareFractions, fraction, fractionFromDecimal, wholePoints } from '../shared/points.ts'
import { isPassed, resultFor, resultHash, stateAfterScoring, totalForSorting } from './exam-result.ts'
import type { ItemScore } from './item-score.ts'
import { fractionOf } from './result-breakdown.ts'

const questionVersionId = QuestionVersionId.parse('5f3c1a52-6d1e-4c0e-9d3d-0a5f5a6a7b01')
const attemptId = AttemptId.parse('5f3c1a52-6d1e-4c0e-9d3d-0a5f5a6a7b02')

/** So many items of one point in a field, so many of them earned. */
function field(name: ServiceField, earned: number, items: number): ItemScore[] {
  return Array.from({ length: items }, (_, at) => ({
    position: at + 1,
    questionVersionId,
    field: name,
    maximum: wholePoints(1),
    source: 'automatic',
    points: wholePoints(at < earned ? 1 : 0),
  }))
}
const unmarked = (name: ServiceField): ItemScore => ({
  position: 99,
  questionVersionId,
  field: name,
  maximum: wholePoints(1),
  source: 'awaiting-marker',
  points: null,
})
const everyField = (earned: number, items: number) => SERVICE_FIELDS.flatMap((name) => field(name, earned, items))
const competence = (items: readonly ItemScore[]) =>
  Object.fromEntries(resultFor(items, DEFAULT_POLICY).fields.map((each) => [each.field, each.competent]))

describe('the total', () => {
  test('is the mean of field scores by the weights of the policy', () => {
    const items = [
      ...everyField(0, 4).filter(({ field: name }) => name !== 'health' && name !== 'social'),
      ...field('health', 4, 4),
      ...field('social', 2, 4),
    ]
    expect(totalForSorting(resultFor(items, DEFAULT_POLICY))).toBe('37.5000')
  })

  test('leaves a field out that the form does not hold, and keeps the proportion of the others', () => {
    const items = [...field('health', 3, 3), ...field('education', 0, 3)]
    const result = resultFor(items, DEFAULT_POLICY)
    expect(result.fields.map(({ field: name }) => name)).toEqual(['education', 'health'])
    expect(result.total).toEqual({ numerator: '200', denominator: '3' })
  })

  test('counts fields alike where their weights are all 0', () => {
    const fieldWeights = { education: '50', health: '50', public_works: '0', housing: '0', public_order: '0', social: '0' }
    expect(totalForSorting(resultFor([...field('social', 1, 1), ...field('housing', 0, 1)], { ...DEFAULT_POLICY, fieldWeights }))).toBe(
      '50.0000',
    )
  })

  test('stays within 0 to 100, and rises with every point earned', () => {
    const sheet = fc.array(fc.record({ field: fc.constantFrom(...SERVICE_FIELDS), earned: fc.integer({ min: 0, max: 252_000 }) }), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(sheet, fc.nat(), (rows, which) => {
        const items = rows.map(
          (row, at): ItemScore => ({
            position: at + 1,
            questionVersionId,
            field: row.field,
            maximum: wholePoints(1),
            source: 'automatic',
            points: BigInt(row.earned),
          }),
        )
        const total = fractionOf(resultFor(items, DEFAULT_POLICY).total)
        expect(compareFractions(total, fraction(0n, 1n)) >= 0 && compareFractions(total, fraction(100n, 1n)) <= 0).toBe(true)
        const raised = items.map(
          (item, at): ItemScore => (at === which % items.length && item.points !== null ? { ...item, points: wholePoints(1) } : item),
        )
        expect(compareFractions(fractionOf(resultFor(raised, DEFAULT_POLICY).total), total) >= 0).toBe(true)
      }),
    )
  })

  test('does not depend on the order of items, nor does the hash', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          everyField(2, 3).map((item, at) => ({ ...item, position: at + 1 })),
          { minLength: 18 },
        ),
        (items) => {
          const ordered = [...items].sort((left, right) => left.position - right.position)
          const [left, right] = [resultFor(items, DEFAULT_POLICY), resultFor(ordered, DEFAULT_POLICY)]
          expect(left).toEqual(right)
          expect(resultHash({ attemptId, policyVersion: 1, items, breakdown: left })).toBe(
            resultHash({ attemptId, policyVersion: 1, items: ordered, breakdown: right }),
          )
        },
      ),
    )
  })
})

describe('Lulus', () => {
  test('every field exactly at its threshold and the total exactly at its own pass', () => {
    const policy = { ...DEFAULT_POLICY, totalThreshold: '60' }
    expect(isPassed(resultFor(everyField(3, 5), policy))).toBe(true)
    expect(isPassed(resultFor(everyField(3, 5), { ...policy, totalThreshold: '60.01' }))).toBe(false)
  })

  test('a total above the threshold does not make up for one field below', () => {
    const items = [...everyField(10, 10).filter(({ field: name }) => name !== 'housing'), ...field('housing', 5, 10)]
    const result = resultFor(items, DEFAULT_POLICY)
    expect(compareFractions(fractionOf(result.total), fractionFromDecimal('65'))).toBe(1)
    expect(isPassed(result)).toBe(false)
    expect(competence(items)).toMatchObject({ housing: false, health: true })
  })

  test('two thirds are below 66.67: nothing is rounded up', () => {
    expect(isPassed(resultFor(everyField(2, 3), { ...DEFAULT_POLICY, totalThreshold: '66.67' }))).toBe(false)
  })

  test('is open while an answer is unmarked, in its field and as a whole, and only there', () => {
    const items = [...everyField(5, 5), unmarked('social')]
    const result = resultFor(items, DEFAULT_POLICY)
    expect(isPassed(result)).toBeNull()
    expect(stateAfterScoring(result)).toBe('awaiting-marking')
    expect(competence(items)).toMatchObject({ social: null, health: true })
    expect(result.unmarked).toBe(1)
  })
})
