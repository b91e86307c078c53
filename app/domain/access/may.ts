import type { Actor } from './actor.ts'
import { PERMISSIONS, type Permission, type Reach } from './permission.ts'
import { EVERYWHERE, isWithin, type RegionCode, type RegionScope, type Role } from './role.ts'

/** What the permission is asked about; a candidate's own things carry the owner, things on the map their region. */
export type Subject = { readonly ownerCandidateId?: string; readonly regionCode?: RegionCode }

/** The one answer to "may this actor do this". Background jobs may do what a use-case lets a job do. */
export function may(actor: Actor, permission: Permission, subject: Subject = {}): boolean {
  const holders = PERMISSIONS[permission]
  if (holders === 'anyone') return true
  if (actor.kind === 'system') return true
  if (actor.kind === 'anonymous') return false
  if (actor.kind === 'candidate') {
    return (
      reachOf('candidate', permission) === 'own' && subject.ownerCandidateId !== undefined && subject.ownerCandidateId === actor.candidateId
    )
  }
  return actor.grants.some((grant) => {
    const reach = reachOf(grant.role, permission)
    if (reach === null) return false
    if (reach === 'city' || grant.regionCode === null) return true
    return subject.regionCode === undefined ? false : isWithin(subject.regionCode, { kind: 'within', codes: [grant.regionCode] })
  })
}

/** Whether any of the actor's roles carries the permission at all: what a door asks before anything is loaded. */
export function mayEnter(actor: Actor, permission: Permission): boolean {
  if (PERMISSIONS[permission] === 'anyone') return true
  if (actor.kind === 'system') return true
  if (actor.kind === 'anonymous') return false
  if (actor.kind === 'candidate') return reachOf('candidate', permission) !== null
  return actor.grants.some((grant) => reachOf(grant.role, permission) !== null)
}

/** The regions in which the actor holds the permission; null when in none. */
export function scopeFor(actor: Actor, permission: Permission): RegionScope | null {
  if (!mayEnter(actor, permission)) return null
  if (actor.kind !== 'staff') return EVERYWHERE
  const codes: RegionCode[] = []
  for (const grant of actor.grants) {
    const reach = reachOf(grant.role, permission)
    if (reach === null) continue
    if (reach === 'city' || grant.regionCode === null) return EVERYWHERE
    codes.push(grant.regionCode)
  }
  return { kind: 'within', codes }
}

function reachOf(role: Role, permission: Permission): Reach | null {
  const holders: 'anyone' | Partial<Record<Role, Reach>> = PERMISSIONS[permission]
  return holders === 'anyone' ? 'city' : (holders[role] ?? null)
}
