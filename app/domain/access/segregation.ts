import type { Role } from './role.ts'

/** Whoever can make accounts never marks, approves, decides or issues. Source: the project's security targets, "Who may do what". */
export const NOT_FOR_ADMINISTRATORS = [
  'assessor',
  'verifier',
  'plenary-member',
  'selection-approver',
  'issuer',
] as const satisfies readonly Role[]

export type SegregationFault = { readonly kind: 'roles-exclude-each-other'; readonly roles: readonly [Role, Role] }

/** The first pair of roles that one person must not hold together; null when there is none. */
export function segregationFault(roles: readonly Role[]): SegregationFault | null {
  if (!roles.includes('administrator')) return null
  const other = NOT_FOR_ADMINISTRATORS.find((role) => roles.includes(role))
  return other === undefined ? null : { kind: 'roles-exclude-each-other', roles: ['administrator', other] }
}
