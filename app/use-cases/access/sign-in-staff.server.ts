import type { Actor } from '#app/domain/access/actor.ts'
import { type SignInRefusal, STAFF_SESSION_SECONDS, THROTTLE } from '#app/domain/access/sign-in.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { isPassword } from '#app/platform/password.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { blockedSeconds, clearFailures, countFailure, findAccountCredential } from './credential-store.server.ts'
import { createSession } from './session-store.server.ts'

type StaffSignIn = {
  readonly username: string
  readonly password: string
  readonly address: string
  readonly deviceKey: string
  readonly sessionIdHash: string
}

/** The same answer and the same time whether the account exists or not. A failure is counted even though the sign-in is refused. */
export async function signInStaff(actor: Actor, attempt: StaffSignIn): Promise<Result<{ expiresAt: Date }, SignInRefusal>> {
  const accountKey = `staff:${attempt.username}:${attempt.address}`
  const addressKey = `address:${attempt.address}`
  const waitSeconds = await reading(async (transaction) =>
    Math.max(await blockedSeconds(transaction, accountKey), await blockedSeconds(transaction, addressKey)),
  )
  if (waitSeconds > 0) return refuse({ kind: 'too-many-attempts', waitSeconds })

  const credential = await reading((transaction) => findAccountCredential(transaction, attempt.username))
  const known = await isPassword(credential?.passwordHash ?? null, attempt.password, 'staff')
  if (!known || credential === null) {
    await inTransaction(async (transaction) => {
      await countFailure(transaction, accountKey, THROTTLE.account.limit, THROTTLE.account.windowSeconds)
      await countFailure(transaction, addressKey, THROTTLE.address.limit, THROTTLE.address.windowSeconds)
      await appendAuditEntry(transaction, {
        at: await databaseNow(transaction),
        by: actor,
        event: { kind: 'session.refused', subject: credential?.accountId ?? 'unknown' },
      })
      return accept(null)
    })
    return refuse({ kind: 'wrong-credentials' })
  }
  return inTransaction(async (transaction) => {
    const at = await databaseNow(transaction)
    const expiresAt = new Date(at.getTime() + STAFF_SESSION_SECONDS * 1000)
    await clearFailures(transaction, accountKey)
    await createSession(transaction, {
      idHash: attempt.sessionIdHash,
      owner: { kind: 'staff', accountId: credential.accountId },
      deviceKey: attempt.deviceKey,
      at,
      expiresAt,
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'session.started', subject: credential.accountId, detail: { kind: 'staff' } },
    })
    return accept({ expiresAt })
  })
}
