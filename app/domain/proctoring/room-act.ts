import { z } from 'zod'
import type { AuditEvent } from '../audit/audit-entry.ts'
import { type Attempt, type ClosedAttempt, type ClosingEvidence, closeAttempt, type RunningAttempt } from '../delivery/attempt.ts'
import { NO_DEVICE } from '../delivery/lease.ts'
import { isOnPaper } from '../delivery/paper-mode.ts'
import { extraSeconds, graceEnd } from '../delivery/time-limit.ts'
import type { AccountId, AttemptId, ExamId, ExamSessionId, RoomActId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

/** What a proctor can do about an exam that has begun. Source: design/hard-parts (Timer, Devices), the exam-day rules of the programme. */
export const ACT_KINDS = ['extend', 'pause', 'resume', 'move-device', 'hand-in', 'reopen', 'void'] as const
export const ActKind = z.enum(ACT_KINDS)
export type ActKind = z.infer<typeof ActKind>

/** Whom an act is for: one candidate, everybody of the room, or every open room of the exam. */
export const ACT_SCOPES = ['one', 'room', 'exam'] as const
export const ActScope = z.enum(ACT_SCOPES)
export type ActScope = z.infer<typeof ActScope>

/** What many can be given at once. Moving, reopening and voiding are about one person and one device. */
export const MASS_KINDS = ['extend', 'pause', 'resume', 'hand-in'] as const satisfies readonly ActKind[]
export const MassKind = z.enum(MASS_KINDS)
export type MassKind = z.infer<typeof MassKind>

/** Why, as a code that stands in the trail and in the minutes; `other` needs a note. */
export const ACT_REASONS = [
  'power-cut',
  'network',
  'device',
  'illness',
  'disturbance',
  'late-opening',
  'handed-in-by-mistake',
  'wrong-person',
  'misconduct',
  'candidate-asked',
  'session-ends',
  'other',
] as const
export const ActReason = z.enum(ACT_REASONS)
export type ActReason = z.infer<typeof ActReason>

/** The most time one act gives. */
export const MOST_MINUTES = 240
export const MOST_PERCENT = 100

/** Extra working time, in whole minutes or in percent of the exam's limit. */
export const ExtraTime = z.object({ unit: z.enum(['minutes', 'percent']), amount: z.number().int().min(1) }).refine(isWithinBounds, {
  path: ['amount'],
})
export type ExtraTime = z.infer<typeof ExtraTime>

/** Seconds that a grant gives in an exam with this limit; a begun second counts. */
export function grantedSeconds({ unit, amount }: ExtraTime, limitMinutes: number): number {
  return extraSeconds({ limitMinutes, extraPercent: unit === 'percent' ? amount : 0, extraMinutes: unit === 'minutes' ? amount : 0 })
}

export type ActOrder =
  | { readonly kind: 'extend'; readonly time: ExtraTime }
  /** `minutes` come on top of what was left when the exam was closed. */
  | { readonly kind: 'reopen'; readonly minutes: number }
  | { readonly kind: 'pause' | 'resume' | 'move-device' | 'hand-in' | 'void' }

/** Acts for many, and those that change a closed exam, are asked for by one person and done by another. */
export function needsSecondPerson(kind: ActKind, scope: ActScope): boolean {
  return scope !== 'one' || kind === 'reopen' || kind === 'void'
}

/** Why an act is asked for. */
export const ActGrounds = z
  .object({ reason: ActReason, note: z.string().trim().max(300).nullable() })
  .refine(({ reason, note }) => reason !== 'other' || (note !== null && note !== ''), { path: ['note'] })
export type ActGrounds = z.infer<typeof ActGrounds>

export const ACT_STATES = ['waiting', 'done', 'rejected'] as const
export const ActState = z.enum(ACT_STATES)
export type ActState = z.infer<typeof ActState>

/** An act as it is kept: what was asked, by whom, and what became of it. Append-only but for the second person's answer. */
export type RoomAct = ActGrounds & {
  readonly id: RoomActId
  readonly examSessionId: ExamSessionId
  readonly examId: ExamId
  readonly scope: ActScope
  readonly attemptId: AttemptId | null
  readonly order: ActOrder
  readonly state: ActState
  readonly requestedBy: AccountId
  readonly requestedAt: Date
  readonly decided: { readonly by: AccountId; readonly at: Date } | null
  /** How many attempts it changed; null until it is done. */
  readonly affected: number | null
}

/** What a person may answer to an act that waits: never to her own. */
export function mayDecideAct(
  act: Pick<RoomAct, 'state' | 'requestedBy'>,
  by: AccountId,
): Result<null, { readonly kind: 'already-decided' | 'needs-second-person' }> {
  if (act.state !== 'waiting') return refuse({ kind: 'already-decided' })
  return act.requestedBy === by ? refuse({ kind: 'needs-second-person' }) : accept(null)
}

const EVENTS: Record<ActKind, string> = {
  extend: 'attempt.extended',
  pause: 'attempt.paused',
  resume: 'attempt.resumed',
  'move-device': 'attempt.freed',
  'hand-in': 'attempt.ended',
  reopen: 'attempt.reopened',
  void: 'attempt.voided',
}

/** The trail's entry for one attempt that an act changed. */
export function actEvent(act: Pick<RoomAct, 'id' | 'order' | 'reason'>, attempt: Pick<Attempt, 'id' | 'deadline'>): AuditEvent {
  return {
    kind: EVENTS[act.order.kind],
    subject: attempt.id,
    detail: { act: act.id, reason: act.reason, deadline: attempt.deadline.toISOString() },
  }
}

export type ActRefusal = {
  readonly kind:
    | 'not-running'
    | 'not-closed'
    | 'already-paused'
    | 'not-paused'
    | 'paused'
    | 'already-void'
    | 'no-time-left'
    | 'overdue'
    | 'on-paper'
}

/** What an order needs beside the attempt itself. */
export type ActGround = {
  /** The database's time. */
  readonly at: Date
  readonly limitMinutes: number
  /** Another id than the one before, so that a hand-in that was under way does not close a reopened exam. */
  readonly newHandInId: string
  /** Of the events that stand now, for closing. */
  readonly evidence: ClosingEvidence
}

/**
 * The attempt after the order. Time that is granted is given in full: the session's hard close shortens only the time of
 * those who came late, never a grant. A pause stops the clock: its length comes back when it ends. A reopened exam has
 * what was left when it was closed, and the minutes on top.
 */
export function carryOut(
  attempt: Attempt,
  order: ActOrder,
  { at, limitMinutes, newHandInId, evidence }: ActGround,
): Result<Attempt, ActRefusal> {
  if (attempt.voidedAt !== null) return refuse({ kind: 'already-void' })
  if (isOnPaper(attempt) && !fitsPaper(order.kind)) return refuse({ kind: 'on-paper' })
  switch (order.kind) {
    case 'reopen':
      return attempt.status === 'closed' ? reopen(attempt, order.minutes, at, newHandInId) : refuse({ kind: 'not-closed' })
    case 'void':
      return accept({ ...(attempt.status === 'closed' ? attempt : closeAttempt(attempt, at, 'proctor', evidence)), voidedAt: at })
    default:
      return attempt.status === 'running'
        ? carryOutRunning(attempt, order, { at, limitMinutes, evidence })
        : refuse({ kind: 'not-running' })
  }
}

/** Paper moves to no device, and a sheet that was handed in is not handed back. */
function fitsPaper(kind: ActKind): boolean {
  return kind !== 'move-device' && kind !== 'reopen'
}

function carryOutRunning(
  attempt: RunningAttempt,
  order: Exclude<ActOrder, { kind: 'reopen' }>,
  { at, limitMinutes, evidence }: Omit<ActGround, 'newHandInId'>,
): Result<Attempt, ActRefusal> {
  // What ran out of time is closed by its own door, whatever is asked for it afterwards.
  if (attempt.pausedAt === null && at > graceEnd(attempt)) return refuse({ kind: 'overdue' })
  switch (order.kind) {
    case 'extend': {
      const seconds = grantedSeconds(order.time, limitMinutes)
      return accept({ ...attempt, grantedSeconds: attempt.grantedSeconds + seconds, deadline: later(attempt.deadline, seconds * 1000) })
    }
    case 'pause':
      return attempt.pausedAt === null ? accept({ ...attempt, pausedAt: at }) : refuse({ kind: 'already-paused' })
    case 'resume':
      return attempt.pausedAt === null ? refuse({ kind: 'not-paused' }) : accept(withPauseEnded(attempt, attempt.pausedAt, at))
    case 'move-device':
      return accept({ ...attempt, lease: { epoch: attempt.lease.epoch + 1, deviceKey: NO_DEVICE, seenAt: at } })
    case 'hand-in':
    case 'void':
      return accept(closeAttempt(attempt, at, 'proctor', evidence))
  }
}

function withPauseEnded(attempt: RunningAttempt, from: Date, at: Date): RunningAttempt {
  const length = Math.max(0, at.getTime() - from.getTime())
  return { ...attempt, pausedAt: null, pausedMilliseconds: attempt.pausedMilliseconds + length, deadline: later(attempt.deadline, length) }
}

function reopen(attempt: ClosedAttempt, minutes: number, at: Date, handInId: string): Result<RunningAttempt, ActRefusal> {
  const { closedBy: _by, closedAt: _at, effectiveEnd, receiptCode: _code, eventCount: _count, eventHash: _hash, ...core } = attempt
  const stood = Math.max(0, at.getTime() - effectiveEnd.getTime())
  const deadline = later(attempt.deadline, stood + minutes * 60_000)
  if (deadline <= at) return refuse({ kind: 'no-time-left' })
  return accept({
    ...core,
    status: 'running',
    handInId,
    deadline,
    grantedSeconds: attempt.grantedSeconds + minutes * 60,
    pausedMilliseconds: attempt.pausedMilliseconds + stood,
    pausedAt: null,
    lease: { epoch: attempt.lease.epoch + 1, deviceKey: NO_DEVICE, seenAt: at },
  })
}

function later(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds)
}

