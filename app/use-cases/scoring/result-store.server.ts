import { z } from 'zod'
import { ServiceField } from '#app/domain/roster/service-field.ts'
import { isPassed, resultHash, stateAfterScoring, totalForSorting } from '#app/domain/scoring/exam-result.ts'
import { type ItemScore, ScoreSource } from '#app/domain/scoring/item-score.ts'
import { ResultBreakdown, ResultState } from '#app/domain/scoring/result-breakdown.ts'
import type { RubricLevels } from '#app/domain/scoring/rubric-points.ts'
import { AccountId, AttemptId, ExamResultId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { newUuid } from '#app/platform/random.server.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'

/** A scored attempt on its way into the database. `marks` and `confirmed` are for bulk loads of finished periods only. */
export type ScoredAttempt = {
  readonly attemptId: AttemptId
  readonly policyVersion: number
  readonly items: readonly ItemScore[]
  readonly breakdown: ResultBreakdown
  readonly at: Date
  /** One per item whose source is `marked`. */
  readonly marks?: readonly LoadedMark[]
  readonly confirmed?: { readonly by: AccountId; readonly at: Date }
}
export type LoadedMark = {
  readonly position: number
  readonly assessorId: AccountId
  readonly levels: RubricLevels
  readonly comment: string
  readonly at: Date
}

const CHUNK = 200

/**
 * Writes item scores, one current result of the next version and a marking task per unmarked item for attempts that have no
 * score, and stamps them as scored; the attempts are closed and locked by the caller. Returns the results in the order of the
 * argument.
 */
export async function insertScoredAttempts(
  transaction: SqlTransaction,
  scored: readonly ScoredAttempt[],
): Promise<{ readonly id: ExamResultId; readonly version: number }[]> {
  const last = await lastVersions(transaction, scored)
  const results = scored.map(({ attemptId }) => ({ id: ExamResultId.parse(newUuid()), version: (last.get(attemptId) ?? 0) + 1 }))
  for (let from = 0; from < scored.length; from += CHUNK) {
    const chunk = scored.slice(from, from + CHUNK)
    await insertItems(transaction, chunk)
    await insertResults(transaction, chunk, results.slice(from, from + CHUNK))
    await insertMarkingTasks(transaction, chunk)
    await transaction.$executeRaw`
      UPDATE attempt SET scored_at = s.at FROM jsonb_to_recordset(${JSON.stringify(chunk.map(({ attemptId, at }) => ({ id: attemptId, at })))}::jsonb) AS s(id uuid, at timestamptz)
      WHERE attempt.id = s.id`
  }
  return results
}

const LastRow = z.object({ attempt_id: AttemptId, last: z.number().int() })

async function lastVersions(transaction: SqlTransaction, scored: readonly ScoredAttempt[]): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.$queryRaw`
    SELECT attempt_id, max(version) AS last FROM exam_result WHERE attempt_id = ANY(${scored.map(({ attemptId }) => attemptId)}::uuid[])
    GROUP BY attempt_id`
  return new Map(rows.map((row) => LastRow.parse(row)).map(({ attempt_id, last }) => [attempt_id, last]))
}

/**
 * Takes the score of an attempt back, so that it can be scored anew or not at all: its result is superseded, its item scores
 * and open marking tasks go. False, and nothing changed, when a person has marked or confirmed it. The caller holds the attempt.
 */
