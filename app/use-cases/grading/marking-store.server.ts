import { z } from 'zod'
import { RegionCode } from '#app/domain/access/role.ts'
import { ASSIGNMENT_MINUTES, type MarkedSubject, type Marker, MarkingState, type MarkingTask } from '#app/domain/grading/marking-task.ts'
import { ResponseValue } from '#app/domain/question-bank/response.ts'
import type { RubricLevels } from '#app/domain/scoring/rubric-points.ts'
import { AccountId, AttemptId, MarkingTaskId, QuestionVersionId } from '#app/domain/shared/id.ts'
import type { Points } from '#app/domain/shared/points.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function findMarker(transaction: Transaction, accountId: AccountId): Promise<Marker> {
  const row = await transaction.account.findUniqueOrThrow({ where: { id: accountId }, select: { homeRegionCode: true } })
  return {
    accountId,
    homeRegionCode: row.homeRegionCode === null || row.homeRegionCode === '' ? null : RegionCode.parse(row.homeRegionCode),
  }
}

/** True of a cadre `c` who does not live where the marker lives: the same as `conflictOf`, for choosing in the database. */
function cadreElsewhere({ homeRegionCode }: Marker): Prisma.Sql {
  if (homeRegionCode === null) return Prisma.sql`TRUE`
  return Prisma.sql`(c.urban_village_code <> ${homeRegionCode} AND c.urban_village_code NOT LIKE ${`${homeRegionCode}.%`})`
}

const Count = z.object({ left: z.coerce.number().int(), marked: z.coerce.number().int() })

/** How many responses this marker could still get (their own included), and how many they have marked. */
export async function countMarking(transaction: Transaction, marker: Marker): Promise<{ left: number; marked: number }> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT count(*) FILTER (WHERE t.state <> 'marked'
        AND (t.state = 'open' OR t.assessor_id = ${marker.accountId}::uuid OR t.assigned_at < clock_timestamp() - make_interval(mins => ${ASSIGNMENT_MINUTES}::int))
        AND ${cadreElsewhere(marker)}
        AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.task_id = t.id AND m.assessor_id = ${marker.accountId}::uuid)) AS left,
      count(*) FILTER (WHERE t.state = 'marked' AND t.assessor_id = ${marker.accountId}::uuid) AS marked
    FROM marking_task t JOIN attempt a ON a.id = t.attempt_id JOIN candidate p ON p.id = a.candidate_id JOIN cadre c ON c.id = p.cadre_id`
  return Count.parse(rows[0])
}

/** What a marker reads. It has no place for a person, a region or a score, so none can travel in it. */
export type MarkingView = {
  readonly taskId: MarkingTaskId
  readonly attemptId: AttemptId
  readonly questionVersionId: QuestionVersionId
  readonly lockVersion: number
  readonly response: string
}

const ViewRow = z.object({
  id: MarkingTaskId,
  attempt_id: AttemptId,
  question_version_id: QuestionVersionId,
  lock_version: z.coerce.number().int(),
  value: ResponseValue,
})

/** The response that this marker is marking now; null when there is none, or it went to someone else meanwhile. */
export async function findAssignedTask(transaction: Transaction, marker: Marker): Promise<MarkingView | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT t.id, t.attempt_id, t.question_version_id, t.lock_version, ans.value
    FROM marking_task t
      JOIN attempt a ON a.id = t.attempt_id JOIN candidate p ON p.id = a.candidate_id JOIN cadre c ON c.id = p.cadre_id
      JOIN counting_answer ans ON ans.attempt_id = t.attempt_id AND ans.position = t.position
    WHERE t.state = 'assigned' AND t.assessor_id = ${marker.accountId}::uuid
      AND ${cadreElsewhere(marker)}
    ORDER BY t.assigned_at LIMIT 1`
  if (rows[0] === undefined) return null
  const row = ViewRow.parse(rows[0])
  return {
    taskId: row.id,
    attemptId: row.attempt_id,
    questionVersionId: row.question_version_id,
    lockVersion: row.lock_version,
    response: row.value.kind === 'essay' ? row.value.text : '',
  }
}

const IdRow = z.object({ id: MarkingTaskId, attempt_id: AttemptId })

/**
 * Assigns the next response to this marker: never one of their own kelurahan nor one they marked before. Question by
 * question, and within a question in an order of the marker's own, both drawn from the marker's id. Null when none is left.
 */
