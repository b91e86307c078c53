export type TimeGrant = {
  readonly startedAt: Date
  readonly limitMinutes: number
  /** When the session ends for everybody: it shortens the limit of those who came late. */
  readonly hardClose: Date
  /** Extra working time in percent of the limit: 25 makes 60 minutes 75. */
  readonly extraPercent: number
  readonly extraMinutes: number
}

/** Seconds of extra working time: so much of the limit in percent, and minutes on top; a begun second counts. */
export function extraSeconds({
  limitMinutes,
  extraPercent,
  extraMinutes,
}: Pick<TimeGrant, 'limitMinutes' | 'extraPercent' | 'extraMinutes'>): number {
  return Math.ceil((limitMinutes * 60 * extraPercent) / 100) + extraMinutes * 60
}

/**
 * The moment until which a candidate may work: start + limit, at most the session's hard close, and then what was granted,
 * which shifts the hard close for this one person. To the millisecond.
 */
export function deadlineFor(grant: TimeGrant): Date {
  const own = Math.min(grant.startedAt.getTime() + grant.limitMinutes * 60_000, grant.hardClose.getTime())
  return new Date(own + extraSeconds(grant) * 1000)
}

/** The last moment at which a save still counts: it covers the way through the network, not more work. */
export function graceEnd({ deadline, graceSeconds }: { readonly deadline: Date; readonly graceSeconds: number }): Date {
  return new Date(deadline.getTime() + graceSeconds * 1000)
}

/** Whole seconds until the deadline, a begun second counts as one; 0 from the deadline on. */
export function remainingSeconds(deadline: Date, at: Date): number {
  return Math.max(0, Math.ceil((deadline.getTime() - at.getTime()) / 1000))
}
