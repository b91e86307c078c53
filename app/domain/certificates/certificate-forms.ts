import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { CertificateChangeId, ExamResultId } from '../shared/id.ts'
import { REVOCATION_REASONS, STANDINGS, SUPERSESSION_REASONS } from './certificate.ts'
import type { ChangeWish } from './certificate-change.ts'
import { Signer } from './issuance.ts'

/** Rows on a page of the lists, and the most that one request approves: a whole city's period. */
export const PAGE_SIZE = 50
export const BATCH_LIMIT = 5_000

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

/** What that address asks for: part of a name or number and a region, and which rows. */
export function narrowingOf({ q, region, page }: CertificateQuery) {
  return {
    filter: { text: q, regionCode: region === '' ? undefined : region },
    rows: { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
  }
}

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
  signer: Signer.default('local-key'),
})

/** Why an approval came to nothing; refusals are counted by their kind. */
export type BatchReport =
  | { readonly kind: 'nothing-chosen' }
  | { readonly kind: 'refused'; readonly refused: Readonly<Record<string, number>> }

/** What may be asked for, with its reason, as one choice: `revoke:violation`, `replace:lost`. */
export const CHANGE_CHOICES = [
  ...REVOCATION_REASONS.map((reason) => ({ kind: 'revoke' as const, reason })),
  ...SUPERSESSION_REASONS.map((reason) => ({ kind: 'replace' as const, reason })),
]

/** Issues carry a code; the page has the words. */
export const ChangeForm = z
  .object({
    wish: z.string({ error: 'wish-required' }),
    newName: z.string().trim().min(2).max(120).optional(),
    note: z.string().trim().max(500, { error: 'note-too-long' }).optional(),
  })
  .transform(({ wish, newName, note }, context): ChangeWish => {
    const choice = CHANGE_CHOICES.find(({ kind, reason }) => `${kind}:${reason}` === wish)
    if (choice === undefined) context.addIssue({ code: 'custom', path: ['wish'], message: 'wish-required' })
    else if (choice.reason === 'name-change' && newName === undefined)
      context.addIssue({ code: 'custom', path: ['newName'], message: 'new-name-required' })
    else if (choice.reason !== 'name-change' && newName !== undefined)
      context.addIssue({ code: 'custom', path: ['newName'], message: 'new-name-only' })
    else if (choice.kind === 'revoke') return { kind: 'revoke', reason: choice.reason, note: note ?? null }
    else return { kind: 'replace', reason: choice.reason, note: note ?? null, newName: newName ?? null }
    return z.NEVER
  })

export const DecisionForm = z.object({
  changeId: CertificateChangeId,
  answer: z.enum(['approved', 'rejected']),
  signer: Signer.default('local-key'),
})

/** Pausing, or going on; with the provider's official where one signs. What is typed here is stored nowhere. */
export const BatchForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('pause') }),
  z.object({
    intent: z.literal('resume'),
    nik: z
      .string()
      .regex(/^\d{16}$/, { error: 'official-needed' })
      .optional(),
    passphrase: z.string().min(1, { error: 'official-needed' }).max(200).optional(),
  }),
])
