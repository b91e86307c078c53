import { z } from 'zod'

/** Who someone is in the programme. An account may hold several, each over a region. */
export const ROLES = [
  'candidate',
  'author',
  'reviewer',
  'proctor',
  'assessor',
  'kelurahan-officer',
  'kecamatan-officer',
  'verifier',
  'plenary-member',
  'selection-approver',
  'issuer',
  'office-analyst',
  'mayors-office',
  'administrator',
  'auditor',
] as const

export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export const STAFF_ROLES = ROLES.filter((role): role is Exclude<Role, 'candidate'> => role !== 'candidate')

/** Kemendagri code: `36.72` city, `36.72.01` kecamatan, `36.72.01.1001` kelurahan. */
export const RegionCode = z.string().regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/)
export type RegionCode = z.infer<typeof RegionCode>

/** The part of the map that someone may see. Stores take it as a parameter, so that the compiler asks for it. */
export type RegionScope = { readonly kind: 'everywhere' } | { readonly kind: 'within'; readonly codes: readonly RegionCode[] }

export const EVERYWHERE: RegionScope = { kind: 'everywhere' }

export function isWithin(code: RegionCode, scope: RegionScope): boolean {
  if (scope.kind === 'everywhere') return true
  return scope.codes.some((covering) => code === covering || code.startsWith(`${covering}.`))
}
