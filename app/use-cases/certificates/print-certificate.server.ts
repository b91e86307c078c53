import { renderCertificate } from '#app/documents/certificate.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type Certificate, type CertificateKind, isIntact } from '#app/domain/certificates/certificate.ts'
import { fileNameOf } from '#app/domain/certificates/serial.ts'
import type { CertificateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { readStoredFile } from '#app/platform/file-storage.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findCertificate, findOwnCertificate } from './certificate-store.server.ts'
import { findIssuanceOf } from './issuance-store.server.ts'

export type PrintedCertificate = { readonly fileName: string; readonly bytes: Uint8Array }
type Refusal = { readonly kind: 'forbidden' | 'not-found' | 'altered' }

/** The certificate's file for the office: the signed one while it is in force, else a copy that says that it is not. */
export async function printCertificate(actor: Actor, certificateId: CertificateId): Promise<Result<PrintedCertificate, Refusal>> {
  if (!may(actor, 'certificate.read')) return refuse({ kind: 'forbidden' })
  return print(await reading((transaction) => findCertificate(transaction, certificateId)))
}

/** The signed-in candidate's own file of this kind. */
export async function printOwnCertificate(
  actor: Actor,
  kind: CertificateKind = 'competence',
): Promise<Result<PrintedCertificate, Refusal>> {
  if (actor.kind !== 'candidate' || !may(actor, 'certificate.read-own', { ownerCandidateId: actor.candidateId }))
    return refuse({ kind: 'forbidden' })
  return print(await reading((transaction) => findOwnCertificate(transaction, actor.candidateId, kind)))
}

/** The signed-in candidate's own credential (Open Badges 3.0 as VC-JWT), for a wallet. */
export async function downloadOwnCredential(
  actor: Actor,
  kind: CertificateKind = 'competence',
): Promise<Result<PrintedCertificate, Refusal>> {
  if (actor.kind !== 'candidate' || !may(actor, 'certificate.read-own', { ownerCandidateId: actor.candidateId }))
    return refuse({ kind: 'forbidden' })
  const found = await reading(async (transaction) => {
    const certificate = await findOwnCertificate(transaction, actor.candidateId, kind)
    return certificate === null ? null : { certificate, issuance: await findIssuanceOf(transaction, certificate.id) }
  })
  if (found?.issuance?.credential == null) return refuse({ kind: 'not-found' })
  const fileName = fileNameOf(found.certificate.content.serial).replace(/pdf$/, 'jwt')
  return accept({ fileName, bytes: Buffer.from(found.issuance.credential) })
}

async function print(certificate: Certificate | null): Promise<Result<PrintedCertificate, Refusal>> {
  if (certificate === null || certificate.publishedAt === null) return refuse({ kind: 'not-found' })
  if (!isIntact(certificate)) return refuse({ kind: 'altered' })
  const fileName = fileNameOf(certificate.content.serial)
  const issuance = await reading((transaction) => findIssuanceOf(transaction, certificate.id))
  if (certificate.status === 'valid' && issuance?.signed != null) return accept({ fileName, bytes: await readStoredFile(issuance.signed) })
  const { origin, demo } = environment()
  return accept({ fileName, bytes: await renderCertificate(certificate, { origin, demo, signer: 'none', token: null }) })
}
