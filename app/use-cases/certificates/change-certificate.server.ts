import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type CertificateKind, kindOf, mayIssue, rewritesContent } from '#app/domain/certificates/certificate.ts'
import { type CertificateChange, type ChangeWish, mayDecideChange, mayRequestChange } from '#app/domain/certificates/certificate-change.ts'
import { MAKE_CERTIFICATES, type Signer } from '#app/domain/certificates/issuance.ts'
import type { BadgeRefusal } from '#app/domain/certificates/skill-badge.ts'
import { type AccountId, CertificateBatchId, CertificateChangeId, type CertificateId, IssuanceId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { decideChangeRow, findChange, hasOpenChange, insertChange } from './certificate-change-store.server.ts'
import { findCurrentResultOf, lockCertificate, lockResultStandings, saveRevocation } from './certificate-store.server.ts'
import { surveyBadges } from './earned-badges.server.ts'
import { insertBatch } from './issuance-store.server.ts'

type RequestRefusal = { readonly kind: 'forbidden' | 'not-found' | 'not-in-force' | 'request-open' }
type DecisionRefusal = {
  readonly kind:
    | 'forbidden'
    | 'not-found'
    | 'already-decided'
    | 'needs-second-person'
    | 'not-in-force'
    | 'no-result'
    | 'not-confirmed'
    | 'not-passed'
    | 'not-determined'
    | 'confirmer-may-not-issue'
    | BadgeRefusal['kind']
}

/** Asks that a certificate loses its force or is replaced. Nothing happens to it before a second person agrees. */
export async function requestChange(
  actor: Actor,
  certificateId: CertificateId,
  wish: ChangeWish,
): Promise<Result<{ readonly changeId: CertificateChangeId }, RequestRefusal>> {
  return inTransaction<{ readonly changeId: CertificateChangeId }, RequestRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'certificate.request-change')) return refuse({ kind: 'forbidden' })
    const certificate = await lockCertificate(transaction, certificateId)
    if (certificate === null) return refuse({ kind: 'not-found' })
    const decision = mayRequestChange(certificate, await hasOpenChange(transaction, certificateId))
    if (!decision.ok) return decision
    const at = await databaseNow(transaction)
    const changeId = CertificateChangeId.parse(newUuid())
    await insertChange(transaction, { id: changeId, certificateId, wish, by: actor.accountId, at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'certificate.change-requested', subject: certificateId, detail: { changeId, change: wish.kind, reason: wish.reason } },
    })
    return accept({ changeId })
  })
}

/**
 * A second person's answer. A revocation takes effect at once; a replacement is approved like a first certificate, and the
 * old one keeps its force until the new one is published.
 */
export async function decideChange(
  actor: Actor,
  changeId: CertificateChangeId,
  answer: 'approved' | 'rejected',
  signer: Signer = 'local-key',
): Promise<Result<CertificateChange, DecisionRefusal>> {
  return inTransaction<CertificateChange, DecisionRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'certificate.approve-change')) return refuse({ kind: 'forbidden' })
    const asked = await findChange(transaction, changeId)
    if (asked === null) return refuse({ kind: 'not-found' })
    const certificate = await lockCertificate(transaction, asked.certificateId)
    const change = await findChange(transaction, changeId)
    if (certificate === null || change === null) return refuse({ kind: 'not-found' })
    const decision = mayDecideChange(change, certificate, actor.accountId)
    if (!decision.ok) return decision
    const at = await databaseNow(transaction)
    if (!(await decideChangeRow(transaction, changeId, { state: answer, by: actor.accountId, at })))
      return refuse({ kind: 'already-decided' })
    if (answer === 'approved') {
      const done = await carryOut(actor, transaction, change, { by: actor.accountId, at, signer, kind: kindOf(certificate.content) })
      if (!done.ok) return done
    }
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: `certificate.change-${answer}`,
        subject: change.certificateId,
        detail: { changeId, change: change.wish.kind, reason: change.wish.reason, serial: certificate.content.serial },
      },
    })
    return accept({ ...change, state: answer, decidedBy: actor.accountId, decidedAt: at })
  })
}

async function carryOut(
  actor: Actor,
  transaction: Transaction,
  { id: changeId, certificateId, wish }: CertificateChange,
  { by, at, signer, kind }: { readonly by: AccountId; readonly at: Date; readonly signer: Signer; readonly kind: CertificateKind },
): Promise<Result<null, DecisionRefusal>> {
  if (wish.kind === 'revoke') {
    const revoked = await saveRevocation(transaction, certificateId, { by, at, reason: wish.reason, note: wish.note })
    return revoked ? accept(null) : refuse({ kind: 'not-in-force' })
  }
  const resultId = await findCurrentResultOf(transaction, certificateId)
  const standing = resultId === null ? null : (await lockResultStandings(transaction, [resultId])).get(resultId)
  if (resultId === null || standing == null) return refuse({ kind: 'no-result' })
  const decision = mayIssue(standing, by)
  if (!decision.ok)
    return decision.refusal.kind === 'already-issued' ? refuse({ kind: 'not-in-force' }) : refuse({ kind: decision.refusal.kind })
  if (kind === 'skill-badge' && rewritesContent(wish.reason)) {
    const badge = (await surveyBadges(actor, transaction, [resultId])).earned.get(resultId) ?? refuse({ kind: 'badge-not-earned' as const })
    if (!badge.ok) return badge
  }
  const batchId = CertificateBatchId.parse(newUuid())
  await insertBatch(transaction, { id: batchId, signer, by, at }, [{ id: IssuanceId.parse(newUuid()), kind, resultId, changeId }])
  await enqueue(transaction, MAKE_CERTIFICATES, {})
  return accept(null)
}
