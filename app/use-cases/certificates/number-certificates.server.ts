import type { Actor } from '#app/domain/access/actor.ts'
import { EVERYWHERE } from '#app/domain/access/role.ts'
import type { AuditEvent } from '#app/domain/audit/audit-entry.ts'
import { contentFor, mayIssue, replacementContent } from '#app/domain/certificates/certificate.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { yearInWib } from '#app/domain/shared/calendar.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { type CertificateBatchId, CertificateId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import { newUuid, randomHex } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntries } from '../audit/audit-store.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { listConfirmedResults } from '../scoring/result-store.server.ts'
import { findChange } from './certificate-change-store.server.ts'
import { findCertificate, findResultStanding, insertCertificate, takeNumber } from './certificate-store.server.ts'
import { type ApprovedDecision, listApproved, lockBatch, stepIssuance } from './issuance-store.server.ts'

const AT_ONCE = 25

/**
 * Gives the next decisions of the batch their numbers, in their order and in one transaction: the number, what the
 * certificate says and the step exist together or not at all, so numbers have no gap and a decision has one certificate.
 * Answers how many decisions it took up; none when the batch is not running.
 */
export async function numberCertificates(actor: Actor, batchId: CertificateBatchId): Promise<number> {
  const result = await inTransaction<number, never>(async (transaction) => {
    const batch = await lockBatch(transaction, batchId)
    if (batch === null || batch.state !== 'running') return accept(0)
    const decisions = await listApproved(transaction, batchId, AT_ONCE)
    if (decisions.length === 0) return accept(0)
    const at = await databaseNow(transaction)
    const events: AuditEvent[] = []
    for (const decision of decisions) events.push(await numberOne(transaction, decision, at))
    await appendAuditEntries(
      transaction,
      events.map((event) => ({ at, by: actor, event })),
    )
    return accept(decisions.length)
  })
  return result.ok ? result.value : 0
}

async function numberOne(transaction: Transaction, decision: ApprovedDecision, at: Date): Promise<AuditEvent> {
  const grounds = await groundsOf(transaction, decision)
  if (typeof grounds === 'string') {
    await stepIssuance(transaction, decision.id, { from: 'approved', to: 'refused', at }, { refusal: grounds })
    return { kind: 'certificate.refused', subject: decision.id, detail: { resultId: decision.resultId, refusal: grounds } }
  }
  const { result, policy, change, old } = grounds
  const year = yearInWib(at)
  const number = await takeNumber(transaction, year)
  const fresh = contentFor(
    {
      holder: { name: result.cadreName, participantNumber: result.participantNumber, urbanVillage: result.urbanVillage.name },
      period: { name: result.period.name, year: result.period.year },
      examTitle: result.exam.title,
      breakdown: result.breakdown,
      validityYears: policy.settings.certificateValidityYears,
      policyVersion: policy.version,
      result: { id: result.resultId, contentHash: result.contentHash },
    },
    number,
    at,
  )
  const content = old === null || change === null ? fresh : replacementContent(old.content, fresh, change)
  const certificateId = CertificateId.parse(newUuid())
  const contentHash = canonicalHash(content)
  await insertCertificate(
    transaction,
    {
      status: 'valid',
      id: certificateId,
      publicId: PublicId.parse(randomHex(128)),
      candidateId: result.candidateId,
      content,
      contentHash,
      issuedBy: decision.approvedBy,
      issuedAt: at,
    },
    { year, number, replacesId: old?.id ?? null },
  )
  await stepIssuance(transaction, decision.id, { from: 'approved', to: 'numbered', at }, { certificateId })
  return {
    kind: 'certificate.issued',
    subject: certificateId,
    detail: { serial: content.serial, resultId: result.resultId, policyVersion: content.policyVersion, contentHash },
  }
}

/** What the certificate will rest on; or, as a code, why the decision stands no longer. */
async function groundsOf(transaction: Transaction, { resultId, changeId, approvedBy }: ApprovedDecision) {
  const standing = await findResultStanding(transaction, resultId)
  if (standing === null) return 'not-found'
  const decision = mayIssue(standing, approvedBy)
  if (!decision.ok) return decision.refusal.kind
  const change = changeId === null ? null : await findChange(transaction, changeId)
  const old = change === null ? null : await findCertificate(transaction, change.certificateId)
  if (changeId !== null && (old?.status !== 'valid' || change?.wish.kind !== 'replace')) return 'not-in-force'
  const [result] = await listConfirmedResults(transaction, EVERYWHERE, { resultId })
  if (result === undefined) return 'not-found'
  const wish = change?.wish.kind === 'replace' ? change.wish : null
  return { result, policy: await latestPolicy(transaction, result.period.id), change: wish, old }
}
