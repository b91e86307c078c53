import type { X509Certificate } from 'node:crypto'
import type { ForeignSigner } from './cms.server.ts'

/** `untrusted`: no way leads to a root that is trusted here. `expired`: one does, but not with certificates that are valid at this moment. */
export type TrustFault = 'untrusted' | 'expired'

/** Longer ways than national and office authorities use lead nowhere. */
const MOST_STEPS = 5

/**
 * Why the signer's certificate is not vouched for at this moment by one of the roots, over the certificates that came along;
 * null when it is. Each certificate must be signed by an authority's and be valid (RFC 5280, 6.1); whether one was
 * revoked before its end is not asked.
 */
export function trustFault({ certificate, others }: ForeignSigner, roots: readonly X509Certificate[], at: Date): TrustFault | null {
  return climb(certificate, [...roots, ...others], new Set(roots.map(({ fingerprint256 }) => fingerprint256)), at, MOST_STEPS)
}

function climb(
  certificate: X509Certificate,
  known: readonly X509Certificate[],
  roots: ReadonlySet<string>,
  at: Date,
  steps: number,
): TrustFault | null {
  const inTime = new Date(certificate.validFrom) <= at && at <= new Date(certificate.validTo)
  if (roots.has(certificate.fingerprint256)) return inTime ? null : 'expired'
  if (steps === 0) return 'untrusted'
  const faults = known
    .filter((issuer) => issuer.fingerprint256 !== certificate.fingerprint256 && hasIssued(issuer, certificate))
    .map((issuer) => climb(issuer, known, roots, at, steps - 1))
  if (faults.includes(null)) return inTime ? null : 'expired'
  return faults.includes('expired') ? 'expired' : 'untrusted'
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}
