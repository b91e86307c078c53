import { z } from 'zod'
import { ExamId, ExamSessionId, VenueId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

/** planned -> open -> closed, never back. Open comes by itself at opensAt; closed comes by a person's act. */
export const SESSION_STATES = ['planned', 'open', 'closed'] as const
export const SessionState = z.enum(SESSION_STATES)
export type SessionState = z.infer<typeof SessionState>

/** One sitting of an exam in one room. `latestStart` and `hardClose` are two things: who starts at the last moment still has time. */
export const ExamSession = z.object({
  id: ExamSessionId,
  examId: ExamId,
  venueId: VenueId,
  label: z.string(),
  opensAt: z.date(),
  latestStart: z.date(),
  hardClose: z.date(),
  capacity: z.number().int().min(1),
  state: SessionState,
  accessToken: z.string(),
  /** The Config Key of the Safe Exam Browser that the exam opens in alone; null where every browser may be used. */
  configKey: z.string().nullable(),
})
export type ExamSession = z.infer<typeof ExamSession>

/** Everybody who has a seat in a session: for signing, or for finding it. */
export const SessionList = z.enum(['attendance-list', 'seat-list'])
export type SessionList = z.infer<typeof SessionList>

/** The length of the token that the proctor shows. */
export const ACCESS_TOKEN_LENGTH = 6

/** The state that holds at a moment of the database's clock, from what is stored and the window. */
export function sessionStateAt(session: Pick<ExamSession, 'state' | 'opensAt'>, at: Date): SessionState {
  if (session.state === 'closed') return 'closed'
  return at.getTime() >= session.opensAt.getTime() ? 'open' : 'planned'
}

export type SessionCloseRefusal =
  | { readonly kind: 'not-open-yet' }
  | { readonly kind: 'already-closed' }
  | { readonly kind: 'attempts-running'; readonly running: number }
  | { readonly kind: 'papers-to-key-in'; readonly papers: number }

/**
 * A session closes once it has been open, nobody is writing any more, and every sheet on paper is keyed in: its minutes
 * tell who did.
 */
export function closeSession(
  session: ExamSession,
  at: Date,
  runningAttempts: number,
  papersToKeyIn = 0,
): Result<ExamSession, SessionCloseRefusal> {
  const state = sessionStateAt(session, at)
  if (state === 'closed') return refuse({ kind: 'already-closed' })
  if (state === 'planned') return refuse({ kind: 'not-open-yet' })
  if (runningAttempts > 0) return refuse({ kind: 'attempts-running', running: runningAttempts })
  if (papersToKeyIn > 0) return refuse({ kind: 'papers-to-key-in', papers: papersToKeyIn })
  return accept({ ...session, state: 'closed' })
}

export type SessionPlan = { readonly opensAt: Date; readonly latestStart: Date; readonly hardClose: Date; readonly capacity: number }
export type SessionPlanFault =
  | 'opens-in-the-past'
  | 'latest-start-before-opening'
  | 'close-before-latest-start'
  | 'too-short-for-the-exam'
  | 'over-venue-capacity'

/**
 * What is wrong with a plan, by the field to correct; empty when nothing is.
 * @param limitMinutes the exam's time limit: who starts when the session opens must have all of it.
 */
export function sessionPlanFaults(
  plan: SessionPlan,
  { venueCapacity, limitMinutes, at }: { venueCapacity: number; limitMinutes: number; at: Date },
): Partial<Record<keyof SessionPlan, SessionPlanFault>> {
  const faults: Partial<Record<keyof SessionPlan, SessionPlanFault>> = {}
  if (plan.hardClose <= at) faults.opensAt = 'opens-in-the-past'
  if (plan.latestStart < plan.opensAt) faults.latestStart = 'latest-start-before-opening'
  if (plan.hardClose <= plan.latestStart) faults.hardClose = 'close-before-latest-start'
  else if (plan.hardClose.getTime() - plan.opensAt.getTime() < limitMinutes * 60_000) faults.hardClose = 'too-short-for-the-exam'
  if (plan.capacity > venueCapacity) faults.capacity = 'over-venue-capacity'
  return faults
}
