import { z } from 'zod'
import type { RegionCode } from '#app/domain/access/role.ts'
import { fractionOf } from '#app/domain/scoring/result-breakdown.ts'
import { SelectionInputs } from '#app/domain/selection/selection-inputs.ts'
import { Explanation, SelectionOutcome, type SelectionResult, VillageSelection } from '#app/domain/selection/selection-outcome.ts'
import { RunSummary, SelectionRun } from '#app/domain/selection/selection-run.ts'
import { WithdrawalReason } from '#app/domain/selection/withdrawal.ts'
import { type AccountId, CandidateId, type PeriodId, type SelectionRunId } from '#app/domain/shared/id.ts'
import { formatFraction } from '#app/domain/shared/points.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const WITHOUT_INPUTS = { inputs: true } as const

export async function insertRun(transaction: Transaction, run: SelectionRun, inputsText: string, result: SelectionResult): Promise<void> {
  await transaction.selectionRun.create({ data: { ...run, inputs: inputsText } })
  await insertList(transaction, run.id, result)
}

/** Puts the list that follows from a drawn number in the place of the provisional one. False when the run is no longer an undrawn draft. */
export async function replaceDraft(
  transaction: Transaction,
  run: Pick<SelectionRun, 'id' | 'lotNumber' | 'inputsHash' | 'resultHash' | 'summary'>,
  inputsText: string,
  result: SelectionResult,
): Promise<boolean> {
  const { count } = await transaction.selectionRun.updateMany({
    where: { id: run.id, state: 'draft', lotNumber: null },
    data: { lotNumber: run.lotNumber, inputs: inputsText, inputsHash: run.inputsHash, resultHash: run.resultHash, summary: run.summary },
  })
  if (count !== 1) return false
  await transaction.selectionOutcome.deleteMany({ where: { runId: run.id } })
  await transaction.selectionQuota.deleteMany({ where: { runId: run.id } })
  await insertList(transaction, run.id, result)
  return true
}

const CHUNK = 500

async function insertList(transaction: Transaction, runId: SelectionRunId, { villages, outcomes }: SelectionResult): Promise<void> {
  await transaction.selectionQuota.createMany({
    data: villages.map((figures) => ({
      runId,
      urbanVillageCode: figures.code,
      quota: figures.quota,
      selected: figures.selected,
      reserve: figures.reserve,
      figures,
    })),
  })
  for (let from = 0; from < outcomes.length; from += CHUNK) {
    const rows = outcomes.slice(from, from + CHUNK).map((each) => ({
      candidate_id: each.candidateId,
      urban_village_code: each.urbanVillageCode,
      outcome: each.outcome,
      rank: each.listOrder,
      ranked: each.rank !== null,
      seat: each.seat,
      field: each.field,
      score: each.score === null ? null : formatFraction(fractionOf(each.score), 4, '.'),
      content: { participantNumber: each.participantNumber, score: each.score, explanation: each.explanation },
    }))
    await transaction.$executeRaw`
      INSERT INTO selection_outcome (run_id, candidate_id, urban_village_code, outcome, rank, ranked, seat, field, score, content)
      SELECT ${runId}::uuid, candidate_id, urban_village_code, outcome, rank, ranked, seat, field, score::numeric, content
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS g(candidate_id uuid, urban_village_code text, outcome text, rank int, ranked boolean, seat text, field text, score text, content jsonb)`
  }
}

export async function findRun(transaction: Transaction, id: SelectionRunId): Promise<SelectionRun | null> {
  const row = await transaction.selectionRun.findUnique({ where: { id }, omit: WITHOUT_INPUTS })
  return row ? SelectionRun.parse(row) : null
}

/** The run, held until the transaction ends. */
export async function lockRun(transaction: Transaction, id: SelectionRunId): Promise<SelectionRun | null> {
  await transaction.$queryRaw`SELECT 1 AS held FROM selection_run WHERE id = ${id}::uuid FOR UPDATE`
  return findRun(transaction, id)
}

/** The very text that was frozen. */
export async function readRunInputsText(transaction: Transaction, id: SelectionRunId): Promise<string | null> {
  const row = await transaction.selectionRun.findUnique({ where: { id }, select: { inputs: true } })
  return row?.inputs ?? null
}

/** The frozen inputs, parsed. Throws when there is no such run. */
export async function readRunInputs(transaction: Transaction, id: SelectionRunId): Promise<SelectionInputs> {
  const text = await readRunInputsText(transaction, id)
  if (text === null) throw new Error(`selection run ${id} has no inputs`)
  return SelectionInputs.parse(JSON.parse(text))
}

/** The newest first. */
export async function listRuns(transaction: Transaction, periodId: PeriodId): Promise<SelectionRun[]> {
  const rows = await transaction.selectionRun.findMany({ where: { periodId }, orderBy: { number: 'desc' }, omit: WITHOUT_INPUTS })
  return rows.map((row) => SelectionRun.parse(row))
}

