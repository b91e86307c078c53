import { z } from 'zod'
import { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import { ResultBreakdown } from '#app/domain/scoring/result-breakdown.ts'
import { AttemptId, type CandidateId, ExamFormId, ExamResultId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** Before a second person has confirmed it, a candidate's own result has no figures to give away. */
export type OwnResult =
  | { readonly state: 'none' }
  | { readonly state: 'pending' | 'void'; readonly examTitle: string }
  | {
      readonly state: 'released'
      readonly examTitle: string
      readonly resultId: ExamResultId
      readonly attemptId: AttemptId
      readonly formId: ExamFormId
      readonly breakdown: ResultBreakdown
      readonly passed: boolean
      readonly confirmedAt: Date
    }

const OwnRow = z.object({
  exam_title: z.string(),
  is_void: z.boolean(),
  attempt_id: AttemptId,
  form_id: ExamFormId,
  result_id: ExamResultId.nullable(),
  breakdown: ResultBreakdown.nullable(),
  passed: z.boolean().nullable(),
  confirmed_at: z.coerce.date().nullable(),
})

/** The result of the candidate's latest closed attempt; its figures are read only once it is confirmed. */
export async function findOwnResult(transaction: Transaction, candidateId: CandidateId): Promise<OwnResult> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT e.title AS exam_title, a.voided_at IS NOT NULL AS is_void, a.id AS attempt_id, a.form_id, r.id AS result_id, r.breakdown, r.passed, r.confirmed_at
    FROM attempt a JOIN exam e ON e.id = a.exam_id LEFT JOIN exam_result r ON r.attempt_id = a.id AND r.current AND r.state = 'confirmed'
    WHERE a.candidate_id = ${candidateId}::uuid AND a.status = 'closed' ORDER BY a.closed_at DESC, a.id LIMIT 1`
  if (rows[0] === undefined) return { state: 'none' }
  const {
    exam_title: examTitle,
    is_void: isVoid,
    attempt_id: attemptId,
    form_id: formId,
    result_id: resultId,
    breakdown,
    passed,
    confirmed_at: confirmedAt,
  } = OwnRow.parse(rows[0])
  if (isVoid) return { state: 'void', examTitle }
  if (resultId === null || breakdown === null || passed === null || confirmedAt === null) return { state: 'pending', examTitle }
  return { state: 'released', examTitle, resultId, attemptId, formId, breakdown, passed, confirmedAt }
}

/** What competencies are called, by code, in the framework of the bank that the form's exam was drawn from. */
export async function findCompetencyNames(transaction: Transaction, formId: ExamFormId): Promise<Map<string, string>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT w.content FROM exam_form f JOIN exam e ON e.id = f.exam_id JOIN bank_version v ON v.id = e.bank_version_id JOIN question_bank b ON b.id = v.bank_id
      JOIN competency_framework w ON w.code = b.framework
    WHERE f.id = ${formId}::uuid ORDER BY w.version DESC LIMIT 1`
  if (rows[0] === undefined) return new Map()
  const { content } = z.object({ content: CompetencyFramework }).parse(rows[0])
  return new Map(content.groups.flatMap(({ competencies }) => competencies.map(({ code, name }) => [code, name] as const)))
}
