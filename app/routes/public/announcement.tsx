import { data, type HeadersFunction, type LinksFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import styles from '#app/components/determination/outcome.css?url'
import { ProvisionalLists } from '#app/components/determination/provisional-lists.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { may } from '#app/domain/access/may.ts'
import { dayInWib, formatDate, formatDay } from '#app/domain/shared/calendar.ts'
import { AnnouncementId } from '#app/domain/shared/id.ts'
import { announcementWords } from '#app/text/announcement.ts'
import { readAnnouncement } from '#app/use-cases/determination/read-announcements.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(announcementWords, ({ title }) => title)
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

// Nothing here is anybody's own, but language and the way out hang on the cookie.
export const headers: HeadersFunction = ({ loaderHeaders, errorHeaders }) =>
  errorHeaders ? { 'Cache-Control': 'no-store' } : loaderHeaders
const KEPT_A_MINUTE = { 'Cache-Control': 'private, max-age=60', Vary: 'Cookie' }

export const loader = guardedLoader('announcement.read', async ({ actor, params, url, locale }) => {
  const id = AnnouncementId.safeParse(params.announcementId)
  if (!id.success) return notFound()
  const result = await readAnnouncement(actor, id.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { number, periodName, publishedAt, closesAt, isOpen, villages } = result.value
  const shown = villages.find(({ code }) => code === url.searchParams.get('kelurahan')) ?? null
  return data(
    {
      id: id.data,
      number,
      periodName,
      isOpen,
      publishedOn: formatDate(publishedAt, locale),
      lastDay: formatDay(dayInWib(new Date(closesAt.getTime() - 1)), locale),
      villages: villages.map(({ code, name, selected, reserve }) => ({ code, name, selected, reserve })),
      shown,
      mayPrintAll: may(actor, 'plenary.read'),
    },
    { headers: KEPT_A_MINUTE },
  )
})

export default function Announcement() {
  return <ProvisionalLists announcement={useLoaderData<typeof loader>()} />
}