/** The caller holds the period's lock. */
export async function nextRunNumber(transaction: Transaction, periodId: PeriodId): Promise<number> {
  const { _max } = await transaction.selectionRun.aggregate({ where: { periodId }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}

const Content = z.object({ participantNumber: z.string(), score: SelectionOutcome.shape.score, explanation: Explanation })
const OutcomeRow = z.object({
  candidateId: z.string(),
  urbanVillageCode: z.string(),
  outcome: z.string(),
  rank: z.number(),
  ranked: z.boolean(),
  seat: z.string().nullable(),
  field: z.string().nullable(),
  content: Content,
})

function toOutcome(each: unknown): SelectionOutcome {
  const { content, rank, ranked, ...row } = OutcomeRow.parse(each)
  return SelectionOutcome.parse({ ...row, ...content, rank: ranked ? rank : null, listOrder: rank })
}

/** One person's outcome in a run; null when the run does not know her. */
export async function findOutcome(
  transaction: Transaction,
  runId: SelectionRunId,
  candidateId: CandidateId,
): Promise<SelectionOutcome | null> {
  const row = await transaction.selectionOutcome.findUnique({ where: { runId_candidateId: { runId, candidateId } } })
  return row ? toOutcome(row) : null
}

/** One kelurahan's list, or with null the whole city's, by kelurahan and place. */
export async function listOutcomes(transaction: Transaction, runId: SelectionRunId, code: RegionCode | null): Promise<SelectionOutcome[]> {
  const rows = await transaction.selectionOutcome.findMany({
    where: { runId, ...(code !== null && { urbanVillageCode: code }) },
    orderBy: [{ urbanVillageCode: 'asc' }, { rank: 'asc' }],
  })
  return rows.map(toOutcome)
}

export async function listRunVillages(transaction: Transaction, runId: SelectionRunId): Promise<VillageSelection[]> {
  const rows = await transaction.selectionQuota.findMany({
    where: { runId },
    orderBy: { urbanVillageCode: 'asc' },
    select: { figures: true },
  })
  return rows.map(({ figures }) => VillageSelection.parse(figures))
}

/** The stored list as a result, for comparing it with a calculation. */
export async function readStoredResult(transaction: Transaction, run: SelectionRun): Promise<SelectionResult> {
  return {
    villages: await listRunVillages(transaction, run.id),
    outcomes: await listOutcomes(transaction, run.id, null),
    lot: RunSummary.parse(run.summary).lot,
  }
}

/** Guarded by the states: false when somebody was faster. */
export async function markProposed(transaction: Transaction, id: SelectionRunId, by: AccountId, at: Date): Promise<boolean> {
  const { count } = await transaction.selectionRun.updateMany({
    where: { id, state: 'draft' },
    data: { state: 'proposed', proposedBy: by, proposedAt: at },
  })
  return count === 1
}

/** The approved list takes the place of an earlier one, which stays but no longer counts. Returns the earlier one's id. */
export async function markApproved(
  transaction: Transaction,
  run: Pick<SelectionRun, 'id' | 'periodId'>,
  by: AccountId,
  at: Date,
): Promise<{ readonly approved: boolean; readonly superseded: string | null }> {
  const earlier = await transaction.selectionRun.findFirst({ where: { periodId: run.periodId, state: 'approved' }, select: { id: true } })
  if (earlier) await transaction.selectionRun.updateMany({ where: { id: earlier.id, state: 'approved' }, data: { state: 'superseded' } })
  const { count } = await transaction.selectionRun.updateMany({
    where: { id: run.id, state: 'proposed' },
    data: { state: 'approved', approvedBy: by, approvedAt: at },
  })
  return { approved: count === 1, superseded: earlier?.id ?? null }
}

export async function markRejected(
  transaction: Transaction,
  id: SelectionRunId,
  by: AccountId,
  at: Date,
  reason: string,
): Promise<boolean> {
  const { count } = await transaction.selectionRun.updateMany({
    where: { id, state: 'proposed' },
    data: { state: 'rejected', rejectedBy: by, rejectedAt: at, rejectionReason: reason },
  })
  return count === 1
}

const StepRow = z.object({
  sequence: z.number().int(),
  withdrawnId: CandidateId,
  promotedId: CandidateId.nullable(),
  reason: WithdrawalReason,
  note: z.string(),
  recordedBy: z.string(),
  recordedAt: z.date(),
})
export type RecordedStep = {
  readonly sequence: number
  readonly withdrawn: CandidateId
  readonly promoted: CandidateId | null
  readonly reason: WithdrawalReason
  readonly note: string
  readonly recordedBy: string
  readonly recordedAt: Date
}

/** In the order in which they were recorded. */
export async function listSteps(transaction: Transaction, runId: SelectionRunId): Promise<RecordedStep[]> {
  const rows = await transaction.selectionStep.findMany({ where: { runId }, orderBy: { sequence: 'asc' } })
  return rows.map((each) => {
    const { withdrawnId, promotedId, ...row } = StepRow.parse(each)
    return { ...row, withdrawn: withdrawnId, promoted: promotedId }
  })
}

export async function insertStep(
  transaction: Transaction,
  runId: SelectionRunId,
  step: Omit<RecordedStep, 'recordedBy'> & { readonly recordedBy: AccountId },
): Promise<void> {
  const { withdrawn, promoted, ...rest } = step
  await transaction.selectionStep.create({ data: { runId, ...rest, withdrawnId: withdrawn, promotedId: promoted } })
}

/** Display names of accounts, for whoever made, proposed and approved. */
export async function namesOfAccounts(transaction: Transaction, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const rows = await transaction.account.findMany({
    where: { id: { in: ids.flatMap((id) => id ?? []) } },
    select: { id: true, displayName: true },
  })
  return new Map(rows.map((row) => [row.id, row.displayName]))
}
