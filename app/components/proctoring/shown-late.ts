import type { ACCEPT_REASONS, LateDoubt, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { formatRemaining } from '../delivery/exam-clock.ts'
import type { ShownLate } from './late-sheet.tsx'

type LateAnswer = {
  readonly leaseEpoch: number
  readonly seq: number
  readonly number: number
  readonly hasAnswer: boolean
  readonly isVoid: boolean
  readonly standing: 'late' | 'conflict'
  readonly earliest: Date | null
  readonly latest: Date | null
  readonly clientWall: Date | null
  readonly receivedAt: Date
  readonly gapSeconds: number | null
  readonly state: 'waiting' | 'accepted' | 'rejected' | null
  readonly why: LateDoubt | null
  readonly reason: (typeof ACCEPT_REASONS)[number] | (typeof REJECT_REASONS)[number] | null
  readonly decidedByName: string | null
}

/** A late answer with its moments written out to the second. */
export function shownLate(row: LateAnswer): ShownLate {
  return {
    key: `${row.leaseEpoch}-${row.seq}`,
    number: row.number,
    replaces: row.hasAnswer,
    earliest: toSecond(row.earliest),
    latest: toSecond(row.latest),
    deviceClock: toSecond(row.clientWall),
    arrived: toSecond(row.receivedAt),
    gap: row.gapSeconds === null ? null : formatRemaining(row.gapSeconds),
    state: stateOf(row),
    why: row.why,
    reason: row.reason,
    decidedBy: row.decidedByName,
  }
}

/** What another device sent has no state of its own until a recovery file lets it in, and nobody decides about a void exam. */
function stateOf({ state, standing, isVoid }: LateAnswer): ShownLate['state'] {
  if (standing === 'conflict') return state ?? 'conflict'
  return isVoid && (state === null || state === 'waiting') ? 'void' : (state ?? 'unweighed')
}

/** `10:45:02`, in WIB. */
export function toSecond(at: Date): string
export function toSecond(at: Date | null): string | null
export function toSecond(at: Date | null): string | null {
  return at === null ? null : `${formatTime(at)}:${String(at.getUTCSeconds()).padStart(2, '0')}`
}
