import { z } from 'zod'
import type { Locale } from '../shared/calendar.ts'
import type { AccountId, AnnouncementId, AppealId, CandidateId } from '../shared/id.ts'
import { formatFraction, fraction } from '../shared/points.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

/** How many files one appeal may carry. */
export const MOST_APPEAL_FILES = 5

/** What an appeal (sanggah) is about. Source: the project's hard parts, "Appeals". */
export const APPEAL_KINDS = ['question', 'marking', 'procedure', 'identity', 'eligibility'] as const
export const AppealKind = z.enum(APPEAL_KINDS)
export type AppealKind = z.infer<typeof AppealKind>

/** What a granted appeal sets going. Neither touches a score: people mark again, or the case is decided again. */
export const REMEDIES = ['mark-again', 'reopen-case'] as const
export const Remedy = z.enum(REMEDIES)
export type Remedy = z.infer<typeof Remedy>

/** Which remedies a kind of appeal can lead to. */
export const REMEDIES_OF = {
  question: ['mark-again'],
  marking: ['mark-again'],
  procedure: ['mark-again', 'reopen-case'],
  identity: ['reopen-case'],
  eligibility: ['reopen-case'],
} as const satisfies Record<AppealKind, readonly Remedy[]>

export const AppealStatement = z.object({ kind: AppealKind, statement: z.string().trim().min(20).max(2000) })
export type AppealStatement = z.infer<typeof AppealStatement>

export const Ruling = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('granted'), remedy: Remedy, reason: z.string().trim().min(20).max(2000) }),
  z.object({ outcome: z.literal('rejected'), reason: z.string().trim().min(20).max(2000) }),
])
export type Ruling = z.infer<typeof Ruling>

type Filed = {
  readonly id: AppealId
  readonly announcementId: AnnouncementId
  readonly candidateId: CandidateId
  /** The place in the period's register, from 1. */
  readonly number: number
  readonly kind: AppealKind
  readonly statement: string
  readonly filedAt: Date
  /** Null when the candidate filed it herself; the account of whoever wrote it down for a walk-in. */
  readonly filedBy: AccountId | null
}
export type OpenAppeal = Filed & { readonly state: 'submitted' }
export type WithdrawnAppeal = Filed & { readonly state: 'withdrawn'; readonly withdrawnAt: Date }
export type DecidedAppeal = Filed & {
  readonly state: 'decided'
  readonly ruling: Ruling
  readonly decidedBy: AccountId
  readonly decidedAt: Date
}
export type Appeal = OpenAppeal | WithdrawnAppeal | DecidedAppeal

export type FileRefusal = { readonly kind: 'window-closed' | 'already-open' | 'not-on-the-list' }

/** Inside the window by the database's clock, one open appeal a person at a time, and only by who stood in the period. */
export function mayFile(state: {
  readonly at: Date
  readonly publishedAt: Date
  readonly closesAt: Date
  readonly onTheList: boolean
  readonly hasOpenAppeal: boolean
}): Result<null, FileRefusal> {
  if (!state.onTheList) return refuse({ kind: 'not-on-the-list' })
  if (state.at < state.publishedAt || state.at >= state.closesAt) return refuse({ kind: 'window-closed' })
  return state.hasOpenAppeal ? refuse({ kind: 'already-open' }) : accept(null)
}

export type RuleRefusal = { readonly kind: 'not-open' | 'involved' | 'remedy-does-not-fit' }

/**
 * @param involved everyone who marked, confirmed, verified, proposed or wrote down anything of this candidate
 */
export function ruleOnAppeal(
  appeal: Appeal,
  ruling: Ruling,
  by: { readonly accountId: AccountId; readonly at: Date },
  involved: readonly AccountId[],
): Result<DecidedAppeal, RuleRefusal> {
  if (appeal.state !== 'submitted') return refuse({ kind: 'not-open' })
  if (involved.includes(by.accountId) || appeal.filedBy === by.accountId) return refuse({ kind: 'involved' })
  if (ruling.outcome === 'granted' && !fits(appeal.kind, ruling.remedy)) return refuse({ kind: 'remedy-does-not-fit' })
  return accept({ ...appeal, state: 'decided', ruling, decidedBy: by.accountId, decidedAt: by.at })
}

export function withdrawAppeal(appeal: Appeal, at: Date): Result<WithdrawnAppeal, { readonly kind: 'not-open' }> {
  if (appeal.state !== 'submitted') return refuse({ kind: 'not-open' })
  return accept({ ...appeal, state: 'withdrawn', withdrawnAt: at })
}

/**
 * Whether a determination still has to wait for this appeal: nobody decided it, or what was granted is not carried out.
 * `remediedAt` is when the new marks were confirmed or the case was decided again.
 */
export function isPending(appeal: {
  readonly state: Appeal['state']
  readonly outcome: Ruling['outcome'] | null
  readonly remediedAt: Date | null
}): boolean {
  return appeal.state === 'submitted' || (appeal.outcome === 'granted' && appeal.remediedAt === null)
}

function fits(kind: AppealKind, remedy: Remedy): boolean {
  const allowed: readonly Remedy[] = REMEDIES_OF[kind]
  return allowed.includes(remedy)
}

/** What staff fill in for a walk-in. */
export const WalkInAppeal = AppealStatement.extend({ participantNumber: z.string().trim().min(1).max(20) })

/** A ruling as it is posted: rejected, or granted with the remedy that is named. */
export const RulingForm = z.object({ ruling: z.enum(['rejected', ...REMEDIES]), reason: z.string().trim().min(20).max(2000) })

/** What a posted ruling means. */
export function rulingFrom({ ruling, reason }: z.infer<typeof RulingForm>): Ruling {
  return ruling === 'rejected' ? { outcome: 'rejected', reason } : { outcome: 'granted', remedy: ruling, reason }
}

const FILE_TYPES: Record<string, string> = { 'application/pdf': 'PDF', 'image/jpeg': 'JPEG', 'image/png': 'PNG' }

/** `PDF` for `application/pdf`; a type without a short name as it is. */
export function fileTypeText(mediaType: string): string {
  return FILE_TYPES[mediaType] ?? mediaType
}

/** A size in bytes as whole kilobytes of 1,024, rounded up: `412`. */
export function kilobytesText(bytes: number, locale: Locale): string {
  return formatFraction(fraction(BigInt(Math.ceil(bytes / 1024)), 1n), 0, locale === 'id' ? ',' : '.')
}
