import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { contentFor, type IssueRefusal, mayIssue, type ValidCertificate } from '#app/domain/certificates/certificate.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { yearInWib } from '#app/domain/shared/calendar.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { CertificateId, type ExamResultId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid, randomHex } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { listConfirmedResults } from '../scoring/result-store.server.ts'
import { insertCertificate, lockIssuableResult, takeNumber } from './certificate-store.server.ts'

type Refusal = IssueRefusal | { readonly kind: 'forbidden' | 'not-found' }

/** One certificate for one confirmed and passed result, with the next number of the year. */
export async function issueCertificate(actor: Actor, resultId: ExamResultId): Promise<Result<ValidCertificate, Refusal>> {
  return inTransaction<ValidCertificate, Refusal>(async (transaction) => {
    const scope = scopeFor(actor, 'certificate.issue')
    if (actor.kind !== 'staff' || scope === null || !may(actor, 'certificate.issue')) return refuse({ kind: 'forbidden' })
    const issuable = await lockIssuableResult(transaction, resultId)
    if (issuable === null) return refuse({ kind: 'not-found' })
    const decision = mayIssue(issuable, actor.accountId)
    if (!decision.ok) return decision
    const [result] = await listConfirmedResults(transaction, scope, { resultId })
    if (result === undefined) return refuse({ kind: 'not-found' })
    const policy = await latestPolicy(transaction, result.period.id)

    const at = await databaseNow(transaction)
    const year = yearInWib(at)
    const number = await takeNumber(transaction, year)
    const content = contentFor(
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
    const certificate: ValidCertificate = {
      status: 'valid',
      id: CertificateId.parse(newUuid()),
      publicId: PublicId.parse(randomHex(128)),
      candidateId: result.candidateId,
      content,
      contentHash: canonicalHash(content),
      issuedBy: actor.accountId,
      issuedAt: at,
    }
    await insertCertificate(transaction, certificate, { year, number })
    const { serial, policyVersion } = content
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'certificate.issued',
        subject: certificate.id,
        detail: { serial, resultId, policyVersion, contentHash: certificate.contentHash },
      },
    })
    return accept(certificate)
  })
}
