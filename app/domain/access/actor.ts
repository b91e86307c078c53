import type { AccountId, CandidateId } from '../shared/id.ts'
import type { RegionCode, Role } from './role.ts'

export type RoleGrant = { readonly role: Role /** null: the whole city */; readonly regionCode: RegionCode | null }

/** Who asks. Sign-in pages, the public check and background jobs have an actor too. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'staff'; readonly accountId: AccountId; readonly displayName: string; readonly grants: readonly RoleGrant[] }
  | { readonly kind: 'candidate'; readonly candidateId: CandidateId; readonly deviceKey: string }
  | { readonly kind: 'system'; readonly job: string }

export const ANONYMOUS: Actor = { kind: 'anonymous' }

export function rolesOf(actor: Actor): readonly Role[] {
  switch (actor.kind) {
    case 'anonymous':
    case 'system':
      return []
    case 'candidate':
      return ['candidate']
    case 'staff':
      return [...new Set(actor.grants.map((grant) => grant.role))]
  }
}
