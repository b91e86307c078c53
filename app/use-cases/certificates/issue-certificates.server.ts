import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { type CertificateKind, type IssueRefusal, mayIssue } from '#app/domain/certificates/certificate.ts'
import { MAKE_CERTIFICATES, type Signer } from '#app/domain/certificates/issuance.ts'
import type { BadgeRefusal } from '#app/domain/certificates/skill-badge.ts'
import { CertificateBatchId, type ExamResultId, IssuanceId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type CertificateFilter, listIssuableIds } from './certificate-list-store.server.ts'
import { lockIssuableResults } from './certificate-store.server.ts'
import { listReadyBadges, surveyBadges } from './earned-badges.server.ts'
import { insertBatch } from './issuance-store.server.ts'

export type BatchOutcome = {
  /** Null when nothing could be approved. */
  readonly batchId: CertificateBatchId | null
  readonly approved: number
  /** How many were refused, by the refusal's kind. */
  readonly refused: Readonly<Record<string, number>>
}
type Refusal = { readonly kind: 'forbidden' }
type WhyNot = IssueRefusal['kind'] | BadgeRefusal['kind'] | 'not-found'

/**
 * Approves a certificate of this kind for each of these results, in this order: one that is refused stops none of the others.
 * A skill badge has the same gate, and has to be earned by the framework's rules besides. The
 * certificates are made from here on by a job; each decision is made once, however often it is asked for.
 */
export async function issueCertificates(
  actor: Actor,
  resultIds: readonly ExamResultId[],
  signer: Signer,
  kind: CertificateKind = 'competence',
): Promise<Result<BatchOutcome, Refusal>> {
  return inTransaction<BatchOutcome, Refusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'certificate.issue')) return refuse({ kind: 'forbidden' })
    const wanted = [...new Set(resultIds)]
    const found = await lockIssuableResults(transaction, wanted, kind)
    const earned = kind === 'skill-badge' ? (await surveyBadges(actor, transaction, wanted)).earned : null
    const refused: Partial<Record<WhyNot, number>> = {}
    const approved = wanted.filter((resultId) => {
      const result = found.get(resultId)
      const gate = result === undefined ? refuse({ kind: 'not-found' as const }) : mayIssue(result, actor.accountId)
      const decision = gate.ok && earned !== null ? (earned.get(resultId) ?? refuse({ kind: 'badge-not-earned' as const })) : gate
      if (!decision.ok) refused[decision.refusal.kind] = (refused[decision.refusal.kind] ?? 0) + 1
      return decision.ok
    })
    if (approved.length === 0) return accept({ batchId: null, approved: 0, refused })
    const at = await databaseNow(transaction)
    const batchId = CertificateBatchId.parse(newUuid())
    const decisions = approved.map((resultId) => ({ id: IssuanceId.parse(newUuid()), kind, resultId, changeId: null }))
    await insertBatch(transaction, { id: batchId, signer, by: actor.accountId, at }, decisions)
    await enqueue(transaction, MAKE_CERTIFICATES, {})
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'certificates.approved', subject: batchId, detail: { of: kind, count: approved.length, signer, results: approved } },
    })
    return accept({ batchId, approved: approved.length, refused })
  })
}

/** The same for the next of all that wait under this filter, at most `limit`, in the order of kelurahan and name. */
export async function issueReady(
  actor: Actor,
  kind: CertificateKind,
  filter: CertificateFilter,
  limit: number,
  signer: Signer,
): Promise<Result<BatchOutcome, Refusal>> {
  const scope = scopeFor(actor, 'certificate.issue')
  if (actor.kind !== 'staff' || scope === null) return refuse({ kind: 'forbidden' })
  const issuer = actor.accountId
  const resultIds = await reading(async (transaction) => {
    if (kind === 'competence') return listIssuableIds(transaction, scope, { ...filter, issuer }, limit)
    const { ready } = await listReadyBadges(actor, transaction, scope, filter)
    return ready.flatMap(({ resultId, confirmedBy }) => (confirmedBy === issuer ? [] : [resultId])).slice(0, limit)
  })
  return issueCertificates(actor, resultIds, signer, kind)
}
