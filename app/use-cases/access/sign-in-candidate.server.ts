import type { Actor } from '#app/domain/access/actor.ts'
import { CANDIDATE_SESSION_SECONDS, type SignInRefusal, THROTTLE } from '#app/domain/access/sign-in.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { isPassword } from '#app/platform/password.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { blockedSeconds, clearFailures, countFailure, findCandidateCredential } from './credential-store.server.ts'
import { createSession } from './session-store.server.ts'

type CandidateSignIn = {
  readonly participantNumber: string
  readonly pin: string
  /** The token that the proctor shows; with the right one nobody can be locked out by a stranger's wrong guesses. */
  readonly sessionToken: string | null
  readonly address: string
  readonly deviceKey: string
  readonly sessionIdHash: string
}

export async function signInCandidate(actor: Actor, attempt: CandidateSignIn): Promise<Result<{ expiresAt: Date }, SignInRefusal>> {
  const accountKey = `candidate:${attempt.participantNumber}:${attempt.address}`
  const addressKey = `address:${attempt.address}`
  const credential = await reading((transaction) => findCandidateCredential(transaction, attempt.participantNumber))
  const holdsToken =
    credential?.sessionToken !== null && credential?.sessionToken !== undefined && credential.sessionToken === attempt.sessionToken
  if (!holdsToken) {
    const waitSeconds = await reading(async (transaction) =>
      Math.max(await blockedSeconds(transaction, accountKey), await blockedSeconds(transaction, addressKey)),
    )
    if (waitSeconds > 0) return refuse({ kind: 'too-many-attempts', waitSeconds })
  }
  const known = await isPassword(credential?.pinHash ?? null, attempt.pin, 'candidate')
  if (!known || credential === null) {
    await inTransaction(async (transaction) => {
      await countFailure(transaction, accountKey, THROTTLE.account.limit, THROTTLE.account.windowSeconds)
      await countFailure(transaction, addressKey, THROTTLE.address.limit, THROTTLE.address.windowSeconds)
      await appendAuditEntry(transaction, {
        at: await databaseNow(transaction),
        by: actor,
        event: { kind: 'session.refused', subject: credential?.candidateId ?? 'unknown' },
      })
      return accept(null)
    })
    return refuse({ kind: 'wrong-credentials' })
  }
  return inTransaction(async (transaction) => {
    const at = await databaseNow(transaction)
    const expiresAt = new Date(at.getTime() + CANDIDATE_SESSION_SECONDS * 1000)
    await clearFailures(transaction, accountKey)
    await createSession(transaction, {
      idHash: attempt.sessionIdHash,
      owner: { kind: 'candidate', candidateId: credential.candidateId },
      deviceKey: attempt.deviceKey,
      at,
      expiresAt,
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'session.started', subject: credential.candidateId, detail: { kind: 'candidate' } },
    })
    return accept({ expiresAt })
  })
}