function isWithinBounds({ unit, amount }: { readonly unit: 'minutes' | 'percent'; readonly amount: number }): boolean {
  return amount <= (unit === 'minutes' ? MOST_MINUTES : MOST_PERCENT)
}

const amount = z.coerce.number().int().min(0).max(MOST_MINUTES).optional()

/** An act as a form sends it; time stands under `amount`. Faults are codes at their field. */
export const ActForm = z
  .object({
    act: ActKind,
    unit: z.enum(['minutes', 'percent']).default('minutes'),
    amount,
    reason: ActReason,
    note: z.string().trim().max(300).optional(),
  })
  .superRefine(({ act, unit, amount: given, reason, note }, context) => {
    if (act === 'extend' && (given === undefined || given < 1 || !isWithinBounds({ unit, amount: given })))
      context.addIssue({ code: 'custom', path: ['amount'], message: 'amount' })
    if (reason === 'other' && (note === undefined || note === '')) context.addIssue({ code: 'custom', path: ['note'], message: 'note' })
  })
  .transform(({ act, unit, amount: given = 0, reason, note }) => ({
    reason,
    note: note === undefined || note === '' ? null : note,
    order: orderFrom(act, unit, given),
  }))
export type ActForm = z.output<typeof ActForm>

function orderFrom(kind: ActKind, unit: ExtraTime['unit'], given: number): ActOrder {
  switch (kind) {
    case 'extend':
      return { kind, time: { unit, amount: given } }
    case 'reopen':
      return { kind, minutes: given }
    default:
      return { kind }
  }
}

/** What can be done about an exam that stands so, the likeliest first; nothing before it has begun. */
export function actsFor(attempt: Pick<Attempt, 'status' | 'pausedAt' | 'voidedAt' | 'lease'> | null): readonly ActKind[] {
  if (attempt === null || attempt.voidedAt !== null) return []
  const acts = actsWhile(attempt)
  return isOnPaper(attempt) ? acts.filter(fitsPaper) : acts
}

function actsWhile({ status, pausedAt }: Pick<Attempt, 'status' | 'pausedAt'>): readonly ActKind[] {
  if (status === 'closed') return ['reopen', 'void']
  return pausedAt === null ? ['extend', 'pause', 'move-device', 'hand-in', 'void'] : ['resume', 'extend', 'move-device', 'hand-in', 'void']
}

/** What can be asked for many. */
export type MassOrder = Extract<ActOrder, { readonly kind: 'extend' }> | { readonly kind: Exclude<MassKind, 'extend'> }

/** The same order, known to be one for many; null where it is about one person alone. */
export function massOrderOf(order: ActOrder): MassOrder | null {
  if (order.kind === 'extend') return order
  return order.kind === 'pause' || order.kind === 'resume' || order.kind === 'hand-in' ? { kind: order.kind } : null
}
