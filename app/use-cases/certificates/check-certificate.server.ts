import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import {
  type CertificateContent,
  isIntact,
  type RevocationReason,
  type Standing,
  standingOn,
} from '#app/domain/certificates/certificate.ts'
import type { PublicId } from '#app/domain/certificates/public-id.ts'
import { type CalendarDay, dayInWib } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findCertificateByPublicId } from './certificate-store.server.ts'

/** What anyone may know about a certificate whose code they hold: what it says and how it stands today. */
export type CheckedCertificate = {
  readonly content: Omit<CertificateContent, 'result' | 'policyVersion'>
  readonly standing: Standing
  readonly revoked: { readonly on: CalendarDay; readonly reason: RevocationReason } | null
  readonly checkedAt: Date
}

/** `altered`: the stored content is not the one that was issued, so nobody may rely on it. */
export async function checkCertificate(
  actor: Actor,
  publicId: PublicId,
): Promise<Result<CheckedCertificate, { readonly kind: 'not-found' | 'altered' }>> {
  if (!may(actor, 'certificate.check')) return refuse({ kind: 'not-found' })
  const certificate = await reading((transaction) => findCertificateByPublicId(transaction, publicId))
  if (certificate === null) return refuse({ kind: 'not-found' })
  if (!isIntact(certificate)) return refuse({ kind: 'altered' })
  const checkedAt = now()
  const { result: _result, policyVersion: _policyVersion, ...content } = certificate.content
  return accept({
    content,
    standing: standingOn(certificate, dayInWib(checkedAt)),
    revoked: certificate.status === 'revoked' ? { on: dayInWib(certificate.revocation.at), reason: certificate.revocation.reason } : null,
    checkedAt,
  })
}