export async function withdrawScore(transaction: Transaction, attemptId: AttemptId): Promise<boolean> {
  const touched = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM exam_result WHERE attempt_id = ${attemptId}::uuid AND state = 'confirmed'
    UNION ALL SELECT 1 FROM mark m JOIN marking_task t ON t.id = m.task_id WHERE t.attempt_id = ${attemptId}::uuid LIMIT 1`
  if (touched.length > 0) return false
  await transaction.examResult.updateMany({ where: { attemptId, current: true }, data: { current: false, state: 'superseded' } })
  await transaction.markingTask.deleteMany({ where: { attemptId } })
  await transaction.itemScore.deleteMany({ where: { attemptId } })
  return true
}

async function insertItems(transaction: SqlTransaction, chunk: readonly ScoredAttempt[]) {
  const rows = chunk.flatMap(({ attemptId, items }) => items.map((item) => ({ attemptId, item })))
  await transaction.$executeRaw`
    INSERT INTO item_score (attempt_id, position, question_version_id, field, points, maximum, source)
    SELECT * FROM unnest(
      ${rows.map(({ attemptId }) => attemptId)}::uuid[],
      ${rows.map(({ item }) => item.position)}::int[],
      ${rows.map(({ item }) => item.questionVersionId)}::uuid[],
      ${rows.map(({ item }) => item.field)}::text[],
      ${rows.map(({ item }) => item.points?.toString() ?? null)}::bigint[],
      ${rows.map(({ item }) => item.maximum.toString())}::bigint[],
      ${rows.map(({ item }) => item.source)}::text[])`
}

async function insertResults(
  transaction: SqlTransaction,
  chunk: readonly ScoredAttempt[],
  results: readonly { readonly id: ExamResultId; readonly version: number }[],
) {
  if (chunk.some(({ confirmed, breakdown }) => confirmed && breakdown.unmarked > 0))
    throw new Error('a result with unmarked answers is never confirmed')
  const rows = chunk.map((scored, at) => ({
    ...results[at],
    attempt_id: scored.attemptId,
    state: scored.confirmed ? 'confirmed' : stateAfterScoring(scored.breakdown),
    policy_version: scored.policyVersion,
    breakdown: scored.breakdown,
    total_score: totalForSorting(scored.breakdown),
    passed: isPassed(scored.breakdown),
    content_hash: resultHash(scored),
    scored_at: scored.at,
    confirmed_by: scored.confirmed?.by ?? null,
    confirmed_at: scored.confirmed?.at ?? null,
  }))
  await transaction.$executeRaw`
    INSERT INTO exam_result (id, attempt_id, version, current, state, policy_version, breakdown, total_score, passed, content_hash, scored_at, confirmed_by, confirmed_at)
    SELECT id, attempt_id, version, true, state, policy_version, breakdown, total_score::numeric, passed, content_hash, scored_at, confirmed_by, confirmed_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS s(id uuid, attempt_id uuid, version int, state text, policy_version int, breakdown jsonb, total_score text, passed boolean, content_hash text, scored_at timestamptz, confirmed_by uuid, confirmed_at timestamptz)`
}

async function insertMarkingTasks(transaction: SqlTransaction, chunk: readonly ScoredAttempt[]) {
  const tasks = chunk.flatMap(({ attemptId, items, marks = [] }) =>
    items.flatMap(({ source, points, position, questionVersionId }) => {
      if (source === 'automatic') return []
      const mark = marks.find((each) => each.position === position)
      if (points !== null && mark === undefined) throw new Error(`position ${position} of attempt ${attemptId} is marked by nobody`)
      const task = {
        id: newUuid(),
        attempt_id: attemptId,
        position,
        question_version_id: questionVersionId,
        state: points === null ? 'open' : 'marked',
        assessor_id: mark?.assessorId ?? null,
        assigned_at: mark?.at ?? null,
      }
      return [
        {
          task,
          marks:
            mark && points !== null
              ? [
                  {
                    task_id: task.id,
                    assessor_id: mark.assessorId,
                    criteria: mark.levels,
                    points: points.toString(),
                    comment: mark.comment,
                    marked_at: mark.at,
                  },
                ]
              : [],
        },
      ]
    }),
  )
  if (tasks.length === 0) return
  await transaction.$executeRaw`
    INSERT INTO marking_task (id, attempt_id, position, question_version_id, state, assessor_id, assigned_at)
    SELECT id, attempt_id, position, question_version_id, state, assessor_id, assigned_at
    FROM jsonb_to_recordset(${JSON.stringify(tasks.map(({ task }) => task))}::jsonb) AS n(id uuid, attempt_id uuid, position int,
      question_version_id uuid, state text, assessor_id uuid, assigned_at timestamptz)`
  const marks = tasks.flatMap((task) => task.marks)
  if (marks.length === 0) return
  await transaction.$executeRaw`
    INSERT INTO mark (task_id, assessor_id, criteria, points, comment, marked_at)
    SELECT task_id, assessor_id, criteria, points, comment, marked_at
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS n(task_id uuid, assessor_id uuid, criteria jsonb, points bigint, comment text,
      marked_at timestamptz)`
}

const ItemRow = z.object({
  position: z.coerce.number().int(),
  question_version_id: QuestionVersionId,
  field: ServiceField,
  points: z.coerce.bigint().nullable(),
  maximum: z.coerce.bigint(),
  source: ScoreSource,
})

/** In the order of the form. */
export async function findItemScores(transaction: Transaction, attemptId: AttemptId): Promise<ItemScore[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT position, question_version_id, field, points, maximum, source FROM item_score WHERE attempt_id = ${attemptId}::uuid ORDER BY position`
  return rows.map((each) => {
    const row = ItemRow.parse(each)
    const place = { position: row.position, questionVersionId: row.question_version_id, field: row.field, maximum: row.maximum }
    if (row.points === null) return { ...place, source: 'awaiting-marker', points: null }
    return { ...place, source: row.source === 'marked' ? 'marked' : 'automatic', points: row.points }
  })
}

