import { z } from 'zod'
import { type AccountId, CandidateId, type PeriodId, type PlenaryId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** Copies an approved run's list and quotas into a session; null when the run is not an approved one of the period. */
export async function copyAgenda(
  transaction: Transaction,
  plenaryId: PlenaryId,
  selectionRunId: string,
  periodId: PeriodId,
): Promise<{ readonly people: number } | null> {
  const runs = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM selection_run WHERE id = ${selectionRunId}::uuid AND period_id = ${periodId}::uuid AND state = 'approved' FOR SHARE`
  if (runs.length === 0) return null
  const people = await transaction.$executeRaw`
    INSERT INTO plenary_item (plenary_id, candidate_id, urban_village_code, competent, proposed, run_order)
    SELECT ${plenaryId}::uuid, o.candidate_id, o.urban_village_code, o.outcome <> 'not-selected' OR coalesce(r.passed, FALSE), o.outcome, o.rank
    FROM selection_outcome o
      LEFT JOIN attempt t ON t.candidate_id = o.candidate_id
      LEFT JOIN exam_result r ON r.attempt_id = t.id AND r.current AND r.state = 'confirmed'
    WHERE o.run_id = ${selectionRunId}::uuid`
  await transaction.$executeRaw`
    INSERT INTO plenary_quota (plenary_id, urban_village_code, quota)
    SELECT ${plenaryId}::uuid, q.urban_village_code, q.quota FROM selection_quota q WHERE q.run_id = ${selectionRunId}::uuid`
  return { people }
}

const RunRow = z.object({ id: z.uuid(), approved_at: z.coerce.date(), people: z.coerce.number().int() })
export type ApprovedRun = { readonly id: string; readonly approvedAt: Date; readonly people: number }

export async function listApprovedRuns(transaction: Transaction, periodId: PeriodId): Promise<ApprovedRun[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id, r.approved_at, (SELECT count(*) FROM selection_outcome o WHERE o.run_id = r.id) AS people
    FROM selection_run r WHERE r.period_id = ${periodId}::uuid AND r.state = 'approved' ORDER BY r.approved_at DESC`
  return rows.map((each) => {
    const row = RunRow.parse(each)
    return { id: row.id, approvedAt: row.approved_at, people: row.people }
  })
}

/** The candidate, when this account is tied to her; null otherwise. */
export async function findOwnCandidateId(
  transaction: Transaction,
  periodId: PeriodId,
  accountId: AccountId,
  candidateId: CandidateId,
): Promise<CandidateId | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.id FROM candidate c JOIN cadre_tie t ON t.cadre_id = c.cadre_id
    WHERE c.id = ${candidateId}::uuid AND c.period_id = ${periodId}::uuid AND t.account_id = ${accountId}::uuid`
  return rows[0] === undefined ? null : z.object({ id: CandidateId }).parse(rows[0]).id
}
