import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { BATCH_LIMIT } from '#app/domain/certificates/certificate-forms.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import type { BadgeContent } from '#app/domain/certificates/skill-badge.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading, type Transaction } from '#app/platform/transaction.server.ts'
import { type BadgeCandidate, listBadgeCandidates } from './badge-store.server.ts'
import { type CertificatePage, readDistricts } from './browse-certificates.server.ts'
import type { CertificateFilter, PageOf } from './certificate-list-store.server.ts'
import { type BadgeSurvey, surveyBadges } from './earned-badges.server.ts'
import { type BatchOutcome, issueCertificates } from './issue-certificates.server.ts'

type Refusal = { readonly kind: 'forbidden' }

export type ReadyBadge = BadgeCandidate & {
  readonly badge: BadgeContent
  /** False for results that the reader confirmed. */
  readonly mayIssue: boolean
}
export type BadgePage = Pick<BadgeSurvey, 'lacksFramework' | 'underAsked'> & {
  readonly districts: CertificatePage['districts']
  /** Determined results under this filter that have no badge yet, and how many of them earned one. */
  readonly candidates: number
  readonly earned: number
  readonly rows: readonly ReadyBadge[]
  /** How many the reader could approve in one batch. */
  readonly next: number
}

/** Who earned a badge that is not approved yet, and what keeps the others from one. */
export async function browseBadges(actor: Actor, filter: CertificateFilter, page: PageOf): Promise<Result<BadgePage, Refusal>> {
  const scope = scopeFor(actor, 'certificate.read')
  if (scope === null) return refuse({ kind: 'forbidden' })
  const reader = actor.kind === 'staff' && may(actor, 'certificate.issue') ? actor.accountId : null
  return reading(async (transaction) => {
    const candidates = await listBadgeCandidates(transaction, scope, filter)
    const { ready, lacksFramework, underAsked } = await earnedAmong(actor, transaction, candidates)
    return accept({
      districts: await readDistricts(actor, transaction),
      lacksFramework,
      underAsked,
      candidates: candidates.length,
      earned: ready.length,
      rows: ready
        .slice(page.offset, page.offset + page.limit)
        .map((row) => ({ ...row, mayIssue: reader !== null && row.confirmedBy !== reader })),
      next: reader === null ? 0 : Math.min(BATCH_LIMIT, ready.filter(({ confirmedBy }) => confirmedBy !== reader).length),
    })
  })
}

/** Approves the next of all badges that were earned under this filter, at most `limit`, in the order of kelurahan and name. */
export async function issueReadyBadges(
  actor: Actor,
  filter: CertificateFilter,
  limit: number,
  signer: Signer,
): Promise<Result<BatchOutcome, Refusal>> {
  const scope = scopeFor(actor, 'certificate.issue')
  if (actor.kind !== 'staff' || scope === null) return refuse({ kind: 'forbidden' })
  const resultIds = await reading(async (transaction) => {
    const { ready } = await earnedAmong(actor, transaction, await listBadgeCandidates(transaction, scope, filter))
    return ready.filter(({ confirmedBy }) => confirmedBy !== actor.accountId).map(({ resultId }) => resultId)
  })
  return issueCertificates(actor, resultIds.slice(0, limit), signer, 'skill-badge')
}

async function earnedAmong(actor: Actor, transaction: Transaction, candidates: readonly BadgeCandidate[]) {
  const { earned, ...survey } = await surveyBadges(
    actor,
    transaction,
    candidates.map(({ resultId }) => resultId),
  )
  const ready = candidates.flatMap((candidate) => {
    const badge = earned.get(candidate.resultId)
    return badge?.ok ? [{ ...candidate, badge: badge.value }] : []
  })
  return { ...survey, ready }
}
