import { Link, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, EmptyState, Notice, PageHeader, type Tone } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { mayEnter } from '#app/domain/access/may.ts'
import { formatDate, formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { appealRegisterWords } from '#app/text/appeal-register.ts'
import { determinationWords } from '#app/text/determination.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { readAppealRegister } from '#app/use-cases/determination/read-appeals.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(appealRegisterWords, ({ title }) => title)

export const loader = guardedLoader('appeal.read', async ({ actor, params, url, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const result = periodId.success ? await readAppealRegister(actor, periodId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, announcement, isWindowOpen, appeals } = result.value
  const publication = announcement?.publication ?? null
  return {
    period: { id: period.id, name: period.name },
    lastDay: publication === null ? null : formatDate(new Date(publication.closesAt.getTime() - 1), locale),
    recorded: Number(/^\d{1,5}$/.exec(url.searchParams.get('recorded') ?? '')?.[0] ?? 0),
    mayFile: isWindowOpen && mayEnter(actor, 'appeal.file-for'),
    appeals: appeals.map((each) => ({
      id: each.id,
      number: each.number,
      name: each.name,
      participantNumber: each.participantNumber,
      village: each.urbanVillageName,
      kind: each.kind,
      filedAt: formatMoment(each.filedAt, locale),
      filedByStaff: each.filedByStaff,
      state: each.state === 'decided' ? (each.outcome ?? 'rejected') : each.state,
      remedy: each.remedy,
      remedied: each.remediedAt !== null,
    })),
  }
})

const TONES: Record<'submitted' | 'withdrawn' | 'granted' | 'rejected', Tone> = {
  submitted: 'warn',
  withdrawn: 'neutral',
  granted: 'good',
  rejected: 'bad',
}

export default function Appeals() {
  const { period, lastDay, recorded, mayFile, appeals } = useLoaderData<typeof loader>()
  const words = useWords(appealRegisterWords)
  const way = useWords(determinationWords)
  const refusals = useWords(determinationRefusals)
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        back={{ to: `/office/periods/${period.id}/determination`, label: way.title }}
        actions={
          <>
            {mayFile ? <LinkButton to={`/office/periods/${period.id}/appeals/new`}>{words.walkIn}</LinkButton> : null}
            {appeals.length > 0 ? (
              <LinkButton to={`/office/periods/${period.id}/appeals.xlsx`} reload>
                {words.workbook}
              </LinkButton>
            ) : null}
          </>
        }
      />
      {recorded > 0 ? <Notice tone="good">{words.recorded(recorded)}</Notice> : null}
      <p className="mb-4 font-semibold">{lastDay === null ? refusals['not-announced'] : way.closes(lastDay)}</p>
      {appeals.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <DataTable
          caption={words.caption}
          rows={appeals}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'number',
              head: words.number,
              cell: ({ id, number }) => (
                <Link to={`/office/appeals/${id}`} className="text-accent underline">
                  {words.sheet(number)}
                </Link>
              ),
            },
            {
              key: 'person',
              head: words.person,
              cell: ({ name, participantNumber, village }) => (
                <>
                  {name}
                  <span className="block text-[13px] text-muted">
                    {participantNumber} · {village}
                  </span>
                </>
              ),
            },
            { key: 'about', head: words.about, cell: ({ kind }) => words.kinds[kind] },
            {
              key: 'filed',
              head: words.filed,
              cell: ({ filedAt, filedByStaff }) => (filedByStaff ? `${filedAt} (${words.byStaff})` : filedAt),
            },
            { key: 'state', head: words.state, cell: ({ state }) => <Badge tone={TONES[state]}>{words.states[state]}</Badge> },
            {
              key: 'remedy',
              head: words.remedy,
              cell: ({ remedy, remedied }) =>
                remedy === null ? '' : `${words.remedies[remedy]} (${remedied ? words.done : words.underWay})`,
            },
          ]}
        />
      )}
    </>
  )
}
