import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { ExamResultId } from '../shared/id.ts'
import { RevocationReason, STANDINGS } from './certificate.ts'

/** Rows on a page of the lists, and the most that one request issues: each is a transaction of its own. */
export const PAGE_SIZE = 50
export const BATCH_LIMIT = 200

export const CERTIFICATE_TABS = ['ready', ...STANDINGS] as const
export type CertificateTab = (typeof CERTIFICATE_TABS)[number]

/** The address of a list: whatever cannot be read in it counts as not given. */
export const CertificateQuery = z.object({
  tab: z.enum(CERTIFICATE_TABS).catch('ready'),
  q: z.string().trim().max(100).catch(''),
  region: z.union([z.literal(''), RegionCode]).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})
export type CertificateQuery = z.infer<typeof CertificateQuery>

/** The part of an address that names this list; defaults are left out. */
export function certificateSearch({ tab, q, region, page }: CertificateQuery): string {
  const given = [
    ['tab', tab === 'ready' ? '' : tab],
    ['q', q],
    ['region', region],
    ['page', page === 1 ? '' : String(page)],
  ].flatMap(([name, value]) => (name === undefined || value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return given.length === 0 ? '' : `?${given.join('&')}`
}

export const IssueForm = z.object({
  intent: z.enum(['chosen', 'next']),
  result: z.array(ExamResultId).max(BATCH_LIMIT).default([]),
})

/** Issues carry a code; the page has the words. */
export const RevocationForm = z.object({
  reason: z.enum(RevocationReason.options, { error: 'reason-required' }),
  note: z.string().trim().max(500, { error: 'note-too-long' }).optional(),
})
