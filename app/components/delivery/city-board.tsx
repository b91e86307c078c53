import { Link } from '@remix-run/react'
import { type BoardCounts, STANDING_KINDS } from '#app/domain/delivery/board.ts'
import { liveBoardWords } from '#app/text/live-board.ts'
import { roomBoardWords } from '#app/text/room-board.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { useWords } from '../ui/locale.tsx'
import type { CityRoom, CityView } from './city-view.ts'
import { SessionStateBadge } from './session-state-badge.tsx'

/** The rooms of each venue, under the sum of the venue. */
export function CityBoard({ venues }: Pick<CityView, 'venues'>) {
  const words = useWords(liveBoardWords)
  const { standings } = useWords(roomBoardWords)
  const { session, state } = useWords(sessionPlanWords)
  const head = 'border-b border-line px-3 py-2 text-[13px] text-muted'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="relative overflow-x-auto rounded-md border border-line bg-surface" aria-label={words.byVenueCaption} tabIndex={0}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{words.byVenueCaption}</caption>
        <thead>
          <tr>
            <th scope="col" className={head}>
              {session.label}
            </th>
            <th scope="col" className={head}>
              {state}
            </th>
            <th scope="col" className={head}>
              {session.time}
            </th>
            {STANDING_KINDS.map((kind) => (
              <th key={kind} scope="col" className={`${head} text-right`}>
                {standings[kind]}
              </th>
            ))}
          </tr>
        </thead>
        {venues.map((venue) => (
          <tbody key={venue.id} className="border-b border-line last:border-0">
            {/* The sum of a single room would say it twice. */}
            <tr className="bg-ground">
              <th scope="rowgroup" colSpan={3} className="px-3 py-2 text-left font-semibold">
                {venue.name}
              </th>
              {venue.rooms.length > 1 ? <Counts counts={venue.counts} isSum /> : <td colSpan={STANDING_KINDS.length} />}
            </tr>
            {venue.rooms.map((room) => (
              <RoomRow key={room.id} room={room} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function RoomRow({ room }: { room: CityRoom }) {
  return (
    <tr className="border-t border-line">
      <td className="px-3 py-2 max-lg:min-w-32">
        <Link to={room.to}>{room.label}</Link>
      </td>
      <td className="px-3 py-2">
        <SessionStateBadge state={room.state} />
      </td>
      <td className="px-3 py-2 max-lg:min-w-32">{room.time}</td>
      <Counts counts={room.counts} />
    </tr>
  )
}

/** A nought is told quietly, so that what needs somebody stands out. */
function Counts({ counts, isSum = false }: { counts: BoardCounts; isSum?: boolean }) {
  return STANDING_KINDS.map((kind) => {
    const look = counts[kind] === 0 ? 'text-muted' : kind === 'disconnected' ? 'font-semibold text-bad' : isSum ? 'font-semibold' : ''
    return (
      <td key={kind} className={`px-3 py-2 text-right whitespace-nowrap ${look}`}>
        {counts[kind]}
      </td>
    )
  })
}
