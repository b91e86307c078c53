import type { Actor } from '#app/domain/access/actor.ts'
import { CANDIDATE_SESSION_SECONDS, type SignInRefusal } from '#app/domain/access/sign-in.ts'
import { type Result, refuse } from '#app/domain/shared/result.ts'
import { isPassword } from '#app/platform/password.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { openSession, refuseSignIn, secondsToWait } from './conclude-sign-in.server.ts'
import { findCandidateCredential } from './credential-store.server.ts'

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
  const keys = { account: `candidate:${attempt.participantNumber}:${attempt.address}`, address: `address:${attempt.address}` }
  const credential = await reading((transaction) => findCandidateCredential(transaction, attempt.participantNumber))
  const expectedToken = credential?.sessionToken ?? null
  const holdsToken = expectedToken !== null && expectedToken === attempt.sessionToken
  const waitSeconds = holdsToken ? 0 : await secondsToWait(actor, keys)
  if (waitSeconds > 0) return refuse({ kind: 'too-many-attempts', waitSeconds })

  const known = await isPassword(credential?.pinHash ?? null, attempt.pin, 'candidate')
  if (!known || credential === null) return refuseSignIn(actor, keys, credential?.candidateId ?? null)
  return openSession(actor, keys, {
    idHash: attempt.sessionIdHash,
    owner: { kind: 'candidate', candidateId: credential.candidateId },
    deviceKey: attempt.deviceKey,
    seconds: CANDIDATE_SESSION_SECONDS,
  })
}
