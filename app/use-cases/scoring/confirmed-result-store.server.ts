import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { ResultBreakdown } from '#app/domain/scoring/result-breakdown.ts'
import { AttemptId, CadreId, CandidateId, ExamId, ExamResultId, PeriodId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { cadreWithin } from './result-list-store.server.ts'

export type ConfirmedResult = {
  readonly resultId: ExamResultId
  readonly attemptId: AttemptId
  readonly candidateId: CandidateId
  readonly participantNumber: string
  readonly cadreId: CadreId
  readonly cadreName: string
  readonly urbanVillage: { readonly code: string; readonly name: string }
  readonly period: { readonly id: PeriodId; readonly name: string; readonly year: number }
  readonly exam: { readonly id: ExamId; readonly title: string }
  readonly policyVersion: number
  readonly breakdown: ResultBreakdown
  readonly contentHash: string
  readonly passed: boolean
  readonly confirmedAt: Date
}

const ConfirmedRow = z.object({
  result_id: ExamResultId,
  attempt_id: AttemptId,
  candidate_id: CandidateId,
  participant_number: z.string(),
  cadre_id: CadreId,
  cadre_name: z.string(),
  urban_village_code: z.string(),
  urban_village_name: z.string(),
  period_id: PeriodId,
  period_name: z.string(),
  period_year: z.coerce.number().int(),
  exam_id: ExamId,
  exam_title: z.string(),
  policy_version: z.coerce.number().int(),
  breakdown: ResultBreakdown,
  content_hash: z.string(),
  passed: z.boolean(),
  confirmed_at: z.coerce.date(),
})

/**
 * Current results that a second person has confirmed, by kelurahan and name: what certificates are issued from.
 * `passed` says whether the cadre is Lulus; both kinds are listed.
 */
export async function listConfirmedResults(
  transaction: Transaction,
  scope: RegionScope,
  filter: { readonly examId?: ExamId; readonly resultIds?: readonly ExamResultId[] } = {},
): Promise<ConfirmedResult[]> {
  const among = filter.resultIds === undefined ? Prisma.empty : Prisma.sql`AND r.id = ANY(${[...filter.resultIds]}::uuid[])`
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id AS result_id, r.attempt_id, a.candidate_id, p.participant_number, c.id AS cadre_id, c.name AS cadre_name, c.urban_village_code,
      coalesce(g.name, c.urban_village_code) AS urban_village_name, ap.id AS period_id, ap.name AS period_name, ap.year AS period_year,
      e.id AS exam_id, e.title AS exam_title, r.policy_version, r.breakdown, r.content_hash, r.passed, r.confirmed_at
    FROM exam_result r
      JOIN attempt a ON a.id = r.attempt_id
      JOIN candidate p ON p.id = a.candidate_id
      JOIN cadre c ON c.id = p.cadre_id
      JOIN exam e ON e.id = a.exam_id
      JOIN assessment_period ap ON ap.id = e.period_id
      LEFT JOIN region g ON g.code = c.urban_village_code
    WHERE r.current AND r.state = 'confirmed'
      AND ${cadreWithin(scope)}
      AND (${filter.examId ?? null}::uuid IS NULL OR e.id = ${filter.examId ?? null}::uuid)
      ${among}
    ORDER BY c.urban_village_code, c.name_sort COLLATE "C", p.participant_number`
  return rows.map((each) => {
    const row = ConfirmedRow.parse(each)
    return {
      resultId: row.result_id,
      attemptId: row.attempt_id,
      candidateId: row.candidate_id,
      participantNumber: row.participant_number,
      cadreId: row.cadre_id,
      cadreName: row.cadre_name,
      urbanVillage: { code: row.urban_village_code, name: row.urban_village_name },
      period: { id: row.period_id, name: row.period_name, year: row.period_year },
      exam: { id: row.exam_id, title: row.exam_title },
      policyVersion: row.policy_version,
      breakdown: row.breakdown,
      contentHash: row.content_hash,
      passed: row.passed,
      confirmedAt: row.confirmed_at,
    }
  })
}
