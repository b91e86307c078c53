import { type BoardCounts, sumCounts } from '#app/domain/delivery/board.ts'
import type { SessionState } from '#app/domain/delivery/exam-session.ts'
import { formatDate, formatTime, type Locale } from '#app/domain/shared/calendar.ts'

type Room = {
  readonly id: string
  readonly label: string
  readonly state: SessionState
  readonly opensAt: Date
  readonly hardClose: Date
  readonly examTitle: string
  readonly venueId: string
  readonly venueName: string
  readonly regionName: string
  readonly counts: BoardCounts
  readonly at: Date
  readonly mayLead: boolean
}
export type CityView = ReturnType<typeof cityView>
export type CityRoom = ReturnType<typeof shownRoom>

/**
 * Rooms that are not closed by their venue, where one is open first, then in the order of the alphabet; at one venue the
 * earliest room comes first. Closed ones stand apart, the latest first.
 */
export function cityView(rooms: readonly Room[], locale: Locale) {
  const current = rooms.filter(({ state }) => state !== 'closed')
  const byVenue = new Map<string, Room[]>()
  for (const room of current) byVenue.set(room.venueId, [room, ...(byVenue.get(room.venueId) ?? [])])
  const venues = [...byVenue].map(([id, within]) => {
    const shown = within.map((room) => shownRoom(room, locale))
    const isOpen = within.some(({ state }) => state === 'open')
    return { id, name: shown[0]?.venue ?? '', isOpen, counts: sumCounts(within.map(({ counts }) => counts)), rooms: shown }
  })
  return {
    at: rooms[0]?.at.toISOString() ?? '',
    counts: sumCounts(current.map(({ counts }) => counts)),
    venues: venues.sort((one, other) => Number(other.isOpen) - Number(one.isOpen) || one.name.localeCompare(other.name, 'id')),
    closed: rooms.filter(({ state }) => state === 'closed').map((room) => shownRoom(room, locale)),
  }
}

function shownRoom(room: Room, locale: Locale) {
  return {
    to: `/proctor/sessions/${room.id}${room.mayLead ? '' : '/record'}`,
    id: room.id,
    label: room.label,
    state: room.state,
    examTitle: room.examTitle,
    venue: `${room.venueName}, ${room.regionName}`,
    time: `${formatDate(room.opensAt, locale)}, ${formatTime(room.opensAt)}–${formatTime(room.hardClose)} WIB`,
    counts: room.counts,
  }
}
