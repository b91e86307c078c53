import { accept, type Result, refuse } from '../shared/result.ts'
import type { RoleGrant } from './actor.ts'
import type { RegionCode, Role } from './role.ts'
import { type SegregationFault, segregationFault } from './segregation.ts'

/** Over what kind of region a role is given. `city`: always the whole city; `optional`: the whole city or one region. */
export type GrantReach = 'city' | 'optional' | 'kecamatan' | 'kelurahan'

export const GRANT_REACH: Record<Exclude<Role, 'candidate'>, GrantReach> = {
  author: 'city',
  reviewer: 'city',
  proctor: 'optional',
  assessor: 'city',
  'kelurahan-officer': 'kelurahan',
  'kecamatan-officer': 'kecamatan',
  verifier: 'city',
  'plenary-member': 'city',
  'selection-approver': 'city',
  issuer: 'city',
  'office-analyst': 'city',
  'mayors-office': 'city',
  administrator: 'city',
  auditor: 'city',
}

export type GrantFault =
  | { readonly kind: 'not-a-staff-role'; readonly role: Role }
  | { readonly kind: 'region-does-not-fit'; readonly role: Role; readonly reach: GrantReach }
  | SegregationFault

export type GrantChange = { readonly kind: 'add' | 'remove'; readonly grant: RoleGrant }

/** The grants after the change, each once; a change that says what is already so changes nothing. */
export function changeGrants(grants: readonly RoleGrant[], change: GrantChange): Result<readonly RoleGrant[], GrantFault> {
  const others = grants.filter((grant) => grant.role !== change.grant.role || grant.regionCode !== change.grant.regionCode)
  if (change.kind === 'remove') return accept(others)
  const { role, regionCode } = change.grant
  if (role === 'candidate') return refuse({ kind: 'not-a-staff-role', role })
  const reach = GRANT_REACH[role]
  if (!regionFits(regionCode, reach)) return refuse({ kind: 'region-does-not-fit', role, reach })
  const next = [...others, change.grant]
  const fault = segregationFault(next.map((grant) => grant.role))
  return fault ? refuse(fault) : accept(next)
}

/** A kelurahan's code has four parts, a kecamatan's three. */
function regionFits(code: RegionCode | null, reach: GrantReach): boolean {
  const parts = code === null ? 0 : code.split('.').length
  switch (reach) {
    case 'city':
      return parts === 0
    case 'optional':
      return true
    case 'kecamatan':
      return parts === 3
    case 'kelurahan':
      return parts === 4
  }
}
