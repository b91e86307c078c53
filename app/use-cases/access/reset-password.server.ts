import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { AccountId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { randomToken } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { deleteSessionsOf, lockAccount, setPasswordHash } from './account-store.server.ts'

/** A new password, told once; whoever is signed in with the old one is signed out. */
export async function resetPassword(
  actor: Actor,
  accountId: AccountId,
): Promise<Result<{ readonly password: string }, { readonly kind: 'forbidden' } | { readonly kind: 'not-found' }>> {
  if (!may(actor, 'account.manage')) return refuse({ kind: 'forbidden' })
  const password = randomToken(20)
  const passwordHash = await hashPassword(password, 'staff')
  return inTransaction(async (transaction) => {
    if ((await lockAccount(transaction, accountId)) === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    await setPasswordHash(transaction, accountId, passwordHash)
    const sessions = await deleteSessionsOf(transaction, accountId)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'account.password-reset', subject: accountId, detail: { sessionsEnded: sessions } },
    })
    return accept({ password })
  })
}
