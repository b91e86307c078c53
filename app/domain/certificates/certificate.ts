import { z } from 'zod'
import { ServiceField } from '../roster/service-field.ts'
import { fractionOf, type ResultBreakdown } from '../scoring/result-breakdown.ts'
import { addYears, CalendarDay, dayInWib, type Locale, yearInWib } from '../shared/calendar.ts'
import { canonicalHash } from '../shared/canonical-hash.ts'
import { type AccountId, type CandidateId, type CertificateId, ExamResultId } from '../shared/id.ts'
import { formatFraction } from '../shared/points.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { PrintedScore } from './printed-score.ts'
import type { PublicId } from './public-id.ts'
import { Serial, serialOf } from './serial.ts'
import { BadgeContent } from './skill-badge.ts'

/** A certificate of competence, or a badge for the groups of the framework that a cadre holds whole. */
export const CERTIFICATE_KINDS = ['competence', 'skill-badge'] as const
export const CertificateKind = z.enum(CERTIFICATE_KINDS)
export type CertificateKind = z.infer<typeof CertificateKind>

/** All that a certificate says, and all that its page and its paper may show. No NIK, no birth date. */
export const CertificateContent = z.object({
  serial: Serial,
  holder: z.object({ name: z.string().min(1), participantNumber: z.string().min(1), urbanVillage: z.string() }),
  period: z.object({ name: z.string(), year: z.number().int() }),
  examTitle: z.string(),
  fields: z.array(z.object({ field: ServiceField, score: PrintedScore, competent: z.boolean() })).min(1),
  total: PrintedScore,
  issuedOn: CalendarDay,
  /** The last day on which it is valid. */
  validUntil: CalendarDay,
  /** The policy version of the period that set the validity. */
  policyVersion: z.number().int().min(1),
  /** The result it attests, with the hash of that result's figures. */
  result: z.object({ id: ExamResultId, contentHash: z.string() }),
  /** The number of the certificate whose place it takes. */
  replaces: Serial.optional(),
  /** What makes it a skill badge; a certificate of competence has none. */
  badge: BadgeContent.optional(),
})
export type CertificateContent = z.infer<typeof CertificateContent>

export function kindOf({ badge }: Pick<CertificateContent, 'badge'>): CertificateKind {
  return badge === undefined ? 'competence' : 'skill-badge'
}

/** Why a certificate loses its force. The public sees the reason, never the note beside it. */
export const REVOCATION_REASONS = ['data-error', 'appeal-upheld', 'violation', 'holder-request'] as const
export const RevocationReason = z.enum(REVOCATION_REASONS)
export type RevocationReason = z.infer<typeof RevocationReason>

/** Why another certificate takes the place of one. */
export const SUPERSESSION_REASONS = ['lost', 'name-change', 'data-error', 'result-changed'] as const
export const SupersessionReason = z.enum(SUPERSESSION_REASONS)
export type SupersessionReason = z.infer<typeof SupersessionReason>

type Issued = {
  readonly id: CertificateId
  readonly publicId: PublicId
  readonly candidateId: CandidateId
  readonly content: CertificateContent
  readonly contentHash: string
  readonly issuedBy: AccountId
  readonly issuedAt: Date
  /** Null while it is being made: until then the public does not know it. */
  readonly publishedAt: Date | null
  /** Its place in the status list. */
  readonly statusIndex: number
}
export type Revocation = { readonly by: AccountId; readonly at: Date; readonly reason: RevocationReason; readonly note: string | null }
export type ValidCertificate = Issued & { readonly status: 'valid' }
export type RevokedCertificate = Issued & { readonly status: 'revoked'; readonly revocation: Revocation }
export type Supersession = { readonly at: Date; readonly reason: SupersessionReason }
export type SupersededCertificate = Issued & { readonly status: 'superseded'; readonly supersession: Supersession }
export type Certificate = ValidCertificate | RevokedCertificate | SupersededCertificate

/** What a reader is told: a certificate that was revoked or replaced stays so, whatever its dates say. */
export const STANDINGS = ['valid', 'expired', 'revoked', 'superseded'] as const
export type Standing = (typeof STANDINGS)[number]

/** How a certificate stands on a day; on its last day it is still valid. */
export function standingOn(
  certificate: { readonly status: Certificate['status']; readonly content: Pick<CertificateContent, 'validUntil'> },
  day: CalendarDay,
): Standing {
  if (certificate.status !== 'valid') return certificate.status
  return day > certificate.content.validUntil ? 'expired' : 'valid'
}

