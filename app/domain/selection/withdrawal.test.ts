import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SOME_RULES, someInputs, somePerson } from '#tests/factories/selection.ts'
import type { CandidateId } from '../shared/id.ts'
import { accept, refuse } from '../shared/result.ts'
import { concludeSelection, prepareSelection } from './select-candidates.ts'
import type { SelectionCandidate, SelectionInputs, SelectionRules } from './selection-inputs.ts'
import { passSeat, standingAfter, type WithdrawalStep } from './withdrawal.ts'

function select(inputs: SelectionInputs) {
  const prepared = prepareSelection(inputs)
  const concluded = prepared.ok ? concludeSelection(prepared.value, new Map()) : prepared
  if (!concluded.ok) throw new Error(concluded.refusal.kind)
  return concluded.value.outcomes
}
const id = (number: number): CandidateId => somePerson(number, 0).candidateId
function world(candidates: readonly SelectionCandidate[], seats: number, rules: Partial<SelectionRules> = {}) {
  const inputs = someInputs({ candidates, rules: { quota: { ...SOME_RULES.quota, cityTotal: seats }, reserveMinimum: 3, ...rules } })
  const outcomes = select(inputs)
  const people = new Map(candidates.map((each) => [each.candidateId, each]))
  const pass = (leaving: CandidateId, steps: readonly WithdrawalStep[] = []) =>
    passSeat(outcomes, steps, leaving, { people, rules: inputs.rules.seatRules })
  return { outcomes, pass }
}

test('a withdrawn seat passes to the first of the reserve, and the next one to the second', () => {
  const { pass } = world(
    [60, 58, 56, 54, 52].map((sixtieths, at) => somePerson(at + 1, sixtieths)),
    2,
  )
  const first = pass(id(1))
  expect(first).toEqual(accept({ withdrawn: id(1), promoted: id(3) }))
  const steps = [{ withdrawn: id(1), promoted: id(3) }]
  expect(pass(id(3), steps)).toEqual(accept({ withdrawn: id(3), promoted: id(4) }))
  expect(pass(id(1), steps)).toEqual(refuse({ kind: 'not-seated' }))
})

test('somebody of the reserve who leaves is passed over', () => {
  const { pass } = world(
    [60, 58, 56].map((sixtieths, at) => somePerson(at + 1, sixtieths)),
    1,
  )
  const steps = [{ withdrawn: id(2), promoted: null }]
  expect(pass(id(2))).toEqual(accept({ withdrawn: id(2), promoted: null }))
  expect(pass(id(1), steps)).toEqual(accept({ withdrawn: id(1), promoted: id(3) }))
})

test('nobody without a seat can leave one', () => {
  const { pass } = world(
    [60, 30].map((sixtieths, at) => somePerson(at + 1, sixtieths)),
    1,
  )
  expect(pass(id(2))).toEqual(refuse({ kind: 'not-seated' }))
})

test('where a guarantee would fall short, the first of its group comes first', () => {
  const member = (number: number, sixtieths: number) => somePerson(number, sixtieths, { groups: ['pemuda'] })
  const seatRules = [{ group: 'pemuda', rule: 'guarantee' as const, seats: 1, urbanVillageCode: null, unfilled: 'open' as const }]
  const { pass } = world([member(1, 60), somePerson(2, 58), somePerson(3, 56), member(4, 54)], 2, { seatRules })
  expect(pass(id(1))).toEqual(accept({ withdrawn: id(1), promoted: id(4) }))
  expect(pass(id(2))).toEqual(accept({ withdrawn: id(2), promoted: id(3) }))
})

test('a set-aside seat that nobody of its group can take over stays empty where the rule says so', () => {
  const seatRules = [{ group: 'pemuda', rule: 'set-aside' as const, seats: 1, urbanVillageCode: null, unfilled: 'empty' as const }]
  const people = [somePerson(1, 60), somePerson(2, 58), somePerson(3, 40, { groups: ['pemuda'] })]
  expect(world(people, 2, { seatRules }).pass(id(3))).toEqual(accept({ withdrawn: id(3), promoted: null }))
})

test('however many leave in whatever order, the seats taken never exceed the quota and nobody is promoted twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 40, max: 60 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 12 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }),
      (scores, seats, leaving) => {
        const { outcomes, pass } = world(
          scores.map((sixtieths, at) => somePerson(at + 1, sixtieths)),
          seats,
        )
        const steps: WithdrawalStep[] = []
        for (const number of leaving) {
          const step = pass(id(number), steps)
          if (step.ok) steps.push(step.value)
          expect(outcomes.filter((each) => standingAfter(each, steps) === 'selected').length).toBeLessThanOrEqual(seats)
        }
        const promoted = steps.flatMap((step) => step.promoted ?? [])
        expect(new Set(promoted).size).toBe(promoted.length)
      },
    ),
  )
})
