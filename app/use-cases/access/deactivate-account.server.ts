import { isLastAdministrator } from '#app/domain/access/account.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { AccountId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { deleteSessionsOf, lockAccount, lockActiveAdministrators, setAccountActive } from './account-store.server.ts'

export type DeactivateRefusal =
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'own-account' }
  | { readonly kind: 'last-administrator' }

/** The person is signed out everywhere at once and cannot sign in again; what they did stays under their name. */
export function deactivateAccount(actor: Actor, accountId: AccountId): Promise<Result<null, DeactivateRefusal>> {
  return inTransaction<null, DeactivateRefusal>(async (transaction) => {
    if (!may(actor, 'account.manage')) return refuse({ kind: 'forbidden' })
    if (actor.kind === 'staff' && actor.accountId === accountId) return refuse({ kind: 'own-account' })
    const administrators = await lockActiveAdministrators(transaction)
    const account = await lockAccount(transaction, accountId)
    if (account === null) return refuse({ kind: 'not-found' })
    if (isLastAdministrator(account, administrators)) return refuse({ kind: 'last-administrator' })
    const at = await databaseNow(transaction)
    await setAccountActive(transaction, accountId, false)
    const sessions = await deleteSessionsOf(transaction, accountId)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'account.deactivated', subject: accountId, detail: { sessionsEnded: sessions } },
    })
    return accept(null)
  })
}

type ReactivateRefusal = { readonly kind: 'forbidden' } | { readonly kind: 'not-found' }

/** Undoes a deactivation; the roles are the ones held before. */
export function reactivateAccount(actor: Actor, accountId: AccountId): Promise<Result<null, ReactivateRefusal>> {
  return inTransaction<null, ReactivateRefusal>(async (transaction) => {
    if (!may(actor, 'account.manage')) return refuse({ kind: 'forbidden' })
    if ((await lockAccount(transaction, accountId)) === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    await setAccountActive(transaction, accountId, true)
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'account.reactivated', subject: accountId } })
    return accept(null)
  })
}
