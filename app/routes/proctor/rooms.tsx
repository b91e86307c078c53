import { Link, useLoaderData } from '@remix-run/react'
import { SessionStateBadge } from '#app/components/delivery/session-state-badge.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { formatDate, formatTime } from '#app/domain/shared/calendar.ts'
import { examSessionWords } from '#app/text/exam-session.ts'
import { browseRooms } from '#app/use-cases/delivery/session-board.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(examSessionWords, ({ proctor }) => proctor.title)

export const loader = guardedLoader('exam-session.read', async ({ actor, locale }) => {
  const result = await browseRooms(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    sessions: result.value.map((session) => ({
      to: `/proctor/sessions/${session.id}${session.mayLead ? '' : '/record'}`,
      id: session.id,
      label: session.label,
      state: session.state,
      examTitle: session.examTitle,
      venue: `${session.venueName}, ${session.regionName}`,
      time: `${formatDate(session.opensAt, locale)}, ${formatTime(session.opensAt)}–${formatTime(session.hardClose)} WIB`,
      assigned: session.assigned,
      admitted: session.admitted,
      running: session.running,
      finished: session.finished,
    })),
  }
})

export default function Rooms() {
  const { sessions } = useLoaderData<typeof loader>()
  const { proctor: words, session, state, standings } = useWords(examSessionWords)
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {sessions.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
      ) : (
        <DataTable
          caption={words.caption}
          rows={sessions}
          rowKey={({ id }) => id}
          columns={[
            { key: 'label', head: session.label, cell: ({ to, label }) => <Link to={to}>{label}</Link> },
            { key: 'state', head: state, cell: (each) => <SessionStateBadge state={each.state} /> },
            { key: 'exam', head: session.exam, cell: ({ examTitle }) => examTitle },
            { key: 'venue', head: session.venue, cell: ({ venue }) => venue },
            { key: 'time', head: session.time, cell: ({ time }) => time },
            {
              key: 'admitted',
              head: session.admitted,
              numeric: true,
              cell: ({ admitted, assigned }) => session.seatsOf(admitted, assigned),
            },
            { key: 'running', head: standings.writing, numeric: true, cell: ({ running }) => running },
            { key: 'finished', head: standings.finished, numeric: true, cell: ({ finished }) => finished },
          ]}
        />
      )}
    </>
  )
}
