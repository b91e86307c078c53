import { isLastAdministrator } from '#app/domain/access/account.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { changeGrants, type GrantChange, type GrantFault } from '#app/domain/access/grants.ts'
import { may } from '#app/domain/access/may.ts'
import type { AccountId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { addGrant, lockAccount, lockActiveAdministrators, regionExists, removeGrant } from './account-store.server.ts'

export type ChangeGrantsRefusal =
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown-region' }
  | { readonly kind: 'last-administrator' }
  | GrantFault

/** Gives a role or takes it away. It holds from the person's next request on. */
export function changeAccountGrants(actor: Actor, accountId: AccountId, change: GrantChange): Promise<Result<null, ChangeGrantsRefusal>> {
  return inTransaction<null, ChangeGrantsRefusal>(async (transaction) => {
    if (!may(actor, 'account.manage')) return refuse({ kind: 'forbidden' })
    const administrators = await lockActiveAdministrators(transaction)
    const account = await lockAccount(transaction, accountId)
    if (account === null) return refuse({ kind: 'not-found' })
    const { role, regionCode } = change.grant
    if (regionCode !== null && !(await regionExists(transaction, regionCode))) return refuse({ kind: 'unknown-region' })
    const next = changeGrants(account.grants, change)
    if (!next.ok) return next
    if (change.kind === 'remove' && role === 'administrator' && isLastAdministrator(account, administrators))
      return refuse({ kind: 'last-administrator' })
    const at = await databaseNow(transaction)
    if (change.kind === 'add') await addGrant(transaction, accountId, change.grant)
    else await removeGrant(transaction, accountId, change.grant)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: change.kind === 'add' ? 'account.role-given' : 'account.role-taken',
        subject: accountId,
        detail: { role, region: regionCode },
      },
    })
    return accept(null)
  })
}