/** A result as the issuer finds it; `confirmation` is null until a second person has confirmed it. */
export type IssuableResult = {
  readonly current: boolean
  readonly confirmation: { readonly by: AccountId } | null
  readonly passed: boolean
  /** An approved determination names its candidate as competent. */
  readonly determined: boolean
  readonly hasCertificate: boolean
}
export type IssueRefusal = {
  readonly kind: 'not-confirmed' | 'not-passed' | 'not-determined' | 'already-issued' | 'confirmer-may-not-issue'
}

/**
 * A certificate of either kind needs a current, confirmed and passed result of somebody whose competence was determined (the way of one period:
 * plenary, announcement, appeals, determination, certificate), once, and another person than the one who confirmed it.
 */
export function mayIssue(result: IssuableResult, issuer: AccountId): Result<null, IssueRefusal> {
  if (result.hasCertificate) return refuse({ kind: 'already-issued' })
  if (!result.current || result.confirmation === null) return refuse({ kind: 'not-confirmed' })
  if (!result.passed) return refuse({ kind: 'not-passed' })
  if (!result.determined) return refuse({ kind: 'not-determined' })
  if (result.confirmation.by === issuer) return refuse({ kind: 'confirmer-may-not-issue' })
  return accept(null)
}

export type Grounds = Pick<CertificateContent, 'holder' | 'period' | 'examTitle' | 'policyVersion' | 'result'> & {
  readonly breakdown: ResultBreakdown
  readonly validityYears: number
  /** Given for a skill badge. */
  readonly badge?: BadgeContent | undefined
}

/** What the certificate with this number says, issued at this moment. Throws when the number is no running number. */
export function contentFor(
  { breakdown, validityYears, holder, period, examTitle, policyVersion, result, badge }: Grounds,
  number: number,
  at: Date,
): CertificateContent {
  const issuedOn = dayInWib(at)
  return {
    serial: serialOf(yearInWib(at), number),
    holder,
    period,
    examTitle,
    fields: breakdown.fields.map(({ field, score, competent }) => ({ field, score: printed(score), competent: competent === true })),
    total: printed(breakdown.total),
    issuedOn,
    validUntil: addYears(issuedOn, validityYears),
    policyVersion,
    result,
    ...(badge === undefined ? {} : { badge }),
  }
}

/**
 * What the certificate that takes another one's place says. A lost one or one with an old name says the same, under the new
 * number and day; after a data error everything is said anew within the old validity; a changed result begins a new one.
 */
export function replacementContent(
  old: CertificateContent,
  fresh: CertificateContent,
  change: { readonly reason: SupersessionReason; readonly newName: string | null },
): CertificateContent {
  const { serial, issuedOn } = fresh
  const replaces = old.serial
  switch (change.reason) {
    case 'lost':
      return { ...old, serial, issuedOn, replaces }
    case 'name-change':
      return { ...old, serial, issuedOn, replaces, holder: { ...old.holder, name: change.newName ?? old.holder.name } }
    case 'data-error':
      return { ...fresh, validUntil: old.validUntil, replaces }
    case 'result-changed':
      return { ...fresh, replaces }
  }
}

/** Whether the certificate that takes another one's place is written anew from the present result. */
export function rewritesContent(reason: SupersessionReason): boolean {
  return reason === 'data-error' || reason === 'result-changed'
}

/** `75,13` in Indonesian, `75.13` in English. */
export function formatPrintedScore(score: string, locale: Locale): string {
  return locale === 'id' ? score.replace('.', ',') : score
}

/** A badge with its scores as the reader writes them; null for a certificate of competence. */
export function readableBadge(badge: BadgeContent | undefined, locale: Locale): BadgeContent | null {
  if (badge === undefined) return null
  const readable = (score: string) => formatPrintedScore(score, locale)
  return {
    ...badge,
    rule: { ...badge.rule, threshold: readable(badge.rule.threshold) },
    groups: badge.groups.map((group) => ({
      ...group,
      competencies: group.competencies.map((competency) => ({ ...competency, score: readable(competency.score) })),
    })),
  }
}

/** Whether the stored content is still the one that was issued. */
export function isIntact(certificate: Pick<Certificate, 'content' | 'contentHash'>): boolean {
  return canonicalHash(certificate.content) === certificate.contentHash
}

function printed(score: ResultBreakdown['total']): string {
  return formatFraction(fractionOf(score), 2, '.')
}
