import type { CandidateFigures } from '#app/domain/selection/figures-file.ts'
import { rulesOfPolicy, type ScenarioInput } from '#app/domain/selection/scenario.ts'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import { type PeriodId, SelectionImportId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import { seededRandom } from '#app/domain/shared/seeded-random.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { inTransaction, reading } from '#app/platform/transaction.server.ts'
import { latestPolicy } from '#app/use-cases/period/period-store.server.ts'
import { approveRun } from '#app/use-cases/selection/decide-on-run.server.ts'
import { drawLot } from '#app/use-cases/selection/draw-lot.server.ts'
import { insertFigureImport, listParticipantNumbers, upsertCandidateFigures } from '#app/use-cases/selection/figures-store.server.ts'
import { makeRun } from '#app/use-cases/selection/make-run.server.ts'
import { proposeRun } from '#app/use-cases/selection/propose-run.server.ts'
import { saveScenario } from '#app/use-cases/selection/save-scenario.server.ts'
import { done, type StaffActor } from './actors.ts'

/** What a year of honoraria cost in 2025: 2.650 x Rp300.000 x 12. */
const BUDGET = 9_540_000_000
/** Fewer than reach the thresholds, so that there are reserves and people beyond them. */
const SEATS = 1_000
const LEAST_PER_VILLAGE = 12

/** Invented practice and service scores, what-ifs under one budget, and a list that one person proposed and another approved. */
export async function selectDemoPeriod(
  periodId: PeriodId,
  { analyst, approver }: { analyst: StaffActor; approver: StaffActor },
): Promise<void> {
  const numbers = await reading((transaction) => listParticipantNumbers(transaction, periodId))
  await done(
    inTransaction(async (transaction) => {
      const found = {
        id: SelectionImportId.parse(newUuid()),
        periodId,
        kind: 'candidates' as const,
        fileHash: textHash('demo components'),
        rowCount: numbers.size,
        importedBy: analyst.accountId,
        importedAt: new Date(),
      }
      await insertFigureImport(transaction, found)
      await upsertCandidateFigures(transaction, found, [...numbers].sort().map(inventedScores))
      return accept(null)
    }),
  )
  const { settings: policy } = await reading((transaction) => latestPolicy(transaction, periodId))
  const scenario = (name: string, seats: number, least: number, share: boolean): ScenarioInput => {
    const rules = rulesOfPolicy(policy, seats)
    return {
      name,
      settings: {
        rules: { ...rules, quota: { ...rules.quota, floor: { rule: least === 0 ? 'none' : 'guarantee', seats: least } } },
        honorarium: share ? { kind: 'share' } : { kind: 'fixed', rupiah: policy.honorariumRupiah },
        budgetPerYear: BUDGET,
      },
    }
  }
  await done(saveScenario(analyst, periodId, scenario('1.200 kader, honorarium tetap', 1_200, 0, false)))
  const chosen = await done(saveScenario(analyst, periodId, scenario('1.000 kader, anggaran dibagi rata', SEATS, 0, true)))
  await done(
    saveScenario(
      analyst,
      periodId,
      scenario(`1.000 kader, paling sedikit ${LEAST_PER_VILLAGE} per kelurahan`, SEATS, LEAST_PER_VILLAGE, true),
    ),
  )
  const run = await done(makeRun(analyst, periodId, { kind: 'scenario', scenarioId: chosen.id }))
  if (run.summary.lot.ties > 0) await done(drawLot(analyst, run.id, '5742'))
  await done(proposeRun(analyst, run.id))
  await done(approveRun(approver, run.id))
}

function inventedScores(participantNumber: string): CandidateFigures {
  const random = seededRandom(textHash(`components ${participantNumber}`))
  const halves = (from: number, to: number) => (random.between(from * 2, to * 2) / 2).toString()
  return { participantNumber, practice: halves(55, 98), serviceRecord: halves(40, 100) }
}
