import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type ClosedAttempt, handIn, JOB_AFTER_CLOSING } from '#app/domain/delivery/attempt.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { receiptCode } from '#app/platform/receipt.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { closeRunning, eventLogDigest, lockAttempt } from './attempt-store.server.ts'

export type HandInRefusal = { readonly kind: 'not-found' } | { readonly kind: 'open-on-another-device' }

/** Hands in once, however often and from wherever it is asked under the attempt's hand-in id; a late one closes too. */
export function handInAttempt(
  actor: Actor,
  { attemptId, handInId }: { readonly attemptId: AttemptId; readonly handInId: string },
): Promise<Result<ClosedAttempt, HandInRefusal>> {
  return inTransaction<ClosedAttempt, HandInRefusal>(async (transaction) => {
    const attempt = await lockAttempt(transaction, attemptId)
    if (
      actor.kind !== 'candidate' ||
      attempt === null ||
      attempt.handInId !== handInId ||
      !may(actor, 'attempt.take', { ownerCandidateId: attempt.candidateId })
    ) {
      return refuse({ kind: 'not-found' })
    }
    const at = await databaseNow(transaction)
    const digest = await eventLogDigest(transaction, attemptId)
    const result = handIn(attempt, { at, deviceKey: actor.deviceKey }, { ...digest, receiptCode: receiptCode(attemptId, handInId) })
    if (!result.ok) return result
    if (result.value.kind === 'already-closed') return accept(result.value.attempt)
    const isClosed = await closeRunning(transaction, result.value.attempt)
    if (!isClosed) throw new Error('a locked running attempt could not be closed')
    await enqueue(transaction, JOB_AFTER_CLOSING, {})
    await appendAuditEntry(transaction, { at, by: actor, event: result.value.event })
    return accept(result.value.attempt)
  })
}
