import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import {
  type Certificate,
  type CertificateContent,
  isIntact,
  type RevocationReason,
  type Standing,
  type SupersessionReason,
  standingOn,
} from '#app/domain/certificates/certificate.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import type { PublicId } from '#app/domain/certificates/public-id.ts'
import type { TokenKey } from '#app/domain/certificates/qr-token.ts'
import { isTrusted, type SigningKey } from '#app/domain/certificates/signing-key.ts'
import { type CalendarDay, dayInWib } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findPublicCertificate } from './certificate-store.server.ts'
import { countView } from './count-views.server.ts'
import { listSigningKeys } from './signing-key-store.server.ts'

/** Why a certificate has no force any more; the public sees the reason, never the note beside it. */
export type Ending =
  | { readonly kind: 'revoked'; readonly on: CalendarDay; readonly reason: RevocationReason }
  | { readonly kind: 'superseded'; readonly on: CalendarDay; readonly reason: SupersessionReason; readonly by: PublicId | null }

/** What anyone may know about a certificate whose code they hold: what it says, how it stands today, and what its file is. */
export type CheckedCertificate = {
  readonly content: Omit<CertificateContent, 'result' | 'policyVersion'>
  readonly standing: Standing
  readonly ending: Ending | null
  /** Null for what was issued before files were kept. */
  readonly file: { readonly signer: Signer; readonly hash: string; readonly keyTrusted: boolean } | null
  /** The keys under which the token in the QR code counts. */
  readonly tokenKeys: readonly TokenKey[]
  readonly views: number
  readonly checkedAt: Date
}

/** `altered`: the stored content is not the one that was issued, so nobody may rely on it. */
export async function checkCertificate(
  actor: Actor,
  publicId: PublicId,
): Promise<Result<CheckedCertificate, { readonly kind: 'not-found' | 'altered' }>> {
  if (!may(actor, 'certificate.check')) return refuse({ kind: 'not-found' })
  const found = await reading((transaction) => findPublicCertificate(transaction, publicId))
  if (found === null) return refuse({ kind: 'not-found' })
  const { certificate, file, views, replacedBy } = found
  if (!isIntact(certificate)) return refuse({ kind: 'altered' })
  const checkedAt = now()
  const keys = await keysAt(checkedAt)
  countView(actor, certificate.id, checkedAt)
  const { result: _result, policyVersion: _policyVersion, ...content } = certificate.content
  return accept({
    content,
    standing: standingOn(certificate, dayInWib(checkedAt)),
    ending: endingOf(certificate, replacedBy),
    file:
      file === null
        ? null
        : { signer: file.signer, hash: file.hash, keyTrusted: keys.some((key) => key.kid === file.documentKid && isTrusted(key)) },
    tokenKeys: tokenKeys(keys),
    views,
    checkedAt,
  })
}

/** The keys a token is checked with, for whoever checks without the network later. */
export async function readTokenKeys(actor: Actor): Promise<readonly TokenKey[]> {
  return may(actor, 'certificate.check') ? tokenKeys(await reading(listSigningKeys)) : []
}

function tokenKeys(keys: readonly SigningKey[]): TokenKey[] {
  return keys.flatMap(({ kid, publicJwk, ...key }) => (publicJwk.kty === 'OKP' && isTrusted(key) ? [{ kid, x: publicJwk.x }] : []))
}

function endingOf(certificate: Certificate, replacedBy: PublicId | null): Ending | null {
  switch (certificate.status) {
    case 'valid':
      return null
    case 'revoked':
      return { kind: 'revoked', on: dayInWib(certificate.revocation.at), reason: certificate.revocation.reason }
    case 'superseded':
      return { kind: 'superseded', on: dayInWib(certificate.supersession.at), reason: certificate.supersession.reason, by: replacedBy }
  }
}

const KEYS_KEPT_MILLISECONDS = 10_000
let kept: { readonly keys: Promise<readonly SigningKey[]>; readonly until: number } | null = null

/** Keys change a few times a year and pages are asked for hundreds of times a second: they are read once in ten seconds. */
function keysAt(at: Date): Promise<readonly SigningKey[]> {
  if (kept === null || at.getTime() > kept.until) {
    const keys = reading(listSigningKeys)
    kept = { keys, until: at.getTime() + KEYS_KEPT_MILLISECONDS }
    keys.catch(() => {
      kept = null
    })
  }
  return kept.keys
}
