import type { CandidateId } from '../shared/id.ts'
import type { SignalSum } from './page-signal.ts'
import type { PaperStage } from './paper-mode.ts'

/** What the live board knows of one candidate of a session. */
export type BoardRow = {
  readonly candidateId: CandidateId
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillageName: string
  readonly admittedAt: Date | null
  readonly attempt: BoardAttempt | null
  /** Where the sheet of somebody who sits on paper stands; null for everybody else. */
  readonly paper: PaperStage | null
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
  /** What the page told of itself, by kind. */
  readonly signals: readonly SignalSum[]
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

/** In the order in which a board tells them. */
export const STANDING_KINDS: readonly BoardStandingKind[] = ['absent', 'ready', 'writing', 'disconnected', 'paused', 'finished', 'void']

/** What decides how a candidate stands. `isSilent`: the device has not been heard of for longer than it may be silent. */
export type StandingFacts = {
  readonly isAdmitted: boolean
  readonly status: BoardAttempt['status'] | null
  readonly isVoid: boolean
  readonly isPaused: boolean
  readonly isSilent: boolean
  readonly isOnPaper: boolean
}

export function standingKind({ isAdmitted, status, isVoid, isPaused, isSilent, isOnPaper }: StandingFacts): BoardStandingKind {
  if (status === null) return isAdmitted ? 'ready' : 'absent'
  if (isVoid) return 'void'
  if (status === 'closed') return 'finished'
  if (isPaused) return 'paused'
  // Paper gives no sign of life.
  return isSilent && !isOnPaper ? 'disconnected' : 'writing'
}

/**
 * How one candidate stands at a moment.
 * @param silenceSeconds how long a device may be silent before it counts as disconnected
 */
export function standingAt(row: Pick<BoardRow, 'admittedAt' | 'attempt' | 'paper'>, at: Date, silenceSeconds: number): BoardStanding {
  const { attempt } = row
  const silentSeconds = attempt === null ? 0 : Math.max(0, Math.floor((at.getTime() - attempt.seenAt.getTime()) / 1000))
  const kind = standingKind({
    isAdmitted: row.admittedAt !== null,
    status: attempt?.status ?? null,
    isVoid: attempt?.isVoid ?? false,
    isPaused: attempt?.pausedAt != null,
    isSilent: silentSeconds > silenceSeconds,
    isOnPaper: row.paper !== null,
  })
  if (kind === 'absent' || kind === 'ready' || kind === 'void') return { kind }
  if (attempt === null) throw new Error(`${kind} without an attempt`)
  const { answered, questions, deadline, pausedAt } = attempt
  if (kind === 'finished') return { kind, answered, questions }
  const secondsLeft = Math.max(0, Math.floor((deadline.getTime() - (pausedAt ?? at).getTime()) / 1000))
  if (kind === 'disconnected') return { kind, answered, questions, silentSeconds, secondsLeft }
  return { kind, answered, questions, secondsLeft }
}

export type BoardCounts = Readonly<Record<BoardStandingKind, number>>
const NOBODY: BoardCounts = { absent: 0, ready: 0, writing: 0, disconnected: 0, paused: 0, finished: 0, void: 0 }

/** How many candidates stand how. */
export function boardCounts(standings: readonly { readonly kind: BoardStandingKind; readonly people?: number }[]): BoardCounts {
  const counts = { ...NOBODY }
  for (const { kind, people = 1 } of standings) counts[kind] += people
  return counts
}

/** The counts of several rooms together. */
export function sumCounts(rooms: readonly BoardCounts[]): BoardCounts {
  return boardCounts(rooms.flatMap((counts) => STANDING_KINDS.map((kind) => ({ kind, people: counts[kind] }))))
}
