import { ACCOUNTS_PER_PAGE, type Account, type AccountFilter } from '#app/domain/access/account.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { AccountId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findAccount, listAccountsPage, listRegionChoices, type RegionChoice } from './account-store.server.ts'

type ListRefusal = { readonly kind: 'forbidden' }

/** Staff accounts, the active ones first, a page at a time, with the regions that their grants name. */
export function listAccounts(
  actor: Actor,
  filter: AccountFilter,
): Promise<Result<{ accounts: readonly Account[]; total: number; pages: number; regions: readonly RegionChoice[] }, ListRefusal>> {
  return reading(async (transaction) => {
    if (!may(actor, 'account.manage')) return refuse({ kind: 'forbidden' })
    const { accounts, total } = await listAccountsPage(transaction, filter)
    return accept({
      accounts,
      total,
      pages: Math.max(1, Math.ceil(total / ACCOUNTS_PER_PAGE)),
      regions: await listRegionChoices(transaction),
    })
  })
}

/** One account with the regions that its roles can be given over. */
export function showAccount(
  actor: Actor,
  accountId: AccountId,
): Promise<Result<{ account: Account; regions: readonly RegionChoice[] }, ListRefusal | { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    if (!may(actor, 'account.manage')) return refuse({ kind: 'forbidden' })
    const account = await findAccount(transaction, accountId)
    return account === null ? refuse({ kind: 'not-found' }) : accept({ account, regions: await listRegionChoices(transaction) })
  })
}

/** The regions of the map, for the form of a new account. */
export function listRegionsForAccounts(actor: Actor): Promise<Result<readonly RegionChoice[], ListRefusal>> {
  return reading(async (transaction) =>
    may(actor, 'account.manage') ? accept(await listRegionChoices(transaction)) : refuse({ kind: 'forbidden' }),
  )
}
