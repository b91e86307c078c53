import type { Actor } from '#app/domain/access/actor.ts'
import { closeAttempt, closingEvent, isOverdue, JOB_AFTER_CLOSING } from '#app/domain/delivery/attempt.ts'
import { isOnPaper } from '#app/domain/delivery/paper-mode.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { receiptCode } from '#app/platform/receipt.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { closeRunning, eventLogDigest, lockAttempt } from '../delivery/attempt-store.server.ts'
import { findPaperSheet, type SheetPlace } from './find-paper-sheet.server.ts'

type NotFound = { readonly kind: 'not-found' }

/** The candidate gave her sheet to the proctor: her exam is handed in. Asked again, or after the time was over, it changes nothing. */
export function collectSheet(
  actor: Actor,
  place: SheetPlace,
): Promise<Result<{ readonly kind: 'collected' | 'already-closed' }, NotFound>> {
  return inTransaction<{ readonly kind: 'collected' | 'already-closed' }, NotFound>(async (transaction) => {
    const sheet = await findPaperSheet(actor, transaction, 'exam-session.proctor', place)
    const attempt = sheet && (await lockAttempt(transaction, place.attemptId))
    if (attempt === null || !isOnPaper(attempt)) return refuse({ kind: 'not-found' })
    if (attempt.status === 'closed') return accept({ kind: 'already-closed' })
    const at = await databaseNow(transaction)
    const evidence = { ...(await eventLogDigest(transaction, attempt.id)), receiptCode: receiptCode(attempt.id, attempt.handInId) }
    const closed = closeAttempt(attempt, at, isOverdue(attempt, at) ? 'read' : 'candidate', evidence)
    if (!(await closeRunning(transaction, closed))) throw new Error('a locked running attempt could not be closed')
    await enqueue(transaction, JOB_AFTER_CLOSING, {})
    await appendAuditEntry(transaction, { at, by: actor, event: closingEvent(closed) })
    return accept({ kind: 'collected' })
  })
}
