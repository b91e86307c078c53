import type { CandidateId } from '../shared/id.ts'

/** What the live board knows of one candidate of a session. */
export type BoardRow = {
  readonly candidateId: CandidateId
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillageName: string
  readonly admittedAt: Date | null
  readonly attempt: BoardAttempt | null
}

export type BoardAttempt = {
  readonly status: 'running' | 'closed'
  readonly deadline: Date
  /** Since when its clock stands still; null while it runs. */
  readonly pausedAt: Date | null
  readonly isVoid: boolean
  /** The last sign of life of the device that writes. */
  readonly seenAt: Date
  readonly answered: number
  readonly questions: number
}

export type BoardStanding =
  | { readonly kind: 'absent' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'writing'; readonly answered: number; readonly questions: number; readonly secondsLeft: number }
  | {
      readonly kind: 'disconnected'
      readonly answered: number
      readonly questions: number
      readonly silentSeconds: number
      readonly secondsLeft: number
    }
  | { readonly kind: 'paused'; readonly answered: number; readonly questions: number; readonly secondsLeft: number }
  | { readonly kind: 'finished'; readonly answered: number; readonly questions: number }
  | { readonly kind: 'void' }
export type BoardStandingKind = BoardStanding['kind']

/**
 * How one candidate stands at a moment.
 * @param silenceSeconds how long a device may be silent before it counts as disconnected
 */
export function standingAt(row: Pick<BoardRow, 'admittedAt' | 'attempt'>, at: Date, silenceSeconds: number): BoardStanding {
  if (row.attempt === null) return row.admittedAt === null ? { kind: 'absent' } : { kind: 'ready' }
  const { answered, questions, status, deadline, pausedAt, isVoid, seenAt } = row.attempt
  if (isVoid) return { kind: 'void' }
  if (status === 'closed') return { kind: 'finished', answered, questions }
  const secondsLeft = Math.max(0, Math.floor((deadline.getTime() - (pausedAt ?? at).getTime()) / 1000))
  if (pausedAt !== null) return { kind: 'paused', answered, questions, secondsLeft }
  const silentSeconds = Math.max(0, Math.floor((at.getTime() - seenAt.getTime()) / 1000))
  if (silentSeconds > silenceSeconds) return { kind: 'disconnected', answered, questions, silentSeconds, secondsLeft }
  return { kind: 'writing', answered, questions, secondsLeft }
}

/** How many candidates stand how. */
export function boardCounts(standings: readonly BoardStanding[]): Record<BoardStandingKind, number> {
  const counts: Record<BoardStandingKind, number> = { absent: 0, ready: 0, writing: 0, disconnected: 0, paused: 0, finished: 0, void: 0 }
  for (const { kind } of standings) counts[kind] += 1
  return counts
}
