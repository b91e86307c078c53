import { z } from 'zod'
import { ACCOUNTS_PER_PAGE, type Account, type AccountFilter } from '#app/domain/access/account.ts'
import type { RoleGrant } from '#app/domain/access/actor.ts'
import { RegionCode, Role } from '#app/domain/access/role.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const AccountRow = z
  .object({
    id: AccountId,
    username: z.string(),
    displayName: z.string(),
    homeRegionCode: RegionCode.nullable(),
    active: z.boolean(),
    isDemo: z.boolean(),
    grants: z.array(z.object({ role: Role, regionCode: z.string() })),
  })
  .transform(
    (row): Account => ({
      ...row,
      grants: row.grants.map(({ role, regionCode }) => ({ role, regionCode: regionCode === '' ? null : regionCode })),
    }),
  )

// The hash of the password is not read: nobody sees it.
const COLUMNS = {
  id: true,
  username: true,
  displayName: true,
  homeRegionCode: true,
  active: true,
  isDemo: true,
  grants: { select: { role: true, regionCode: true }, orderBy: { role: 'asc' } },
} as const

export async function listAccountsPage(
  transaction: Transaction,
  { text, role, page }: AccountFilter,
): Promise<{ accounts: Account[]; total: number }> {
  const where = {
    ...(text === ''
      ? {}
      : { OR: [{ username: { contains: text.toLowerCase() } }, { displayName: { contains: text, mode: 'insensitive' as const } }] }),
    ...(role === null ? {} : { grants: { some: { role } } }),
  }
  const total = await transaction.account.count({ where })
  const rows = await transaction.account.findMany({
    where,
    select: COLUMNS,
    orderBy: [{ active: 'desc' }, { displayName: 'asc' }, { id: 'asc' }],
    skip: (page - 1) * ACCOUNTS_PER_PAGE,
    take: ACCOUNTS_PER_PAGE,
  })
  return { accounts: rows.map((row) => AccountRow.parse(row)), total }
}

export async function findAccount(transaction: Transaction, id: AccountId): Promise<Account | null> {
  const row = await transaction.account.findUnique({ where: { id }, select: COLUMNS })
  return row ? AccountRow.parse(row) : null
}

/** The account, kept from changing until the transaction ends. Every change of grants or standing takes this lock first. */
export async function lockAccount(transaction: Transaction, id: AccountId): Promise<Account | null> {
  await transaction.$queryRaw`SELECT id FROM account WHERE id = ${id}::uuid FOR UPDATE`
  return findAccount(transaction, id)
}

/** Those who can manage accounts, kept as they are until the transaction ends: so two of them cannot take the last places away from each other. */
export async function lockActiveAdministrators(transaction: Transaction): Promise<AccountId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT id FROM account WHERE active AND EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = account.id AND g.role = 'administrator') ORDER BY id FOR UPDATE`
  return rows.map((row) => z.object({ id: AccountId }).parse(row).id)
}

export async function isUsernameTaken(transaction: Transaction, username: string): Promise<boolean> {
  return (await transaction.account.count({ where: { username } })) > 0
}

export async function insertAccount(
  transaction: Transaction,
  account: Account & { readonly passwordHash: string },
  at: Date,
): Promise<void> {
  await transaction.account.create({
    data: {
      id: account.id,
      username: account.username,
      displayName: account.displayName,
      passwordHash: account.passwordHash,
      homeRegionCode: account.homeRegionCode,
      active: account.active,
      isDemo: account.isDemo,
      createdAt: at,
      grants: { create: account.grants.map(({ role, regionCode }) => ({ role, regionCode: regionCode ?? '' })) },
    },
  })
}

export async function addGrant(transaction: Transaction, accountId: AccountId, { role, regionCode }: RoleGrant): Promise<void> {
  await transaction.roleGrant.createMany({ data: [{ accountId, role, regionCode: regionCode ?? '' }], skipDuplicates: true })
}

export async function removeGrant(transaction: Transaction, accountId: AccountId, { role, regionCode }: RoleGrant): Promise<void> {
  await transaction.roleGrant.deleteMany({ where: { accountId, role, regionCode: regionCode ?? '' } })
}

export async function setAccountActive(transaction: Transaction, accountId: AccountId, active: boolean): Promise<void> {
  await transaction.account.update({ where: { id: accountId }, data: { active } })
}

export async function setPasswordHash(transaction: Transaction, accountId: AccountId, passwordHash: string): Promise<void> {
  await transaction.account.update({ where: { id: accountId }, data: { passwordHash } })
}

export async function deleteSessionsOf(transaction: Transaction, accountId: AccountId): Promise<number> {
  return (await transaction.webSession.deleteMany({ where: { accountId } })).count
}

export type RegionChoice = {
  readonly code: RegionCode
  readonly name: string
  readonly parentCode: RegionCode | null
  readonly level: 'kecamatan' | 'kelurahan'
}

const RegionRow = z.object({
  code: RegionCode,
  name: z.string(),
  parentCode: RegionCode.nullable(),
  level: z.enum(['kecamatan', 'kelurahan']),
})

/** Every kecamatan and kelurahan, by code. */
export async function listRegionChoices(transaction: Transaction): Promise<RegionChoice[]> {
  const rows = await transaction.region.findMany({
    where: { level: { in: ['kecamatan', 'kelurahan'] } },
    select: { code: true, name: true, parentCode: true, level: true },
    orderBy: { code: 'asc' },
  })
  return rows.map((row) => RegionRow.parse(row))
}

export async function regionExists(transaction: Transaction, code: RegionCode): Promise<boolean> {
  return (await transaction.region.count({ where: { code } })) > 0
}
