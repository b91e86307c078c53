import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type Attempt, type ClosedBy, closeAttempt, closingEvent, isOverdue, JOB_AFTER_CLOSING } from '#app/domain/delivery/attempt.ts'
import type { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { receiptCode } from '#app/platform/receipt.server.ts'
import { databaseNow, inSqlTransaction, reading, type SqlTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { closeRunning, eventLogDigest, lockAttempt, overdueAttemptIds, regionOfSession } from './attempt-store.server.ts'

const AT_ONCE = 200

/**
 * Closes what ran out of time, each attempt in a transaction of its own: a stop in between leaves the rest to the next
 * run. @param examSessionId only in this session; null for everywhere.
 */
export async function closeOverdueAttempts(
  actor: Actor,
  examSessionId: ExamSessionId | null,
): Promise<Result<{ closed: number }, { kind: 'not-found' }>> {
  const regionCode = examSessionId === null ? null : await reading((transaction) => regionOfSession(transaction, examSessionId))
  if (!may(actor, 'exam-session.proctor', regionCode === null ? {} : { regionCode })) return refuse({ kind: 'not-found' })
  let closed = 0
  for (;;) {
    const ids = await reading((transaction) => overdueAttemptIds(transaction, examSessionId, AT_ONCE))
    for (const id of ids) {
      const result = await inSqlTransaction(async (transaction) => accept(await closeIfOverdue(actor, transaction, id, 'deadline-job')))
      if (result.ok && result.value?.status === 'closed') closed += 1
    }
    if (ids.length < AT_ONCE) return accept({ closed })
  }
}

/** The attempt as it stands afterwards. It is called inside a transaction; the audit entry is its last act. */
export async function closeIfOverdue(
  actor: Actor,
  transaction: SqlTransaction,
  attemptId: AttemptId,
  by: ClosedBy,
): Promise<Attempt | null> {
  const attempt = await lockAttempt(transaction, attemptId)
  const at = await databaseNow(transaction)
  if (attempt === null || !isOverdue(attempt, at)) return attempt
  const digest = await eventLogDigest(transaction, attemptId)
  const closed = closeAttempt(attempt, at, by, { ...digest, receiptCode: receiptCode(attemptId, attempt.handInId) })
  const isClosed = await closeRunning(transaction, closed)
  if (!isClosed) throw new Error('a locked running attempt could not be closed')
  await enqueue(transaction, JOB_AFTER_CLOSING, {})
  await appendAuditEntry(transaction, { at, by: actor, event: closingEvent(closed) })
  return closed
}
