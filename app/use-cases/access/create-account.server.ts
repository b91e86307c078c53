import type { NewAccount } from '#app/domain/access/account.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type PasswordFault, passwordFault } from '#app/domain/access/password-rule.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { newUuid, randomToken } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { insertAccount, isUsernameTaken, regionExists } from './account-store.server.ts'

export type CreateAccountRefusal =
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'password-refused'; readonly fault: PasswordFault }
  | { readonly kind: 'username-taken' }
  | { readonly kind: 'unknown-region' }

type Created = { readonly accountId: AccountId; readonly password: string }

/** A new account without roles. The first password is told once, here; the database holds its hash. */
export async function createAccount(actor: Actor, form: NewAccount): Promise<Result<Created, CreateAccountRefusal>> {
  if (!may(actor, 'account.manage')) return refuse({ kind: 'forbidden' })
  const password = form.password ?? randomToken(20)
  const fault = passwordFault(password, form.username)
  if (fault !== null) return refuse({ kind: 'password-refused', fault })
  const passwordHash = await hashPassword(password, 'staff')
  return inTransaction<Created, CreateAccountRefusal>(async (transaction) => {
    if (await isUsernameTaken(transaction, form.username)) return refuse({ kind: 'username-taken' })
    if (form.homeRegionCode !== null && !(await regionExists(transaction, form.homeRegionCode))) return refuse({ kind: 'unknown-region' })
    const at = await databaseNow(transaction)
    const accountId = AccountId.parse(newUuid())
    const { username, displayName, homeRegionCode } = form
    await insertAccount(
      transaction,
      { id: accountId, username, displayName, homeRegionCode, active: true, isDemo: environment().demo, grants: [], passwordHash },
      at,
    )
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'account.created', subject: accountId, detail: { homeRegion: homeRegionCode } },
    })
    return accept({ accountId, password })
  })
}
