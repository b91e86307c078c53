import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { isSameToken } from '#app/domain/delivery/attempt.ts'
import { askForLease, type LeaseRefusal } from '#app/domain/delivery/lease.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import { lockAttempt, setLease } from './attempt-store.server.ts'
import { findCandidateSeat } from './candidate-store.server.ts'
import { insertDeviceChange } from './page-signal-store.server.ts'

export type TakeOverRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'already-closed' }
  | { readonly kind: 'wrong-token' }
  | LeaseRefusal

/** Moves an attempt to the device that asks: with the proctor's token at once, without it after the policy's silence. */
export function takeOverLease(
  actor: Actor,
  { attemptId, token }: { readonly attemptId: AttemptId; readonly token: string | null },
): Promise<Result<{ leaseEpoch: number }, TakeOverRefusal>> {
  return inTransaction<{ leaseEpoch: number }, TakeOverRefusal>(async (transaction) => {
    const attempt = await lockAttempt(transaction, attemptId)
    if (actor.kind !== 'candidate' || attempt === null || !may(actor, 'attempt.take', { ownerCandidateId: attempt.candidateId }))
      return refuse({ kind: 'not-found' })
    if (attempt.status === 'closed') return refuse({ kind: 'already-closed' })
    const seat = await findCandidateSeat(transaction, attempt.candidateId)
    if (seat === null) return refuse({ kind: 'not-found' })
    const hasProctorToken = token !== null && isSameToken(token, seat.accessToken)
    const { settings } = await policyOfVersion(transaction, seat.periodId, attempt.policyVersion)
    const at = await databaseNow(transaction)
    const answer = askForLease(attempt.lease, {
      deviceKey: actor.deviceKey,
      at,
      silenceSeconds: settings.leaseSilenceSeconds,
      hasProctorToken,
    })
    if (!answer.ok) return token !== null && token.trim() !== '' ? refuse({ kind: 'wrong-token' }) : answer
    await setLease(transaction, attemptId, answer.value.lease)
    if (answer.value.kind === 'taken-over') {
      await insertDeviceChange(transaction, attemptId, at)
      await appendAuditEntry(transaction, {
        at,
        by: actor,
        event: {
          kind: 'attempt.lease-taken-over',
          subject: attemptId,
          detail: { leaseEpoch: answer.value.lease.epoch, because: answer.value.because },
        },
      })
    }
    return accept({ leaseEpoch: answer.value.lease.epoch })
  })
}
