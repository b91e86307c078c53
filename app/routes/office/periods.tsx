import { Link, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { may } from '#app/domain/access/may.ts'
import { formatDay } from '#app/domain/shared/calendar.ts'
import { periodWords } from '#app/text/period.ts'
import { listPeriods } from '#app/use-cases/period/list-periods.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(periodWords, ({ title }) => title)

export const loader = guardedLoader('period.read', async ({ actor, locale }) => {
  const result = await listPeriods(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    periods: result.value.map((period) => ({ ...period, startsOn: formatDay(period.startsOn, locale) })),
    mayManage: may(actor, 'period.manage'),
  }
})

export default function Periods() {
  const { periods, mayManage } = useLoaderData<typeof loader>()
  const words = useWords(periodWords)
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          mayManage ? (
            <LinkButton to="/office/periods/new" look="primary">
              {words.create}
            </LinkButton>
          ) : null
        }
      />
      {periods.length === 0 ? (
        <EmptyState title={words.none}>{mayManage ? words.noneHint : null}</EmptyState>
      ) : (
        <DataTable
          caption={words.caption}
          rows={periods}
          rowKey={(period) => period.id}
          columns={[
            { key: 'code', head: words.code, cell: (period) => <Link to={`/office/periods/${period.id}`}>{period.code}</Link> },
            {
              key: 'name',
              head: words.name,
              cell: (period) => (
                <>
                  {period.name} {period.isDemo ? <Badge tone="warn">{words.demo}</Badge> : null}
                </>
              ),
            },
            { key: 'starts', head: words.startsOn, cell: (period) => period.startsOn },
            { key: 'state', head: words.state, cell: (period) => <Badge tone="info">{words.states[period.state]}</Badge> },
          ]}
        />
      )}
    </>
  )
}
