import { z } from 'zod'
import { RegionCode } from '../access/role.ts'

/** What a roster's address says; anything else in it counts as not said. */
export const RosterQuery = z.object({
  region: z
    .union([z.literal(''), RegionCode])
    .catch('')
    .default(''),
  q: z.string().max(100).catch('').default(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})

/** The parts of a checked file that its page shows one at a time. */
export const IMPORT_VIEWS = ['faults', 'warnings', 'new', 'changed', 'missing'] as const
export type ImportView = (typeof IMPORT_VIEWS)[number]

/** What the address of a checked file says; without a view, the first part that holds something is shown. */
export const ImportQuery = z.object({
  view: z.enum(IMPORT_VIEWS).nullable().catch(null).default(null),
  page: RosterQuery.shape.page,
})
export type ImportQuery = z.infer<typeof ImportQuery>

/** A text typed into the search: 12 digits and more are meant as a NIK, everything else as a part of a name. */
export function readSearch(
  typed: unknown,
): { readonly kind: 'national-id'; readonly nationalId: string } | { readonly kind: 'name'; readonly name: string } {
  const text = typeof typed === 'string' ? typed.replace(/\s+/g, ' ').trim().slice(0, 100) : ''
  const digits = text.replace(/[\s.-]/g, '')
  return /^\d{12,}$/.test(digits) ? { kind: 'national-id', nationalId: digits } : { kind: 'name', name: text }
}
