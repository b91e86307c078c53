import { renderCertificate } from '#app/documents/certificate.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type Certificate, isIntact } from '#app/domain/certificates/certificate.ts'
import { fileNameOf } from '#app/domain/certificates/serial.ts'
import type { CertificateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findCertificate, findOwnCertificate } from './certificate-store.server.ts'

export type PrintedCertificate = { readonly fileName: string; readonly bytes: Uint8Array }
type Refusal = { readonly kind: 'forbidden' | 'not-found' | 'altered' }

/** The paper for the office, made from the stored content each time: nothing rendered is kept. */
export async function printCertificate(actor: Actor, certificateId: CertificateId): Promise<Result<PrintedCertificate, Refusal>> {
  if (!may(actor, 'certificate.read')) return refuse({ kind: 'forbidden' })
  return print(await reading((transaction) => findCertificate(transaction, certificateId)))
}

/** The signed-in candidate's own paper. */
export async function printOwnCertificate(actor: Actor): Promise<Result<PrintedCertificate, Refusal>> {
  if (actor.kind !== 'candidate' || !may(actor, 'certificate.read-own', { ownerCandidateId: actor.candidateId }))
    return refuse({ kind: 'forbidden' })
  return print(await reading((transaction) => findOwnCertificate(transaction, actor.candidateId)))
}

async function print(certificate: Certificate | null): Promise<Result<PrintedCertificate, Refusal>> {
  if (certificate === null) return refuse({ kind: 'not-found' })
  if (!isIntact(certificate)) return refuse({ kind: 'altered' })
  const { origin, demo } = environment()
  return accept({ fileName: fileNameOf(certificate.content.serial), bytes: await renderCertificate(certificate, { origin, demo }) })
}
