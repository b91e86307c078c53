import { Link, useLoaderData } from '@remix-run/react'
import { BoardCounts } from '#app/components/delivery/board.tsx'
import { CityBoard } from '#app/components/delivery/city-board.tsx'
import { type CityView, cityView } from '#app/components/delivery/city-view.ts'
import { FreshnessLine } from '#app/components/delivery/freshness-line.tsx'
import { SessionStateBadge } from '#app/components/delivery/session-state-badge.tsx'
import { useLive } from '#app/components/delivery/use-live.ts'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { liveBoardWords } from '#app/text/live-board.ts'
import { roomBoardWords } from '#app/text/room-board.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { browseRooms } from '#app/use-cases/delivery/session-board.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(roomBoardWords, ({ title }) => title)

export const loader = guardedLoader('exam-session.read', async ({ actor, locale }) => {
  const result = await browseRooms(actor)
  return result.ok ? cityView(result.value, locale) : answerRefusal(result.refusal)
})

export default function Rooms() {
  const { shown, freshness } = useLive<CityView>('/proctor/live', useLoaderData<typeof loader>())
  const { venues, closed, counts, at } = shown
  const words = useWords(roomBoardWords)
  const live = useWords(liveBoardWords)
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {venues.length + closed.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
      ) : (
        <>
          <FreshnessLine at={at} freshness={freshness} />
          {venues.length === 0 ? (
            <p className="mb-8 text-muted">{live.noneOpen}</p>
          ) : (
            <>
              <Section title={live.cityCounts}>
                <BoardCounts counts={counts} />
              </Section>
              <Section title={live.byVenue}>
                <CityBoard venues={venues} />
              </Section>
            </>
          )}
          {closed.length === 0 ? null : (
            <Section title={live.closed}>
              <ClosedRooms closed={closed} />
            </Section>
          )}
        </>
      )}
    </>
  )
}

function ClosedRooms({ closed }: Pick<CityView, 'closed'>) {
  const { standings } = useWords(roomBoardWords)
  const { closed: caption } = useWords(liveBoardWords)
  const { session, state } = useWords(sessionPlanWords)
  return (
    <DataTable
      caption={caption}
      rows={closed}
      rowKey={({ id }) => id}
      columns={[
        { key: 'label', head: session.label, cell: ({ to, label }) => <Link to={to}>{label}</Link> },
        { key: 'state', head: state, cell: (each) => <SessionStateBadge state={each.state} /> },
        { key: 'exam', head: session.exam, cell: ({ examTitle }) => examTitle },
        { key: 'venue', head: session.venue, cell: ({ venue }) => venue },
        { key: 'time', head: session.time, cell: ({ time }) => time },
        { key: 'absent', head: standings.absent, numeric: true, cell: ({ counts }) => counts.absent },
        { key: 'finished', head: standings.finished, numeric: true, cell: ({ counts }) => counts.finished },
      ]}
    />
  )
}