/** Gives an unmarked item its points, or takes a marked one's back; false when it is no longer as the caller saw it. */
export async function setItemPoints(
  transaction: Transaction,
  attemptId: AttemptId,
  position: number,
  points: bigint | null,
): Promise<boolean> {
  const changed =
    points === null
      ? await transaction.itemScore.updateMany({
          where: { attemptId, position, source: 'marked' },
          data: { points: null, source: 'awaiting-marker' },
        })
      : await transaction.itemScore.updateMany({ where: { attemptId, position, points: null }, data: { points, source: 'marked' } })
  return changed.count === 1
}

/** Puts a newly calculated result in the place of the current one, which stays as it was but superseded. The caller holds the attempt's lock. */
export async function insertNextResult(transaction: Transaction, scored: ScoredAttempt): Promise<ExamResultId> {
  const last = await transaction.examResult.findFirstOrThrow({
    where: { attemptId: scored.attemptId },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  await transaction.examResult.updateMany({
    where: { attemptId: scored.attemptId, current: true },
    data: { current: false, state: 'superseded' },
  })
  const id = ExamResultId.parse(newUuid())
  await insertResults(transaction, [scored], [{ id, version: last.version + 1 }])
  return id
}

export type StoredResult = {
  readonly id: ExamResultId
  readonly attemptId: AttemptId
  readonly version: number
  readonly current: boolean
  readonly state: ResultState
  readonly policyVersion: number
  readonly breakdown: ResultBreakdown
  /** Of 100, four decimals with a point. */
  readonly totalScore: string
  readonly passed: boolean | null
  readonly contentHash: string
  readonly scoredAt: Date
  readonly confirmed: { readonly by: AccountId; readonly at: Date } | null
}

export async function findResult(transaction: Transaction, resultId: ExamResultId): Promise<StoredResult | null> {
  const row = await transaction.examResult.findUnique({ where: { id: resultId } })
  return row ? toResult(row) : null
}

/** Every version of an attempt's result, the newest first. */
export async function listResultVersions(transaction: Transaction, attemptId: AttemptId): Promise<StoredResult[]> {
  const rows = await transaction.examResult.findMany({ where: { attemptId }, orderBy: { version: 'desc' } })
  return rows.map(toResult)
}

/** Guarded: false when the result is no longer the current one that awaits confirmation. */
export async function confirmStoredResult(transaction: Transaction, resultId: ExamResultId, by: AccountId, at: Date): Promise<boolean> {
  const changed = await transaction.examResult.updateMany({
    where: { id: resultId, current: true, state: 'awaiting-confirmation' },
    data: { state: 'confirmed', confirmedBy: by, confirmedAt: at },
  })
  return changed.count === 1
}

function toResult(row: Awaited<ReturnType<Transaction['examResult']['findUniqueOrThrow']>>): StoredResult {
  return {
    id: ExamResultId.parse(row.id),
    attemptId: AttemptId.parse(row.attemptId),
    version: row.version,
    current: row.current,
    state: ResultState.parse(row.state),
    policyVersion: row.policyVersion,
    breakdown: ResultBreakdown.parse(row.breakdown),
    totalScore: row.totalScore.toFixed(4),
    passed: row.passed,
    contentHash: row.contentHash,
    scoredAt: row.scoredAt,
    confirmed: row.confirmedBy !== null && row.confirmedAt !== null ? { by: AccountId.parse(row.confirmedBy), at: row.confirmedAt } : null,
  }
}
