import { z } from 'zod'
import type { AccountId } from '../shared/id.ts'
import type { RoleGrant } from './actor.ts'
import { passwordFault } from './password-rule.ts'
import { RegionCode, Role } from './role.ts'

/** A member of staff as administrators see them; what signs them in is not part of it. */
export type Account = {
  readonly id: AccountId
  readonly username: string
  readonly displayName: string
  /** The kelurahan where this person lives: an assessor never marks a candidate from it. */
  readonly homeRegionCode: RegionCode | null
  readonly active: boolean
  readonly isDemo: boolean
  readonly grants: readonly RoleGrant[]
}

const blankAsNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable())

const Username = z
  .string({ error: 'username-required' })
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9.-]{2,39}$/, 'username-form')

/** Messages are codes; without a password the system makes one. */
export const NewAccount = z
  .object({
    username: Username,
    displayName: z.string({ error: 'name-required' }).trim().min(2, 'name-length').max(80, 'name-length'),
    homeRegionCode: blankAsNull(RegionCode),
    password: blankAsNull(z.string()),
  })
  .superRefine(({ username, password }, context) => {
    const fault = password === null ? null : passwordFault(password, username)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['password'], message: fault })
  })
export type NewAccount = z.infer<typeof NewAccount>

/** A role over a region, as a form posts it; no region means the whole city. */
export const GrantForm = z.object({ role: Role, regionCode: blankAsNull(RegionCode) })

export type AccountFilter = { readonly text: string; readonly role: Role | null; readonly page: number }

/** The filter in the address of the list; what makes no sense is left out. */
export const AccountQuery = z
  .object({
    q: z.string().trim().max(80).catch(''),
    role: Role.nullable().catch(null),
    page: z.coerce.number().int().min(1).max(10_000).catch(1),
  })
  .transform(({ q, role, page }): AccountFilter => ({ text: q, role, page }))

export const ACCOUNTS_PER_PAGE = 25

/** Whether taking the grant away, or the account itself, would leave nobody who can manage accounts. */
export function isLastAdministrator(
  account: Pick<Account, 'id' | 'active' | 'grants'>,
  activeAdministrators: readonly AccountId[],
): boolean {
  return (
    account.active && account.grants.some(({ role }) => role === 'administrator') && activeAdministrators.every((id) => id === account.id)
  )
}
