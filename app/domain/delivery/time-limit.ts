export type TimeGrant = {
  readonly startedAt: Date
  readonly limitMinutes: number
  /** Nobody works beyond it, whatever was granted. */
  readonly hardClose: Date
  /** Extra working time in percent of the limit: 25 makes 60 minutes 75. */
  readonly extraPercent: number
  readonly extraMinutes: number
}

/**
 * The moment until which a candidate may work: start + limit x (1 + extra percent) + extra minutes, and never beyond
 * the session's hard close. To the millisecond.
 */
export function deadlineFor({ startedAt, limitMinutes, hardClose, extraPercent, extraMinutes }: TimeGrant): Date {
  const workingMilliseconds = Math.round(limitMinutes * 60_000 * (1 + extraPercent / 100)) + extraMinutes * 60_000
  return new Date(Math.min(startedAt.getTime() + workingMilliseconds, hardClose.getTime()))
}

/** The last moment at which a save still counts: it covers the way through the network, not more work. */
export function graceEnd({ deadline, graceSeconds }: { readonly deadline: Date; readonly graceSeconds: number }): Date {
  return new Date(deadline.getTime() + graceSeconds * 1000)
}

/** Whole seconds until the deadline, a begun second counts as one; 0 from the deadline on. */
export function remainingSeconds(deadline: Date, at: Date): number {
  return Math.max(0, Math.ceil((deadline.getTime() - at.getTime()) / 1000))
}