export async function claimNextTask(
  transaction: Transaction,
  marker: Marker,
  at: Date,
): Promise<{ taskId: MarkingTaskId; attemptId: AttemptId } | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    UPDATE marking_task SET state = 'assigned', assessor_id = ${marker.accountId}::uuid, assigned_at = ${at}::timestamptz, lock_version = lock_version + 1
    WHERE id = (
      SELECT t.id
      FROM marking_task t JOIN attempt a ON a.id = t.attempt_id JOIN candidate p ON p.id = a.candidate_id JOIN cadre c ON c.id = p.cadre_id
      WHERE (t.state = 'open' OR (t.state = 'assigned' AND t.assigned_at < clock_timestamp() - make_interval(mins => ${ASSIGNMENT_MINUTES}::int)))
        AND ${cadreElsewhere(marker)}
        AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.task_id = t.id AND m.assessor_id = ${marker.accountId}::uuid)
      ORDER BY md5(${marker.accountId}::text || t.question_version_id::text), t.question_version_id, md5(${marker.accountId}::text || t.id::text)
      LIMIT 1 FOR UPDATE OF t SKIP LOCKED)
    RETURNING id, attempt_id`
  if (rows[0] === undefined) return null
  const row = IdRow.parse(rows[0])
  return { taskId: row.id, attemptId: row.attempt_id }
}

export async function attemptOfTask(transaction: Transaction, taskId: MarkingTaskId): Promise<AttemptId | null> {
  const row = await transaction.markingTask.findUnique({ where: { id: taskId }, select: { attemptId: true } })
  return row === null ? null : AttemptId.parse(row.attemptId)
}

const TaskRow = z.object({
  id: MarkingTaskId,
  attempt_id: AttemptId,
  position: z.coerce.number().int(),
  question_version_id: QuestionVersionId,
  state: MarkingState,
  assessor_id: AccountId.nullable(),
  lock_version: z.coerce.number().int(),
  urban_village_code: RegionCode,
  earlier_markers: z.array(AccountId),
})

/** Holds the task; the caller already holds its attempt. */
export async function lockTask(
  transaction: Transaction,
  taskId: MarkingTaskId,
): Promise<{ task: MarkingTask; subject: MarkedSubject } | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT t.id, t.attempt_id, t.position, t.question_version_id, t.state, t.assessor_id, t.lock_version, c.urban_village_code,
      ARRAY(SELECT m.assessor_id::text FROM mark m WHERE m.task_id = t.id) AS earlier_markers
    FROM marking_task t JOIN attempt a ON a.id = t.attempt_id JOIN candidate p ON p.id = a.candidate_id JOIN cadre c ON c.id = p.cadre_id
    WHERE t.id = ${taskId}::uuid FOR UPDATE OF t`
  if (rows[0] === undefined) return null
  const row = TaskRow.parse(rows[0])
  const place = {
    id: row.id,
    attemptId: row.attempt_id,
    position: row.position,
    questionVersionId: row.question_version_id,
    lockVersion: row.lock_version,
  }
  const subject = { urbanVillageCode: row.urban_village_code, earlierMarkers: row.earlier_markers }
  if (row.state === 'open' || row.assessor_id === null) return { task: { ...place, state: 'open' }, subject }
  return { task: { ...place, state: row.state, assessorId: row.assessor_id }, subject }
}

export type NewMark = {
  readonly taskId: MarkingTaskId
  readonly assessorId: AccountId
  readonly levels: RubricLevels
  readonly points: Points
  readonly comment: string
  readonly at: Date
}

/** Stores the mark and closes its task; false when the task is no longer the one that was read. */
export async function storeMark(transaction: Transaction, mark: NewMark, lockVersion: number): Promise<boolean> {
  const changed = await transaction.markingTask.updateMany({
    where: { id: mark.taskId, state: 'assigned', assessorId: mark.assessorId, lockVersion },
    data: { state: 'marked', lockVersion: { increment: 1 } },
  })
  if (changed.count !== 1) return false
  await transaction.mark.create({
    data: {
      taskId: mark.taskId,
      assessorId: mark.assessorId,
      criteria: mark.levels,
      points: mark.points,
      comment: mark.comment,
      markedAt: mark.at,
    },
  })
  return true
}

/** Opens an attempt's marked tasks again and answers their positions; the marks stay. */
export async function reopenMarkedTasks(transaction: Transaction, attemptId: AttemptId): Promise<number[]> {
  const rows = await transaction.markingTask.findMany({
    where: { attemptId, state: 'marked' },
    select: { position: true },
    orderBy: { position: 'asc' },
  })
  await transaction.markingTask.updateMany({
    where: { attemptId, state: 'marked' },
    data: { state: 'open', assessorId: null, assignedAt: null, lockVersion: { increment: 1 } },
  })
  return rows.map(({ position }) => position)
}

/** Everyone who ever marked a response of this attempt. */
export async function listMarkers(transaction: Transaction, attemptId: AttemptId): Promise<AccountId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT DISTINCT m.assessor_id AS id FROM mark m JOIN marking_task t ON t.id = m.task_id WHERE t.attempt_id = ${attemptId}::uuid ORDER BY 1`
  return rows.map((each) => z.object({ id: AccountId }).parse(each).id)
}
