import { Link, useLoaderData } from '@remix-run/react'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { recoveryWords } from '#app/text/recovery.ts'
import { browseWaitingFiles } from '#app/use-cases/proctoring/read-recovery-files.server.ts'
import { browseWaitingActs } from '#app/use-cases/proctoring/read-room.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(proctoringWords, ({ waitingTitle }) => waitingTitle)

export const loader = guardedLoader('room-act.decide', async ({ actor, locale }) => {
  const result = await browseWaitingActs(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const files = await browseWaitingFiles(actor)
  if (!files.ok) return answerRefusal(files.refusal)
  return {
    rooms: result.value.map(({ since, ...room }) => ({ ...room, since: formatMoment(since, locale) })),
    files: files.value.map(({ since, ...room }) => ({ ...room, since: formatMoment(since, locale) })),
  }
})

export default function WaitingActs() {
  const { rooms, files } = useLoaderData<typeof loader>()
  const words = useWords(proctoringWords)
  const recovery = useWords(recoveryWords)
  return (
    <>
      <PageHeader title={words.waitingTitle} lead={words.waitingLead} />
      {rooms.length === 0 ? (
        files.length > 0 ? null : (
          <EmptyState title={words.nothingWaits} />
        )
      ) : (
        <DataTable
          caption={words.waitingTitle}
          rows={rooms}
          rowKey={({ examSessionId }) => examSessionId}
          columns={[
            {
              key: 'session',
              head: words.paper.session,
              cell: ({ examSessionId, label }) => <Link to={`/proctor/sessions/${examSessionId}/record`}>{label}</Link>,
            },
            { key: 'venue', head: words.paper.venue, cell: ({ venue }) => venue },
            { key: 'since', head: words.when, cell: ({ since }) => since },
            { key: 'count', head: words.paper.count, numeric: true, cell: ({ count }) => count },
          ]}
        />
      )}
      {files.length === 0 ? null : (
        <Section title={recovery.waitingTitle}>
          <DataTable
            caption={recovery.waitingTitle}
            rows={files}
            rowKey={({ examSessionId }) => examSessionId}
            columns={[
              {
                key: 'session',
                head: words.paper.session,
                cell: ({ examSessionId, label }) => <Link to={`/proctor/sessions/${examSessionId}/recovery`}>{label}</Link>,
              },
              { key: 'venue', head: words.paper.venue, cell: ({ venue }) => venue },
              { key: 'since', head: words.when, cell: ({ since }) => since },
              { key: 'count', head: words.paper.count, numeric: true, cell: ({ count }) => count },
            ]}
          />
        </Section>
      )}
    </>
  )
}
