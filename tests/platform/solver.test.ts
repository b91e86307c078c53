import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { type AssignmentModel, provenAssignment } from '#app/domain/selection/field-seats.ts'
import { concludeSelection, prepareSelection } from '#app/domain/selection/select-candidates.ts'
import type { SelectionInputs } from '#app/domain/selection/selection-inputs.ts'
import { resultText } from '#app/domain/selection/selection-outcome.ts'
import { solveAssignments } from '#app/platform/solver.server.ts'
import { SOME_RULES, someCity, someInputs, somePerson, someVillage, VILLAGE } from '#tests/factories/selection.ts'

async function select(inputs: SelectionInputs) {
  const prepared = prepareSelection(inputs)
  if (!prepared.ok) throw new Error(prepared.refusal.kind)
  const models = prepared.value.villages.flatMap(({ model }) => (model ? [model] : []))
  const solutions = await solveAssignments(models)
  const concluded = concludeSelection(
    prepared.value,
    new Map(models.flatMap((model, at) => (solutions[at] ? [[model.urbanVillageCode, solutions[at]] as const] : []))),
  )
  if (!concluded.ok) throw new Error(concluded.refusal.kind)
  return { result: concluded.value, models, solutions }
}

/** The best sum of weights by trying everything. */
function bestByTrying({ people, fields, quota }: AssignmentModel): number {
  const left = fields.map(({ seats }) => seats)
  const visit = (index: number, seats: number): number => {
    const person = people[index]
    if (!person || seats === 0) return 0
    let best = visit(index + 1, seats)
    for (const { field, weight } of person.edges) {
      if ((left[field] ?? 0) === 0) continue
      left[field] = (left[field] ?? 0) - 1
      best = Math.max(best, weight + visit(index + 1, seats - 1))
      left[field] = (left[field] ?? 0) + 1
    }
    return best
  }
  return visit(0, quota)
}

const anyVillage = fc
  .record({
    people: fc.array(fc.record({ sixtieths: fc.integer({ min: 40, max: 50 }), canServe: fc.subarray([...SERVICE_FIELDS]) }), {
      minLength: 1,
      maxLength: 8,
    }),
    quota: fc.integer({ min: 0, max: 8 }),
    seats: fc.tuple(...SERVICE_FIELDS.map(() => fc.integer({ min: 0, max: 2 }))),
  })
  .map(({ people, quota, seats }) =>
    someInputs({
      candidates: people.map(({ sixtieths, canServe }, index) => somePerson(index + 1, sixtieths, { canServe })),
      villages: [
        someVillage({ decreeQuota: quota, fieldSeats: Object.fromEntries(SERVICE_FIELDS.map((field, at) => [field, seats[at] ?? 0])) }),
      ],
      rules: { fieldQuotas: true, quota: { ...SOME_RULES.quota, method: 'decree', cityTotal: null } },
    }),
  )

describe('seats per field', () => {
  test('HiGHS finds what trying everything finds, proven, and never more than the seats', async () => {
    await fc.assert(
      fc.asyncProperty(anyVillage, async (inputs) => {
        const { result, models, solutions } = await select(inputs)
        const [model] = models
        if (!model) throw new Error('the kelurahan has seats per field')
        const proven = provenAssignment(model, solutions[0] ?? { status: 'not-optimal', fieldOf: [], fieldPrices: [], quotaPrice: 0 })
        expect(proven?.proof).toEqual({ value: bestByTrying(model), bound: bestByTrying(model) })
        const selected = result.outcomes.filter(({ outcome }) => outcome === 'selected')
        expect(selected.length).toBeLessThanOrEqual(model.quota)
        for (const { field, seats } of model.fields)
          expect(selected.filter((each) => each.field === field).length).toBeLessThanOrEqual(seats)
        for (const each of selected) {
          const person = inputs.candidates.find(({ candidateId }) => candidateId === each.candidateId)
          expect(person?.canServe).toContain(each.field)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('nobody without a seat stands before one of those who hold what she could serve', async () => {
    await fc.assert(
      fc.asyncProperty(anyVillage, async (inputs) => {
        const { result } = await select(inputs)
        for (const { outcome, field, rank, candidateId, explanation } of result.outcomes) {
          if (outcome === 'selected' || rank === null || explanation.code === 'no-field-stated') continue
          const canServe = inputs.candidates.find((each) => each.candidateId === candidateId)?.canServe ?? []
          expect(field).toBeNull()
          for (const holder of result.outcomes)
            if (holder.field !== null && canServe.includes(holder.field)) expect(holder.rank ?? 0).toBeLessThan(rank)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('the order of the people plays no part', async () => {
    await fc.assert(
      fc.asyncProperty(anyVillage, async (inputs) => {
        const [one, other] = [await select(inputs), await select({ ...inputs, candidates: [...inputs.candidates].reverse() })]
        expect(resultText(other.result)).toBe(resultText(one.result))
      }),
      { numRuns: 100 },
    )
  })

  test('2.650 people over 43 kelurahan with seats per field are seated and proven in well under 30 s', async () => {
    const city = someCity({ people: 2650, villages: 43 })
    const inputs = someInputs({
      candidates: city.candidates,
      villages: city.villages.map((village) => ({
        ...village,
        fieldSeats: { education: 6, health: 9, public_works: 5, housing: 5, public_order: 5, social: 9 },
      })),
      rules: {
        fieldQuotas: true,
        fieldThreshold: '40',
        totalThreshold: '50',
        selectionWeights: { exam: '70', practice: '20', serviceRecord: '10' },
        quota: { ...SOME_RULES.quota, cityTotal: 35 * 43 },
      },
    })
    const from = performance.now()
    const { result, models } = await select(inputs)
    const took = performance.now() - from
    console.info(`seats per field for 2650 people, ${models.length} models: ${took.toFixed(0)} ms, all proven`)
    expect(result.villages).toHaveLength(43)
    expect(result.villages.every(({ proof, selected, quota }) => proof !== null && proof.value === proof.bound && selected === quota)).toBe(
      true,
    )
    expect(took).toBeLessThan(30_000)
  }, 180_000)
})

test('a kelurahan whose people serve no field is answered without a solver', async () => {
  const { result } = await select(
    someInputs({
      candidates: [somePerson(1, 50)],
      villages: [someVillage({ code: VILLAGE, decreeQuota: 3, fieldSeats: { health: 3 } })],
      rules: { fieldQuotas: true, quota: { ...SOME_RULES.quota, method: 'decree', cityTotal: null } },
    }),
  )
  expect(result.outcomes[0]).toMatchObject({ outcome: 'not-selected', explanation: { code: 'no-field-stated' } })
})
