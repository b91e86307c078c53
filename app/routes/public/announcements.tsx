import { useLoaderData } from '@remix-run/react'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { dayInWib, formatDate, formatDay } from '#app/domain/shared/calendar.ts'
import { announcementWords } from '#app/text/announcement.ts'
import { listAnnouncements } from '#app/use-cases/determination/read-announcements.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(announcementWords, ({ listTitle }) => listTitle)

export const loader = guardedLoader('announcement.read', async ({ actor, locale }) => {
  const result = await listAnnouncements(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    announcements: result.value.map(({ id, number, periodName, publishedAt, closesAt, isOpen }) => ({
      id,
      number,
      periodName,
      isOpen,
      publishedOn: formatDate(publishedAt, locale),
      lastDay: formatDay(dayInWib(new Date(closesAt.getTime() - 1)), locale),
    })),
  }
})

export default function Announcements() {
  const words = useWords(announcementWords)
  const { announcements } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{words.listTitle}</h1>
      {announcements.length === 0 ? <p className="note">{words.none}</p> : <p>{words.listLead}</p>}
      {announcements.map(({ id, number, periodName, publishedOn, lastDay, isOpen }) => (
        <section className="panel" key={id}>
          <h2>
            <a href={`/announcements/${id}`}>{periodName}</a>
          </h2>
          <dl className="facts">
            <Fact name={words.number} value={number} />
            <Fact name={words.published} value={publishedOn} />
            <Fact name={words.window} value={isOpen ? words.until(lastDay) : words.over} />
          </dl>
        </section>
      ))}
    </>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
