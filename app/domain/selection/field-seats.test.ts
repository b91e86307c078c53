import { describe, expect, test } from 'vitest'
import { personWith, VILLAGE } from '#tests/factories/selection.ts'
import type { ServiceField } from '../roster/service-field.ts'
import { fraction } from '../shared/points.ts'
import { type AssignmentModel, assignmentModel, provenAssignment, whatBlocks } from './field-seats.ts'
import { rankedPerson } from './ranking.ts'

const alike = { education: 80, health: 80, public_works: 80, housing: 80, public_order: 80, social: 80 }
const person = (number: number, canServe: ServiceField[], scores: Partial<Record<ServiceField, number>> = {}) =>
  rankedPerson(personWith(number, { ...alike, ...scores }, { canServe }), fraction(100n - BigInt(number), 1n))
const model = (people: ReturnType<typeof person>[], quota: number, seats: Partial<Record<ServiceField, number>>): AssignmentModel =>
  assignmentModel(VILLAGE, people, quota, seats)
const optimal = (fieldOf: (number | null)[], fieldPrices: number[], quotaPrice = 0) => ({
  status: 'optimal' as const,
  fieldOf,
  fieldPrices,
  quotaPrice,
})

describe('an answer of a solver', () => {
  // Two can serve health, one of them social as well: the first must go to social so that both have a seat.
  const both = model([person(1, ['health', 'social']), person(2, ['health'])], 5, { health: 1, social: 1 })

  test('that is best is proven by its prices', () => {
    const second = both.people[1]?.edges[0]?.weight ?? 0
    const first = both.people[0]?.edges.find(({ field }) => field === 1)?.weight ?? 0
    expect(provenAssignment(both, optimal([1, 0], [0, 0]))).toEqual({
      fieldOf: [1, 0],
      proof: { value: first + second, bound: first + second },
    })
  })
  test.each([
    ['that is feasible but not best', optimal([0, null], [0, 0])],
    ['with prices whose bound is higher', optimal([1, 0], [1000, 0])],
    ['that gives a field more than its seats', optimal([0, 0], [0, 0])],
    ['that gives a field to somebody who cannot serve it', optimal([1, 1], [0, 0])],
    ['with a negative price', optimal([1, 0], [-1, 0])],
    ['with a price that is no number', optimal([1, 0], [Number.NaN, 0])],
    ['that the solver itself does not call optimal', { ...optimal([1, 0], [0, 0]), status: 'not-optimal' as const }],
    ['for another number of people', optimal([1], [0, 0])],
  ])('%s is not taken', (_what, solution) => {
    expect(provenAssignment(both, solution)).toBeNull()
  })

  test('has one form: of equally good answers the first person serves the first field', () => {
    const equal = model([person(1, ['health', 'social']), person(2, ['health', 'social'])], 2, { health: 1, social: 1 })
    const forms = [optimal([0, 1], [0, 0]), optimal([1, 0], [0, 0])].map((solution) => provenAssignment(equal, solution)?.fieldOf)
    expect(forms).toEqual([
      [0, 1],
      [0, 1],
    ])
  })

  test('prefers that people serve their strongest field', () => {
    const strong = model([person(1, ['health', 'social'], { social: 95 }), person(2, ['health', 'social'], { health: 95 })], 2, {
      health: 1,
      social: 1,
    })
    expect(provenAssignment(strong, optimal([0, 1], [0, 0]))).toBeNull()
    expect(provenAssignment(strong, optimal([1, 0], [0, 0]))?.fieldOf).toEqual([1, 0])
  })
})

test('who gets no seat reads which fields were full and who holds them', () => {
  const people = [person(1, ['health', 'social']), person(2, ['social']), person(3, ['health']), person(4, ['housing'])]
  const full = model(people, 9, { health: 1, social: 1, housing: 1 })
  expect(whatBlocks(full, [0, 2, null, 1], 2)).toEqual({ fields: ['health', 'social'], holders: [0, 1], byQuota: false })
  const few = model(people, 2, { health: 1, social: 1, housing: 1 })
  expect(whatBlocks(few, [0, 2, null, null], 3)).toEqual({ fields: ['housing'], holders: [0, 1], byQuota: true })
})
