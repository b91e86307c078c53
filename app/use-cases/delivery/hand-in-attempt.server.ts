import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import {
  type AlreadyClosed,
  type Attempt,
  type ClosedAttempt,
  type HandedIn,
  handIn,
  JOB_AFTER_CLOSING,
} from '#app/domain/delivery/attempt.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { grouped } from '#app/platform/grouped.server.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { receiptCode } from '#app/platform/receipt.server.ts'
import { currentRequestId } from '#app/platform/request-context.server.ts'
import { databaseNow, inSqlTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntries } from '../audit/audit-store.server.ts'
import { eventLogDigests, lockAttempts, saveAttempts } from './attempt-store.server.ts'

export type HandInRefusal = { readonly kind: 'not-found' } | { readonly kind: 'open-on-another-device' }
type Candidate = Extract<Actor, { kind: 'candidate' }>
type HandInRequest = {
  readonly actor: Candidate
  readonly attemptId: AttemptId
  readonly handInId: string
  readonly requestId: string | null
}
type Judged = Result<HandedIn | AlreadyClosed, HandInRefusal>

/**
 * Hands in once, however often and from wherever it is asked under the attempt's hand-in id; a late one closes too. A whole
 * room hands in in the last seconds: those who ask at the same time are done in one transaction.
 */
export async function handInAttempt(
  actor: Actor,
  { attemptId, handInId }: { readonly attemptId: AttemptId; readonly handInId: string },
): Promise<Result<ClosedAttempt, HandInRefusal>> {
  return actor.kind === 'candidate'
    ? handIns.ask({ actor, attemptId, handInId, requestId: currentRequestId() })
    : refuse({ kind: 'not-found' })
}

const handIns = grouped({
  flush: handInTogether,
  keyOf: ({ attemptId }: HandInRequest) => attemptId,
  most: { together: 64, atOnce: 1, waiting: 4_000, milliseconds: 30_000 },
})

async function handInTogether(requests: readonly HandInRequest[]): Promise<readonly Result<ClosedAttempt, HandInRefusal>[]> {
  const done = await inSqlTransaction<readonly Judged[], never>(async (transaction) => {
    const attempts = await lockAttempts(
      transaction,
      requests.map(({ attemptId }) => attemptId),
    )
    const at = await databaseNow(transaction)
    const digests = await eventLogDigests(
      transaction,
      attempts.map(({ id }) => id),
    )
    const judged = requests.map((request): Judged => {
      const attempt = attempts.find(({ id }) => id === request.attemptId)
      const digest = digests.get(request.attemptId)
      if (attempt === undefined || digest === undefined || !mayHandIn(request, attempt)) return refuse({ kind: 'not-found' })
      const evidence = { ...digest, receiptCode: receiptCode(attempt.id, attempt.handInId) }
      return handIn(attempt, { at, deviceKey: request.actor.deviceKey }, evidence)
    })
    const handedIn = judged.flatMap((result, index) => {
      const request = requests[index]
      return result.ok && result.value.kind === 'handed-in' && request !== undefined ? [{ ...result.value, request }] : []
    })
    if (handedIn.length > 0) {
      await saveAttempts(
        transaction,
        handedIn.map(({ attempt }) => attempt),
      )
      await enqueue(transaction, JOB_AFTER_CLOSING, {})
      await appendAuditEntries(
        transaction,
        handedIn.map(({ event, request }) => ({ at, by: request.actor, event, requestId: request.requestId })),
      )
    }
    return accept(judged)
  })
  if (!done.ok) throw new Error('a group of hand-ins is never refused as a whole')
  return done.value.map((result) => (result.ok ? accept(result.value.attempt) : result))
}

function mayHandIn({ actor, handInId }: HandInRequest, attempt: Attempt): boolean {
  return attempt.handInId === handInId && may(actor, 'attempt.take', { ownerCandidateId: attempt.candidateId })
}
