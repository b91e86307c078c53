import { describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import { NOT_FOR_ADMINISTRATORS } from '#app/domain/access/segregation.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { isPassword } from '#app/platform/password.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { changeAccountGrants } from '#app/use-cases/access/change-grants.server.ts'
import { createAccount } from '#app/use-cases/access/create-account.server.ts'
import { deactivateAccount, reactivateAccount } from '#app/use-cases/access/deactivate-account.server.ts'
import { findActor } from '#app/use-cases/access/find-actor.server.ts'
import { listAccounts, showAccount } from '#app/use-cases/access/list-accounts.server.ts'
import { resetPassword } from '#app/use-cases/access/reset-password.server.ts'
import { createSession } from '#app/use-cases/access/session-store.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()

const form = (username: string) => ({ username, displayName: 'Ibu Uji', homeRegionCode: null, password: null })

async function created(by: Actor, username: string) {
  const result = await createAccount(by, form(username))
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}

async function lastEntry() {
  return reading((transaction) => transaction.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } }))
}

async function signedIn(accountId: AccountId, idHash: string) {
  const at = new Date()
  await reading((transaction) =>
    createSession(transaction, {
      idHash,
      owner: { kind: 'staff', accountId },
      deviceKey: 'd',
      at,
      expiresAt: new Date(at.getTime() + 60_000),
    }),
  )
}

