import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type CertificateKind, type Standing, standingOn } from '#app/domain/certificates/certificate.ts'
import type { PublicId } from '#app/domain/certificates/public-id.ts'
import type { Serial } from '#app/domain/certificates/serial.ts'
import { type CalendarDay, dayInWib } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findOwnCertificate } from './certificate-store.server.ts'

export type OwnCertificate = {
  readonly serial: Serial
  readonly publicId: PublicId
  readonly standing: Standing
  readonly validUntil: CalendarDay
  /** What the framework calls the level of a skill badge; null for a certificate of competence. */
  readonly badgeName: string | null
}

/** What a candidate's result page tells of the own certificate or badge; null while there is none. */
export async function describeOwnCertificate(
  actor: Actor,
  kind: CertificateKind = 'competence',
): Promise<Result<OwnCertificate | null, { readonly kind: 'forbidden' }>> {
  if (actor.kind !== 'candidate' || !may(actor, 'certificate.read-own', { ownerCandidateId: actor.candidateId }))
    return refuse({ kind: 'forbidden' })
  const certificate = await reading((transaction) => findOwnCertificate(transaction, actor.candidateId, kind))
  if (certificate === null) return accept(null)
  const { serial, validUntil, badge } = certificate.content
  return accept({
    serial,
    publicId: certificate.publicId,
    standing: standingOn(certificate, dayInWib(now())),
    validUntil,
    badgeName: badge?.name ?? null,
  })
}
