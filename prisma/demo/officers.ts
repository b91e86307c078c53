import type { Role } from '#app/domain/access/role.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { DEMO_PASSWORD } from './accounts.ts'
import type { StaffActor } from './actors.ts'

/** Who proposes and who acknowledges in a kelurahan. */
export type Officers = (urbanVillageCode: string) => { readonly kelurahan: StaffActor; readonly kecamatan: StaffActor }

/**
 * One invented officer for every kelurahan and kecamatan that has none yet: user names such as `kel-3672011002` and
 * `kec-367203`, with the password of the demo.
 */
export async function makeRegionalOfficers(): Promise<Officers> {
  const passwordHash = await hashPassword(DEMO_PASSWORD, 'staff')
  const regions = await reading((transaction) =>
    transaction.region.findMany({ where: { level: { in: ['kecamatan', 'kelurahan'] } }, orderBy: { code: 'asc' } }),
  )
  const grants = await reading((transaction) =>
    transaction.roleGrant.findMany({ where: { role: { in: ['kelurahan-officer', 'kecamatan-officer'] } }, include: { account: true } }),
  )
  const officers = new Map<string, StaffActor>()
  for (const { role, regionCode, account } of grants)
    officers.set(regionCode, actorOf(AccountId.parse(account.id), account.displayName, roleOf(role), regionCode))
  for (const { code, level, name } of regions.filter((region) => !officers.has(region.code))) {
    const id = AccountId.parse(newUuid())
    const isVillage = level === 'kelurahan'
    const role = isVillage ? 'kelurahan-officer' : 'kecamatan-officer'
    const displayName = `Petugas ${isVillage ? 'Kelurahan' : 'Kecamatan'} ${name} (peragaan)`
    const username = `${isVillage ? 'kel' : 'kec'}-${code.replaceAll('.', '')}`
    await reading((transaction) =>
      transaction.account.create({
        data: { id, username, displayName, passwordHash, isDemo: true, grants: { create: { role, regionCode: code } } },
      }),
    )
    officers.set(code, actorOf(id, displayName, role, code))
  }
  const at = (code: string) => {
    const officer = officers.get(code)
    if (!officer) throw new Error(`there is no officer for ${code}`)
    return officer
  }
  return (code) => ({ kelurahan: at(code), kecamatan: at(code.split('.').slice(0, 3).join('.')) })
}

function actorOf(accountId: AccountId, displayName: string, role: Role, regionCode: string): StaffActor {
  return { kind: 'staff', accountId, displayName, grants: [{ role, regionCode }] }
}

function roleOf(role: string): Role {
  return role === 'kelurahan-officer' ? 'kelurahan-officer' : 'kecamatan-officer'
}
