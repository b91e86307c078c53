import { Link, useLoaderData } from '@remix-run/react'
import { RunBadge } from '#app/components/selection/run-badge.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { periodWords } from '#app/text/period.ts'
import { selectionWords } from '#app/text/selection.ts'
import { listSelectionPeriods } from '#app/use-cases/selection/read-selection.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(selectionWords, ({ title }) => title)

export const loader = guardedLoader('scenario.read', async ({ actor }) => {
  const result = await listSelectionPeriods(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    mayReadLists: result.value.mayReadLists,
    periods: result.value.periods.map(({ period, runs }) => ({
      id: period.id,
      name: period.name,
      state: period.state,
      latest: runs[0] ? { number: runs[0].number, state: runs[0].state } : null,
    })),
  }
})

export default function SelectionPeriods() {
  const { periods, mayReadLists } = useLoaderData<typeof loader>()
  const words = useWords(selectionWords)
  const { states } = useWords(periodWords)
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {periods.length === 0 ? (
        <EmptyState title={words.noPeriods} />
      ) : (
        <DataTable
          caption={words.periods}
          rows={periods}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              head: words.period,
              cell: ({ id, name }) => <Link to={`/office/selection/${id}${mayReadLists ? '' : '/scenarios'}`}>{name}</Link>,
            },
            { key: 'state', head: words.state, cell: ({ state }) => states[state] },
            {
              key: 'run',
              head: words.latestRun,
              cell: ({ latest }) =>
                latest === null ? (
                  words.none
                ) : (
                  <>
                    {words.run(latest.number)} <RunBadge state={latest.state} />
                  </>
                ),
            },
          ]}
        />
      )}
    </>
  )
}
