import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { BATCH_LIMIT } from '#app/domain/certificates/certificate-forms.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { type CertificatePage, type Issuable, markIssuable, readDistricts } from './browse-certificates.server.ts'
import type { CertificateFilter, PageOf } from './certificate-list-store.server.ts'
import { type BadgeSurvey, listReadyBadges, type ReadyBadge } from './earned-badges.server.ts'

export type BadgePage = Pick<BadgeSurvey, 'lacksFramework' | 'underAsked'> & {
  readonly districts: CertificatePage['districts']
  /** Determined results under this filter that have no badge yet, and how many of them earned one. */
  readonly candidates: number
  readonly earned: number
  readonly rows: readonly Issuable<ReadyBadge>[]
  /** How many the reader could approve in one batch. */
  readonly next: number
}

/** Who earned a badge that is not approved yet, and what keeps the others from one. */
export async function browseBadges(
  actor: Actor,
  filter: CertificateFilter,
  { offset, limit }: PageOf,
): Promise<Result<BadgePage, { readonly kind: 'forbidden' }>> {
  const scope = scopeFor(actor, 'certificate.read')
  if (scope === null) return refuse({ kind: 'forbidden' })
  return reading(async (transaction) => {
    const { ready, ...survey } = await listReadyBadges(actor, transaction, scope, filter)
    const rows = markIssuable(actor, ready)
    return accept({
      ...survey,
      districts: await readDistricts(actor, transaction),
      earned: rows.length,
      rows: rows.slice(offset, offset + limit),
      next: Math.min(BATCH_LIMIT, rows.filter(({ mayIssue }) => mayIssue).length),
    })
  })
}
