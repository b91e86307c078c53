import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type RevocationReason, type RevokedCertificate, revoke } from '#app/domain/certificates/certificate.ts'
import type { CertificateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findCertificate, saveRevocation } from './certificate-store.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' | 'already-revoked' }

/** Ends a certificate's force for a coded reason; the note stays with the certificate and out of the audit trail. */
export async function revokeCertificate(
  actor: Actor,
  certificateId: CertificateId,
  { reason, note }: { readonly reason: RevocationReason; readonly note: string | null },
): Promise<Result<RevokedCertificate, Refusal>> {
  return inTransaction<RevokedCertificate, Refusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'certificate.revoke')) return refuse({ kind: 'forbidden' })
    const certificate = await findCertificate(transaction, certificateId)
    if (certificate === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const result = revoke(certificate, { by: actor.accountId, at, reason, note })
    if (!result.ok) return result
    if (!(await saveRevocation(transaction, result.value))) return refuse({ kind: 'already-revoked' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'certificate.revoked', subject: certificateId, detail: { serial: certificate.content.serial, reason } },
    })
    return accept(result.value)
  })
}
