import { z } from 'zod'
import { ON_PAPER } from '#app/domain/delivery/lease.ts'
import { ResponseValue } from '#app/domain/question-bank/response.ts'
import { RubricLevels } from '#app/domain/scoring/rubric-points.ts'
import type { ScoringKey } from '#app/domain/scoring/score-sheet.ts'
import { AttemptId, ExamFormId, PeriodId, type QuestionVersionId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'
import { findAnswerKeys } from '../question-bank/answer-key-store.server.ts'
import { findQuestionBodies } from '../question-bank/candidate-question-store.server.ts'

/** What scoring needs to know of an attempt. */
export type AttemptToScore = {
  readonly id: AttemptId
  readonly formId: ExamFormId
  readonly periodId: PeriodId
  readonly policyVersion: number
  readonly status: 'running' | 'closed'
  readonly scoredAt: Date | null
  /** It does not count and is never scored. */
  readonly isVoid: boolean
  /** It is on paper, and its sheet is not keyed in yet: until then there is nothing to score. */
  readonly awaitsSheet: boolean
}

const AttemptRow = z.object({
  id: AttemptId,
  form_id: ExamFormId,
  period_id: PeriodId,
  policy_version: z.coerce.number().int(),
  status: z.enum(['running', 'closed']),
  scored_at: z.coerce.date().nullable(),
  is_void: z.boolean(),
  awaits_sheet: z.boolean(),
})

/** Whether attempt a is on paper and nothing of its sheet counts yet. */
const awaitsSheet = Prisma.sql`(a.lease_device = ${ON_PAPER} AND NOT EXISTS (SELECT 1 FROM paper_answer p WHERE p.attempt_id = a.id))`

/** Holds the attempt until the transaction ends, so that nobody else scores, marks or recalculates it meanwhile. */
export async function lockAttempt(transaction: SqlTransaction, attemptId: AttemptId): Promise<AttemptToScore | null> {
  const rows = await transaction.$queryRaw`
    SELECT a.id, a.form_id, e.period_id, a.policy_version, a.status, a.scored_at, a.voided_at IS NOT NULL AS is_void,
      ${awaitsSheet} AS awaits_sheet
    FROM attempt a JOIN exam e ON e.id = a.exam_id WHERE a.id = ${attemptId}::uuid FOR UPDATE OF a`
  return rows[0] === undefined ? null : toAttempt(rows[0])
}

/** The same without holding it: for reading. */
export async function findAttempt(transaction: Transaction, attemptId: AttemptId): Promise<AttemptToScore | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT a.id, a.form_id, e.period_id, a.policy_version, a.status, a.scored_at, a.voided_at IS NOT NULL AS is_void,
      ${awaitsSheet} AS awaits_sheet
    FROM attempt a JOIN exam e ON e.id = a.exam_id WHERE a.id = ${attemptId}::uuid`
  return rows[0] === undefined ? null : toAttempt(rows[0])
}

/** So many closed attempts that are not yet scored, the oldest first, held; those that someone else holds are passed over. */
export async function lockUnscoredAttempts(transaction: SqlTransaction, count: number): Promise<AttemptToScore[]> {
  const rows = await transaction.$queryRaw`
    SELECT a.id, a.form_id, e.period_id, a.policy_version, a.status, a.scored_at, a.voided_at IS NOT NULL AS is_void,
      ${awaitsSheet} AS awaits_sheet
    FROM attempt a JOIN exam e ON e.id = a.exam_id
    WHERE a.status = 'closed' AND a.voided_at IS NULL AND a.scored_at IS NULL AND NOT ${awaitsSheet} ORDER BY a.closed_at, a.id LIMIT ${count} FOR UPDATE OF a SKIP LOCKED`
  return rows.map(toAttempt)
}

export async function listUnscoredAttemptIds(transaction: Transaction): Promise<AttemptId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT a.id FROM attempt a WHERE a.status = 'closed' AND a.voided_at IS NULL AND a.scored_at IS NULL AND NOT ${awaitsSheet} ORDER BY a.closed_at, a.id`
  return rows.map((row) => z.object({ id: AttemptId }).parse(row).id)
}

const AnswersRow = z.object({ attempt_id: AttemptId, answers: z.record(z.string(), ResponseValue) })

/**
 * The answers that count, by attempt and position. An answer counts when the attempt's event log accepted it; what came
 * late or from an old lease only when its late evidence was accepted. An attempt without any event (answers
 * brought in as a whole) counts as it stands, and one on paper as its sheet was keyed in. The view `counting_answer` holds the rule.
 */
export async function findCountingAnswers(
  transaction: SqlTransaction,
  attemptIds: readonly AttemptId[],
): Promise<Map<AttemptId, Map<number, ResponseValue>>> {
  const rows = await transaction.$queryRaw`
    SELECT attempt_id, jsonb_object_agg(position, value) AS answers FROM counting_answer
    WHERE attempt_id = ANY(${[...attemptIds]}::uuid[]) GROUP BY attempt_id`
  const found = new Map<AttemptId, Map<number, ResponseValue>>(attemptIds.map((id) => [id, new Map()]))
  for (const each of rows) {
    const { attempt_id, answers } = AnswersRow.parse(each)
    found.set(attempt_id, new Map(Object.entries(answers).map(([position, value]) => [Number(position), value])))
  }
  return found
}

/** Keys and numbers of options: for scoring and for staff, never for a candidate's page. */
export async function findScoringKeys(
  transaction: SqlTransaction,
  ids: readonly QuestionVersionId[],
): Promise<Map<QuestionVersionId, ScoringKey>> {
  const keys = await findAnswerKeys(transaction, ids)
  const bodies = await findQuestionBodies(transaction, ids)
  return new Map(
    [...keys].map(([id, key]) => {
      const body = bodies.get(id)
      return [id, { key, optionCount: body !== undefined && 'options' in body ? body.options.length : 0 }]
    }),
  )
}

const LevelsRow = z.object({ position: z.coerce.number().int(), criteria: RubricLevels })

/** The levels that persons chose for an attempt's responses, by position: the latest mark of each marked one. */
export async function findMarkedLevels(transaction: Transaction, attemptId: AttemptId): Promise<Map<number, RubricLevels>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT DISTINCT ON (t.position) t.position, m.criteria
    FROM marking_task t JOIN mark m ON m.task_id = t.id
    WHERE t.attempt_id = ${attemptId}::uuid AND t.state = 'marked'
    ORDER BY t.position, m.marked_at DESC, m.assessor_id`
  return new Map(rows.map((each) => LevelsRow.parse(each)).map((row) => [row.position, row.criteria]))
}

function toAttempt(each: unknown): AttemptToScore {
  const row = AttemptRow.parse(each)
  return {
    id: row.id,
    formId: row.form_id,
    periodId: row.period_id,
    policyVersion: row.policy_version,
    status: row.status,
    scoredAt: row.scored_at,
    isVoid: row.is_void,
    awaitsSheet: row.awaits_sheet,
  }
}
