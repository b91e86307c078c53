import { beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { rulesOfPolicy, type ScenarioInput } from '#app/domain/selection/scenario.ts'
import type { SelectionRules } from '#app/domain/selection/selection-inputs.ts'
import { type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { importFigures } from '#app/use-cases/selection/import-figures.server.ts'
import { makeRun } from '#app/use-cases/selection/make-run.server.ts'
import { compareScenarios, listScenarios } from '#app/use-cases/selection/read-scenarios.server.ts'
import { saveScenario } from '#app/use-cases/selection/save-scenario.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { CIBEBER, CIWEDUS, csv, type FinishedExam, KEDALEMAN, makeFinishedExam, sat } from './selection-world.ts'

useTestDatabase()
let analyst: Awaited<ReturnType<typeof makeStaff>>
let mayor: Awaited<ReturnType<typeof makeStaff>>
beforeAll(async () => {
  await makeRegions()
  analyst = await makeStaff('office-analyst')
  mayor = await makeStaff('mayors-office')
})
function granted<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
const settings = (name: string, cityTotal: number, changes: Partial<SelectionRules> = {}): ScenarioInput => ({
  name,
  settings: {
    rules: { ...rulesOfPolicy(DEFAULT_POLICY, cityTotal), missingComponent: 'leave-out-for-all', ...changes },
    honorarium: { kind: 'share' },
    budgetPerYear: 21_600_000,
  },
})
async function makeWorld(): Promise<FinishedExam> {
  const exam = await makeFinishedExam()
  for (const score of [95, 90, 85]) await sat(exam, { score })
  for (const score of [80, 75]) await sat(exam, { score, urbanVillageCode: CIWEDUS })
  await sat(exam, { score: 72, urbanVillageCode: KEDALEMAN })
  return exam
}

describe('what-if', () => {
  test('fewer cadres under the same budget: who drops out, per kelurahan, and what each gets', async () => {
    const { periodId } = await makeWorld()
    const six = granted(
      await saveScenario(
        analyst,
        periodId,
        settings('Enam kader', 6, { quota: { method: 'flat', cityTotal: 6, column: 'population', floor: { rule: 'none', seats: 0 } } }),
      ),
    )
    const three = granted(
      await saveScenario(
        analyst,
        periodId,
        settings('Tiga kader', 3, { quota: { method: 'flat', cityTotal: 3, column: 'population', floor: { rule: 'none', seats: 0 } } }),
      ),
    )
    const { compared, people } = granted(await compareScenarios(analyst, periodId, [six.id, three.id]))
    expect(compared.map(({ money }) => money)).toEqual([
      { paid: 5, honorarium: 360_000, month: 1_800_000, year: 21_600_000, left: 0 },
      { paid: 3, honorarium: 600_000, month: 1_800_000, year: 21_600_000, left: 0 },
    ])
    const change = compared[1]?.change
    expect(change).toMatchObject({ comesIn: 0, dropsOut: 2 })
    expect(change?.villages.map(({ code, quota, dropsOut }) => [code, quota, dropsOut.length])).toEqual([
      [CIBEBER, [2, 1], 1],
      [KEDALEMAN, [2, 1], 0],
      [CIWEDUS, [2, 1], 1],
    ])
    expect(people.size).toBe(2)
    expect(compared.every(({ sameInputs }) => sameInputs)).toBe(true)
  })

  test('is read by the mayor’s office without names, and saved by the office alone', async () => {
    const { periodId } = await makeWorld()
    const [one, other] = [
      granted(await saveScenario(analyst, periodId, settings('A', 6))),
      granted(await saveScenario(analyst, periodId, settings('B', 3))),
    ]
    expect(await saveScenario(mayor, periodId, settings('C', 3))).toEqual(refuse({ kind: 'forbidden' }))
    expect(granted(await compareScenarios(mayor, periodId, [one.id, other.id])).people.size).toBe(0)
    expect(
      granted(await listScenarios(mayor, periodId))
        .scenarios.map(({ scenario }) => scenario.name)
        .sort(),
    ).toEqual(['A', 'B'])
  })

  test('that cannot be calculated is not saved', async () => {
    const { periodId } = await makeWorld()
    expect(
      await saveScenario(
        analyst,
        periodId,
        settings('Menurut RW', 6, {
          quota: { method: 'largest-remainder', cityTotal: 6, column: 'rw', floor: { rule: 'none', seats: 0 } },
        }),
      ),
    ).toMatchObject(refuse({ kind: 'quota-figure-missing', column: 'rw' }))
    expect(granted(await listScenarios(analyst, periodId)).scenarios).toEqual([])
  })

  test('that is proposed becomes a list with exactly its result', async () => {
    const { periodId } = await makeWorld()
    const scenario = granted(await saveScenario(analyst, periodId, settings('Usulan', 3)))
    const run = granted(await makeRun(analyst, periodId, { kind: 'scenario', scenarioId: scenario.id }))
    expect(run).toMatchObject({ scenarioId: scenario.id, inputsHash: scenario.summary.inputsHash, resultHash: scenario.summary.resultHash })
    const elsewhere = await makeWorld()
    expect(await makeRun(analyst, elsewhere.periodId, { kind: 'scenario', scenarioId: scenario.id })).toEqual(refuse({ kind: 'not-found' }))
  })

  test('tells when the figures behind it have changed', async () => {
    const { periodId } = await makeWorld()
    const [one, other] = [
      granted(await saveScenario(analyst, periodId, settings('A', 6))),
      granted(await saveScenario(analyst, periodId, settings('B', 3))),
    ]
    granted(await importFigures(analyst, periodId, csv('kode_kelurahan;kuota_sk', `${CIBEBER};1`)))
    const { compared } = granted(await compareScenarios(analyst, periodId, [one.id, other.id]))
    expect(compared.map(({ sameInputs }) => sameInputs)).toEqual([false, false])
  })
})

describe('imported figures', () => {
  test('are stored whole or not at all', async () => {
    const { periodId } = await makeWorld()
    const faulty = await importFigures(analyst, periodId, csv('kode_kelurahan;kuota;rw', `${CIBEBER};5;8`, `${CIWEDUS};lima;8`))
    expect(faulty).toMatchObject(refuse({ kind: 'faults', faults: [{ cell: 'B3', code: 'count-unreadable' }] }))
    expect(await reading((transaction) => transaction.selectionVillage.count({ where: { periodId } }))).toBe(0)
    expect(await reading((transaction) => transaction.selectionImport.count({ where: { periodId } }))).toBe(0)
  })

  test('change what a file speaks of and leave the rest', async () => {
    const { periodId } = await makeWorld()
    granted(await importFigures(analyst, periodId, csv('kode_kelurahan;kuota_sk;rw', `${CIBEBER};5;8`)))
    granted(await importFigures(analyst, periodId, csv('kode_kelurahan;posyandu', `${CIBEBER};12`)))
    granted(await importFigures(analyst, periodId, csv('kode_kelurahan;rw', `${CIBEBER};9`)))
    const row = await reading((transaction) => transaction.selectionVillage.findFirstOrThrow({ where: { periodId } }))
    expect(row).toMatchObject({ decreeQuota: 5, importedQuota: null, figures: { rw: 9, posyandu: 12 } })
  })

  test('of another period’s participants are unknown', async () => {
    const [exam, other] = [await makeFinishedExam(), await makeFinishedExam()]
    const { participantNumber } = await sat(other, { score: 80 })
    expect(await importFigures(analyst, exam.periodId, csv('nomor_peserta;praktik', `${participantNumber};80`))).toMatchObject(
      refuse({ kind: 'faults', faults: [{ code: 'unknown-participant' }] }),
    )
    expect(await importFigures(mayor, exam.periodId, csv('nomor_peserta;praktik', 'x;80'))).toEqual(refuse({ kind: 'forbidden' }))
  })
})