describe('staff accounts', () => {
  test('a new account has no role, and its password is told once and kept as a hash', async () => {
    await makeRegions()
    const administrator = await makeStaff('administrator')
    const { accountId, password } = await created(administrator, 'sri.wahyuni')
    const row = await reading((transaction) =>
      transaction.account.findUniqueOrThrow({ where: { id: accountId }, include: { grants: true } }),
    )
    expect(row.grants).toEqual([])
    expect(row.passwordHash).not.toContain(password)
    expect(await isPassword(row.passwordHash, password, 'staff')).toBe(true)
    expect(await lastEntry()).toMatchObject({ kind: 'account.created', subject: accountId, actorId: administrator.accountId })
    expect(
      JSON.stringify(await reading((transaction) => transaction.auditEntry.findMany()), (_name, value) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
    ).not.toContain('Ibu Uji')
  })

  test('a username is held once, a weak password and an unknown region are refused, and nothing is written', async () => {
    const administrator = await makeStaff('administrator')
    await created(administrator, 'nur.hayati')
    const before = await reading((transaction) => transaction.account.count())
    expect(await createAccount(administrator, form('nur.hayati'))).toEqual(refuse({ kind: 'username-taken' }))
    expect(await createAccount(administrator, { ...form('baru.saja'), password: 'KaderCilegon2025!' })).toEqual(
      refuse({ kind: 'password-refused', fault: 'common-words' }),
    )
    expect(await createAccount(administrator, { ...form('baru.saja'), homeRegionCode: '36.72.09.1009' })).toEqual(
      refuse({ kind: 'unknown-region' }),
    )
    expect(await reading((transaction) => transaction.account.count())).toBe(before)
  })

  test('roles hold from the next request on, and are recorded', async () => {
    const administrator = await makeStaff('administrator')
    const { accountId } = await created(administrator, 'petugas.baru')
    await signedIn(accountId, 'session-of-petugas')
    const grants = async () => {
      const actor = await findActor({ kind: 'anonymous' }, 'session-of-petugas')
      return actor.kind === 'staff' ? actor.grants : null
    }
    expect(await grants()).toEqual([])
    expect(
      (
        await changeAccountGrants(administrator, accountId, {
          kind: 'add',
          grant: { role: 'kelurahan-officer', regionCode: '36.72.01.1001' },
        })
      ).ok,
    ).toBe(true)
    expect(await grants()).toEqual([{ role: 'kelurahan-officer', regionCode: '36.72.01.1001' }])
    expect(await lastEntry()).toMatchObject({
      kind: 'account.role-given',
      subject: accountId,
      detail: { role: 'kelurahan-officer', region: '36.72.01.1001' },
    })
    expect(
      (
        await changeAccountGrants(administrator, accountId, {
          kind: 'remove',
          grant: { role: 'kelurahan-officer', regionCode: '36.72.01.1001' },
        })
      ).ok,
    ).toBe(true)
    expect(await grants()).toEqual([])
  })

  test('an unknown region is refused', async () => {
    const administrator = await makeStaff('administrator')
    const { accountId } = await created(administrator, 'wilayah.asing')
    expect(
      await changeAccountGrants(administrator, accountId, {
        kind: 'add',
        grant: { role: 'kelurahan-officer', regionCode: '36.72.09.1009' },
      }),
    ).toEqual(refuse({ kind: 'unknown-region' }))
  })

  test.each(NOT_FOR_ADMINISTRATORS)('an administrator does not become %s, neither through the app nor behind its back', async (role) => {
    const administrator = await makeStaff('administrator')
    const other = await makeStaff('administrator')
    expect(await changeAccountGrants(administrator, other.accountId, { kind: 'add', grant: { role, regionCode: null } })).toEqual(
      refuse({ kind: 'roles-exclude-each-other', roles: ['administrator', role] }),
    )
    const insert = (accountId: string, given: string) =>
      reading(
        (transaction) => transaction.$executeRaw`INSERT INTO role_grant (account_id, role) VALUES (${accountId}::uuid, ${given})`,
      ).catch((error: unknown) => error)
    expect(databaseErrorKind(await insert(other.accountId, role))).toBe('check')
    const decider = await makeStaff(role)
    expect(databaseErrorKind(await insert(decider.accountId, 'administrator'))).toBe('check')
  })

  test('a deactivated account is signed out at once, and works again with the same roles after it is activated', async () => {
    const administrator = await makeStaff('administrator')
    const verifier = await makeStaff('verifier')
    await signedIn(verifier.accountId, 'session-of-verifier')
    expect((await deactivateAccount(administrator, verifier.accountId)).ok).toBe(true)
    expect(await findActor({ kind: 'anonymous' }, 'session-of-verifier')).toEqual({ kind: 'anonymous' })
    expect(await reading((transaction) => transaction.webSession.count({ where: { accountId: verifier.accountId } }))).toBe(0)
    expect((await reactivateAccount(administrator, verifier.accountId)).ok).toBe(true)
    const shown = await showAccount(administrator, verifier.accountId)
    expect(shown.ok && [shown.value.account.active, shown.value.account.grants]).toEqual([true, [{ role: 'verifier', regionCode: null }]])
  })

  test('nobody deactivates the own account', async () => {
    const administrator = await makeStaff('administrator')
    expect(await deactivateAccount(administrator, administrator.accountId)).toEqual(refuse({ kind: 'own-account' }))
  })

  test('the last active administrator stays one', async () => {
    const administrator = await makeStaff('administrator')
    await reading((transaction) => transaction.$executeRaw`UPDATE account SET active = false WHERE id <> ${administrator.accountId}::uuid`)
    const take = { kind: 'remove', grant: { role: 'administrator', regionCode: null } } as const
    expect(await changeAccountGrants(administrator, administrator.accountId, take)).toEqual(refuse({ kind: 'last-administrator' }))
    const second = await makeStaff('administrator')
    expect((await changeAccountGrants(second, administrator.accountId, take)).ok).toBe(true)
    expect(await changeAccountGrants(second, second.accountId, take)).toEqual(refuse({ kind: 'last-administrator' }))
  })

  test('a new password ends the sessions of the old one', async () => {
    const administrator = await makeStaff('administrator')
    const proctor = await makeStaff('proctor')
    await signedIn(proctor.accountId, 'session-of-proctor')
    const reset = await resetPassword(administrator, proctor.accountId)
    if (!reset.ok) throw new Error('refused')
    const { passwordHash } = await reading((transaction) => transaction.account.findUniqueOrThrow({ where: { id: proctor.accountId } }))
    expect(await isPassword(passwordHash, reset.value.password, 'staff')).toBe(true)
    expect(await findActor({ kind: 'anonymous' }, 'session-of-proctor')).toEqual({ kind: 'anonymous' })
  })

  test('only an administrator sees or changes accounts', async () => {
    const target = await makeStaff('author')
    const unknown = AccountId.parse('00000000-0000-4000-8000-000000000000')
    for (const role of ['office-analyst', 'auditor', 'verifier'] as const) {
      const actor = await makeStaff(role)
      const forbidden = refuse({ kind: 'forbidden' })
      expect(await listAccounts(actor, { text: '', role: null, page: 1 })).toEqual(forbidden)
      expect(await showAccount(actor, target.accountId)).toEqual(forbidden)
      expect(await createAccount(actor, form('tidak.boleh'))).toEqual(forbidden)
      expect(
        await changeAccountGrants(actor, actor.accountId, { kind: 'add', grant: { role: 'administrator', regionCode: null } }),
      ).toEqual(forbidden)
      expect(await deactivateAccount(actor, target.accountId)).toEqual(forbidden)
      expect(await resetPassword(actor, target.accountId)).toEqual(forbidden)
    }
    expect(await showAccount(await makeStaff('administrator'), unknown)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('the list finds by name and role, a page at a time', async () => {
    const administrator = await makeStaff('administrator')
    await created(administrator, 'dicari.orang')
    const found = async (text: string, role: 'issuer' | null = null) => {
      const result = await listAccounts(administrator, { text, role, page: 1 })
      return result.ok ? result.value.accounts.map(({ username }) => username) : null
    }
    expect(await found('DICARI')).toEqual(['dicari.orang'])
    expect(await found('dicari', 'issuer')).toEqual([])
    const all = await listAccounts(administrator, { text: '', role: null, page: 2 })
    expect(all.ok && [all.value.pages > 1, all.value.accounts.length > 0]).toEqual([true, true])
  })
})
