import type { Actor } from '#app/domain/access/actor.ts'
import { type SignInRefusal, STAFF_SESSION_SECONDS } from '#app/domain/access/sign-in.ts'
import { type Result, refuse } from '#app/domain/shared/result.ts'
import { isPassword } from '#app/platform/password.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { openSession, refuseSignIn, secondsToWait } from './conclude-sign-in.server.ts'
import { findAccountCredential } from './credential-store.server.ts'

type StaffSignIn = {
  readonly username: string
  readonly password: string
  readonly address: string
  readonly deviceKey: string
  readonly sessionIdHash: string
}

/** The same answer and the same time whether the account exists or not. */
export async function signInStaff(actor: Actor, attempt: StaffSignIn): Promise<Result<{ expiresAt: Date }, SignInRefusal>> {
  const keys = { account: `staff:${attempt.username}:${attempt.address}`, address: `address:${attempt.address}` }
  const waitSeconds = await secondsToWait(actor, keys)
  if (waitSeconds > 0) return refuse({ kind: 'too-many-attempts', waitSeconds })

  const credential = await reading((transaction) => findAccountCredential(transaction, attempt.username))
  const known = await isPassword(credential?.passwordHash ?? null, attempt.password, 'staff')
  if (!known || credential === null) return refuseSignIn(actor, keys, credential?.accountId ?? null)
  return openSession(actor, keys, {
    idHash: attempt.sessionIdHash,
    owner: { kind: 'staff', accountId: credential.accountId },
    deviceKey: attempt.deviceKey,
    seconds: STAFF_SESSION_SECONDS,
  })
}
