import { z } from 'zod'
import type { AuditEvent } from '../audit/audit-entry.ts'
import type { AttemptId, CandidateId, ExamFormId, ExamId, ExamSessionId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import type { AccommodationMeans } from './accommodation.ts'
import type { Lease } from './lease.ts'
import { type BrowserProof, isAskedBrowser, NO_PROOF } from './safe-exam-browser.ts'
import { graceEnd } from './time-limit.ts'

/** Who closed an attempt: its three doors, and a proctor's act. */
export const ClosedBy = z.enum(['candidate', 'deadline-job', 'read', 'proctor'])
export type ClosedBy = z.infer<typeof ClosedBy>

/** The job that every closing asks for in its own transaction; closing and scoring stay two states. */
export const JOB_AFTER_CLOSING = 'score-closed-attempts'

type AttemptCore = {
  readonly id: AttemptId
  readonly candidateId: CandidateId
  readonly examId: ExamId
  readonly examSessionId: ExamSessionId
  readonly formId: ExamFormId
  readonly policyVersion: number
  readonly startedAt: Date
  /** What was given at the start, and what acts gave since: start + limit, at most the hard close, + grants + pauses. */
  readonly deadline: Date
  readonly graceSeconds: number
  /** Seconds of extra time that the deadline holds. */
  readonly grantedSeconds: number
  /** Milliseconds of ended pauses that the deadline holds. */
  readonly pausedMilliseconds: number
  /** Since when the clock stands still; null while it runs. */
  readonly pausedAt: Date | null
  /** Since when the attempt does not count; null while it does. */
  readonly voidedAt: Date | null
  /** Made at the start: handing in twice under it is handing in once. */
  readonly handInId: string
  readonly lease: Lease
}

/** What the closed log of answer events was, so that a later change of it shows. */
export type ClosingEvidence = {
  readonly receiptCode: string
  /** Accepted events only: late ones and conflicts may still arrive as evidence. */
  readonly eventCount: number
  readonly eventHash: string
}

export type RunningAttempt = AttemptCore & { readonly status: 'running' }
export type ClosedAttempt = AttemptCore &
  ClosingEvidence & {
    readonly status: 'closed'
    readonly closedBy: ClosedBy
    readonly closedAt: Date
    /** When work ended: never later than the deadline. */
    readonly effectiveEnd: Date
  }
export type Attempt = RunningAttempt | ClosedAttempt

export type StartWindow = {
  readonly opensAt: Date
  /** The last moment to begin; who began in time works on until the deadline. */
  readonly latestStart: Date
  readonly hardClose: Date
  /** The session's state; a closed one lets nobody in. */
  readonly state: string
  readonly accessToken: string
  readonly admittedAt: Date | null
  /** The Config Key of the browser that the session asks for; null where every browser may be used. */
  readonly configKey: string | null
  /** What the office recorded; whoever sits on paper begins nothing on a device. */
  readonly means: readonly AccommodationMeans[]
}

export type StartRefusal =
  | { readonly kind: 'session-closed' }
  | { readonly kind: 'on-paper' }
  | { readonly kind: 'too-late'; readonly latestStart: Date }
  | { readonly kind: 'token-missing' }
  | { readonly kind: 'wrong-token' }
  | { readonly kind: 'other-browser' }
  | { readonly kind: 'already-closed' }

/** start: make the attempt. resume: it runs already. wait: checked in, but the session opens later. */
export type StartDecision = { readonly kind: 'start' } | { readonly kind: 'resume' } | { readonly kind: 'wait'; readonly opensAt: Date }

/** Whether a candidate may begin now. @param at database time. @param token as typed; admitted candidates need none. @param browser what the request proves */
export function decideStart(
  window: StartWindow,
  existing: Attempt | null,
  { at, token, browser = NO_PROOF }: { readonly at: Date; readonly token: string | null; readonly browser?: BrowserProof },
): Result<StartDecision, StartRefusal> {
  if (window.means.includes('paper')) return refuse({ kind: 'on-paper' })
  if (!isAskedBrowser(window.configKey, browser)) return refuse({ kind: 'other-browser' })
  if (existing?.status === 'running') return accept({ kind: 'resume' })
  if (existing?.status === 'closed') return refuse({ kind: 'already-closed' })
  if (window.state === 'closed' || window.state === 'cancelled' || at >= window.hardClose) return refuse({ kind: 'session-closed' })
  if (at > window.latestStart) return refuse({ kind: 'too-late', latestStart: window.latestStart })
  if (window.admittedAt === null) {
    if (token === null || token.trim() === '') return refuse({ kind: 'token-missing' })
    if (!isSameToken(token, window.accessToken)) return refuse({ kind: 'wrong-token' })
  }
  return at < window.opensAt ? accept({ kind: 'wait', opensAt: window.opensAt }) : accept({ kind: 'start' })
}

/** Tokens are read aloud and typed on phones: case and outer spaces do not count. */
export function isSameToken(typed: string, token: string): boolean {
  return token !== '' && typed.trim().toUpperCase() === token.toUpperCase()
}

/** The one way an attempt closes, whichever door it goes through. Where its clock stood still, work ended with the pause. */
export function closeAttempt(attempt: RunningAttempt, at: Date, by: ClosedBy, evidence: ClosingEvidence): ClosedAttempt {
  const workedUntil = attempt.pausedAt ?? at
  const effectiveEnd = new Date(Math.min(workedUntil.getTime(), attempt.deadline.getTime()))
  return { ...attempt, ...evidence, pausedAt: null, status: 'closed', closedBy: by, closedAt: at, effectiveEnd }
}

/** From here on the job or any read closes it. While its clock stands still it waits for a person. */
export function isOverdue(attempt: Attempt, at: Date): attempt is RunningAttempt {
  return attempt.status === 'running' && attempt.pausedAt === null && at > graceEnd(attempt)
}

export type HandedIn = { readonly kind: 'handed-in'; readonly attempt: ClosedAttempt; readonly event: AuditEvent }
export type AlreadyClosed = { readonly kind: 'already-closed'; readonly attempt: ClosedAttempt }

/**
 * A late hand-in closes, it is never refused; a second one sees the first one's result. Closing is writing: only the
 * device that holds the lease may hand in.
 */
export function handIn(
  attempt: Attempt,
  { at, deviceKey }: { readonly at: Date; readonly deviceKey: string },
  evidence: ClosingEvidence,
): Result<HandedIn | AlreadyClosed, { readonly kind: 'open-on-another-device' }> {
  if (attempt.status === 'closed') return accept({ kind: 'already-closed', attempt })
  if (attempt.lease.deviceKey !== deviceKey) return refuse({ kind: 'open-on-another-device' })
  const closed = closeAttempt(attempt, at, 'candidate', evidence)
  return accept({ kind: 'handed-in', attempt: closed, event: closingEvent(closed) })
}

export function closingEvent(attempt: Pick<ClosedAttempt, 'id' | 'closedBy' | 'effectiveEnd' | 'eventCount' | 'eventHash'>): AuditEvent {
  return {
    kind: attempt.closedBy === 'candidate' ? 'attempt.handed-in' : 'attempt.closed',
    subject: attempt.id,
    detail: {
      closedBy: attempt.closedBy,
      effectiveEnd: attempt.effectiveEnd.toISOString(),
      eventCount: attempt.eventCount,
      eventHash: attempt.eventHash,
    },
  }
}
