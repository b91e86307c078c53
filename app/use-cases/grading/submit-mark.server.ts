import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { decideMark, type GivenMark, type MarkRefusal } from '#app/domain/grading/marking-task.ts'
import { resultFor } from '#app/domain/scoring/exam-result.ts'
import type { ExamResultId, MarkingTaskId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import { findAnswerKeys } from '../question-bank/answer-key-store.server.ts'
import { findItemScores, insertNextResult, setItemPoints } from '../scoring/result-store.server.ts'
import { type AttemptToScore, lockAttempt } from '../scoring/score-input-store.server.ts'
import { attemptOfTask, findMarker, lockTask, storeMark } from './marking-store.server.ts'

/** Marks one response. The last mark of an attempt makes its next result, which then waits for a second person. */
export function submitMark(
  actor: Actor,
  taskId: MarkingTaskId,
  given: GivenMark,
): Promise<Result<{ result: ExamResultId | null }, MarkRefusal>> {
  return inTransaction<{ result: ExamResultId | null }, MarkRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'marking.mark')) return refuse({ kind: 'not-found' })
    const attemptId = await attemptOfTask(transaction, taskId)
    const attempt = attemptId === null ? null : await lockAttempt(transaction, attemptId)
    const found = await lockTask(transaction, taskId)
    if (attempt === null || found === null) return refuse({ kind: 'not-found' })
    const { task, subject } = found
    const key = (await findAnswerKeys(transaction, [task.questionVersionId])).get(task.questionVersionId)
    const item = (await findItemScores(transaction, attempt.id)).find(({ position }) => position === task.position)
    if (key?.kind !== 'essay' || item === undefined) throw new Error(`task ${taskId} is about a question that nobody marks`)

    const decided = decideMark(task, await findMarker(transaction, actor.accountId), subject, key.rubric, item.maximum, given)
    if (!decided.ok) return decided

    const at = await databaseNow(transaction)
    const { points } = decided.value
    const stored = await storeMark(
      transaction,
      { taskId, assessorId: actor.accountId, levels: given.levels, points, comment: given.comment, at },
      given.lockVersion,
    )
    if (!stored || !(await setItemPoints(transaction, attempt.id, task.position, points))) return refuse({ kind: 'changed-meanwhile' })
    const result = await calculateWhenComplete(transaction, attempt, at)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'marking-task.marked',
        subject: taskId,
        detail: { attempt: attempt.id, position: task.position, points: points.toString(), result },
      },
    })
    return accept({ result })
  })
}

async function calculateWhenComplete(transaction: Transaction, attempt: AttemptToScore, at: Date): Promise<ExamResultId | null> {
  const items = await findItemScores(transaction, attempt.id)
  if (items.some(({ points }) => points === null)) return null
  const { settings } = await policyOfVersion(transaction, attempt.periodId, attempt.policyVersion)
  return insertNextResult(transaction, {
    attemptId: attempt.id,
    policyVersion: attempt.policyVersion,
    items,
    breakdown: resultFor(items, settings),
    at,
  })
}
