import { Form, Link, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Card, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { may } from '#app/domain/access/may.ts'
import { countText } from '#app/domain/selection/reason-figures.ts'
import { formatDate, formatDay, formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { determinationWords } from '#app/text/determination.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { readDetermination } from '#app/use-cases/determination/determine-period.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(determinationWords, ({ title }) => title)

export const loader = guardedLoader('determination.read', async ({ actor, params, url, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const result = periodId.success ? await readDetermination(actor, periodId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, announcement, determination, ready, appeals } = result.value
  const publication = announcement?.publication ?? null
  const count = (value: number) => countText(value, locale)
  const approval = determination?.approval ?? null
  const counted = (seat: string) => count(determination?.content.outcomes.filter((each) => each.seat === seat).length ?? 0)
  return {
    period: { id: period.id, name: period.name },
    problem: url.searchParams.get('problem'),
    announcement:
      announcement === null
        ? null
        : {
            id: announcement.id,
            number: announcement.number,
            publishedAt: publication === null ? null : formatMoment(publication.at, locale),
            lastDay: publication === null ? null : formatDate(new Date(publication.closesAt.getTime() - 1), locale),
            holidaysKnown: publication?.holidaysKnown ?? true,
            mayPublish: publication === null && may(actor, 'announcement.publish'),
          },
    appeals: { open: count(appeals.open), all: count(appeals.all), mayRead: may(actor, 'appeal.read') },
    obstacle: ready.ok ? null : ready.refusal.kind,
    determination:
      determination === null
        ? null
        : {
            id: determination.id,
            number: determination.content.decreeNumber,
            day: formatDay(determination.content.decreeDay, locale),
            approved: approval !== null,
            selected: counted('selected'),
            reserve: counted('reserve'),
            others: counted('not-selected'),
            mayApprove: approval === null && may(actor, 'determination.approve'),
          },
    mayPrepare: approval === null && ready.ok && may(actor, 'determination.prepare'),
  }
})

export default function Determination() {
  const { period, problem, announcement, appeals, obstacle, determination, mayPrepare } = useLoaderData<typeof loader>()
  const words = useWords(determinationWords)
  const refusals = useWords(determinationRefusals)
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} back={{ to: `/office/periods/${period.id}`, label: period.name }} />
      {problem ? <Notice tone="bad">{refusals[problem] ?? problem}</Notice> : null}
      <Section title={words.announcement}>
        <Card>
          {announcement === null ? (
            <p className="text-muted">{words.noAnnouncement}</p>
          ) : announcement.publishedAt === null || announcement.lastDay === null ? (
            <>
              <p>{words.prepared(announcement.number)}</p>
              {announcement.mayPublish ? (
                <Form method="post" action={`/office/periods/${period.id}/announcements/${announcement.id}/publish`} className="mt-3">
                  <p className="mb-2 text-muted">{words.publishText}</p>
                  <Button>{words.publish}</Button>
                </Form>
              ) : null}
            </>
          ) : (
            <>
              <p>{words.published(announcement.number, announcement.publishedAt)}</p>
              <p className="font-semibold">{words.closes(announcement.lastDay)}</p>
              {announcement.holidaysKnown ? null : <p className="text-warn">{words.holidaysUnknown}</p>}
              <p className="mt-2">
                <Link to={`/announcements/${announcement.id}`} className="text-accent underline">
                  {words.publicPage}
                </Link>
              </p>
            </>
          )}
        </Card>
      </Section>
      <Section title={words.appeals}>
        <Card>
          <p>{words.appealsText(appeals.open, appeals.all)}</p>
          {appeals.mayRead ? (
            <p className="mt-2">
              <LinkButton to={`/office/periods/${period.id}/appeals`}>{words.register}</LinkButton>
            </p>
          ) : null}
        </Card>
      </Section>
      <Section title={words.determination}>
        <Card>
          {determination?.approved ? (
            <p className="font-semibold">{words.determined(determination.number, determination.day)}</p>
          ) : obstacle === null ? (
            <p>{determination ? words.waiting(determination.number) : words.ready}</p>
          ) : (
            <p>
              {words.notReady} {refusals[obstacle]}
            </p>
          )}
          {determination ? <p>{words.figures(determination.selected, determination.reserve, determination.others)}</p> : null}
          <div className="mt-3 flex flex-wrap gap-2">
            {determination?.mayApprove && obstacle === null ? (
              <Form method="post" action={`/office/periods/${period.id}/determinations/${determination.id}/approve`}>
                <p className="mb-2 text-muted">{words.approveText}</p>
                <Button>{words.approve}</Button>
              </Form>
            ) : null}
            {mayPrepare ? (
              <LinkButton to={`/office/periods/${period.id}/determination/new`}>
                {determination ? words.prepareAgain : words.prepare}
              </LinkButton>
            ) : null}
            {determination ? (
              <>
                <LinkButton to={`/office/determinations/${determination.id}/annex/pdf`} reload>
                  {words.annexPdf}
                </LinkButton>
                <LinkButton to={`/office/determinations/${determination.id}/annex/xlsx`} reload>
                  {words.annexXlsx}
                </LinkButton>
              </>
            ) : null}
          </div>
        </Card>
      </Section>
    </>
  )
}
