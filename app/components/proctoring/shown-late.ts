import type { ACCEPT_REASONS, LateDoubt, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import type { ShownLate } from './late-sheet.tsx'

type LateAnswer = {
  readonly leaseEpoch: number
  readonly seq: number
  readonly number: number
  readonly hasAnswer: boolean
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
    arrived: toSecond(row.receivedAt) ?? '',
    gapMinutes: row.gapSeconds === null ? null : Math.ceil(row.gapSeconds / 60),
    // What another device sent has no state of its own until a recovery file lets it in.
    state: row.state ?? (row.standing === 'conflict' ? 'conflict' : 'unweighed'),
    why: row.why,
    reason: row.reason,
    decidedBy: row.decidedByName,
  }
}

/** `10:45:02`, in WIB. */
function toSecond(at: Date | null): string | null {
  return at === null ? null : `${formatTime(at)}:${String(at.getUTCSeconds()).padStart(2, '0')}`
}
