import { z } from 'zod'
import type { AccountId, CertificateChangeId, CertificateId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import {
  type Certificate,
  type RevocationReason,
  RevocationReason as RevocationReasons,
  type SupersessionReason,
  SupersessionReason as SupersessionReasons,
} from './certificate.ts'

/** What is to happen to a certificate: it loses its force, or another one takes its place. */
export type ChangeWish =
  | { readonly kind: 'revoke'; readonly reason: RevocationReason; readonly note: string | null }
  | {
      readonly kind: 'replace'
      readonly reason: SupersessionReason
      readonly note: string | null
      /** The name as the new certificate says it; null keeps the one it has. */
      readonly newName: string | null
    }

export const CHANGE_STATES = ['requested', 'approved', 'rejected'] as const
export const ChangeState = z.enum(CHANGE_STATES)
export type ChangeState = z.infer<typeof ChangeState>

export type CertificateChange = {
  readonly id: CertificateChangeId
  readonly certificateId: CertificateId
  readonly wish: ChangeWish
  readonly state: ChangeState
  readonly requestedBy: AccountId
  readonly requestedAt: Date
  readonly decidedBy: AccountId | null
  readonly decidedAt: Date | null
}

/** The wish that stored columns hold. Throws when they do not fit together. */
export function wishFrom(row: { kind: string; reason: string; note: string | null; newName: string | null }): ChangeWish {
  const { note, newName } = row
  if (row.kind === 'revoke') return { kind: 'revoke', reason: RevocationReasons.parse(row.reason), note }
  return { kind: z.literal('replace').parse(row.kind), reason: SupersessionReasons.parse(row.reason), note, newName }
}

/** A change is asked for one at a time, and only for a certificate that is published and in force. */
export function mayRequestChange(
  certificate: Pick<Certificate, 'status' | 'publishedAt'>,
  hasOpenRequest: boolean,
): Result<null, { readonly kind: 'not-in-force' | 'request-open' }> {
  if (certificate.status !== 'valid' || certificate.publishedAt === null) return refuse({ kind: 'not-in-force' })
  return hasOpenRequest ? refuse({ kind: 'request-open' }) : accept(null)
}

/** Whoever asked does not decide. What was decided stays decided, and a certificate without force takes no change. */
export function mayDecideChange(
  change: Pick<CertificateChange, 'state' | 'requestedBy'>,
  certificate: Pick<Certificate, 'status'>,
  decider: AccountId,
): Result<null, { readonly kind: 'already-decided' | 'needs-second-person' | 'not-in-force' }> {
  if (change.state !== 'requested') return refuse({ kind: 'already-decided' })
  if (change.requestedBy === decider) return refuse({ kind: 'needs-second-person' })
  return certificate.status === 'valid' ? accept(null) : refuse({ kind: 'not-in-force' })
}
