import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { RunBadge } from '#app/components/selection/run-badge.tsx'
import { SelectionProblemNotice } from '#app/components/selection/selection-problem.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { countText, rupiahText } from '#app/domain/selection/reason-figures.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId, ScenarioId } from '#app/domain/shared/id.ts'
import { periodWords } from '#app/text/period.ts'
import { selectionWords } from '#app/text/selection.ts'
import { scenarioWords } from '#app/text/selection-scenario.ts'
import { makeRun } from '#app/use-cases/selection/make-run.server.ts'
import { listScenarios } from '#app/use-cases/selection/read-scenarios.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(scenarioWords, ({ title }) => title)

export const loader = guardedLoader('scenario.read', async ({ actor, params, url, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const result = await listScenarios(actor, periodId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, scenarios, maySave, mayPropose, mayReadRuns } = result.value
  return {
    period: { id: period.id, name: period.name },
    problem: url.searchParams.get('problem'),
    justSaved: url.searchParams.has('saved'),
    scenarios: scenarios.map(({ scenario, by, run }) => ({
      id: scenario.id,
      name: scenario.name,
      method: scenario.settings.rules.quota.method,
      summary: scenario.summary,
      by,
      at: formatMoment(scenario.createdAt, locale),
      run: run === null ? null : { id: run.id, number: run.number, state: run.state },
    })),
    maySave,
    mayPropose,
    mayReadRuns,
  }
})

/** Makes a draft list of a scenario; proposing and approving it happen on the list's own page. */
export const action = guardedAction('selection.propose', async ({ actor, params, request }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const scenarioId = ScenarioId.safeParse((await request.formData()).get('scenarioId'))
  if (!periodId.success || !scenarioId.success) return notFound()
  const result = await makeRun(actor, periodId.data, { kind: 'scenario', scenarioId: scenarioId.data })
  if (result.ok) throw redirect(`/office/selection/runs/${result.value.id}`)
  return result.refusal.kind === 'not-found' || result.refusal.kind === 'forbidden'
    ? answerRefusal(result.refusal)
    : { problem: result.refusal.kind }
})

export default function Scenarios() {
  const { period, problem, justSaved, scenarios, maySave, mayPropose, mayReadRuns } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const all = useWords(selectionWords)
  const words = useWords(scenarioWords)
  const { codes } = useWords(periodWords)
  const locale = useLocale()
  const base = `/office/selection/${period.id}/scenarios`
  const count = (value: number) => countText(value, locale)
  return (
    <>
      <PageHeader
        title={words.title}
        lead={`${period.name}. ${words.lead}`}
        {...(mayReadRuns && { back: { to: `/office/selection/${period.id}`, label: all.title } })}
        actions={
          maySave ? (
            <LinkButton to={`${base}/new`} look="primary">
              {words.create}
            </LinkButton>
          ) : null
        }
      />
      <SelectionProblemNotice code={answer?.problem ?? problem} />
      {justSaved ? <Notice tone="good">{words.savedAs}</Notice> : null}
      {scenarios.length === 0 ? (
        <EmptyState title={words.none}>{words.noneHint}</EmptyState>
      ) : (
        <>
          <Form id="compare" method="get" action={`${base}/compare`} className="mb-3">
            <Button look="secondary">{words.compare}</Button>
          </Form>
          <DataTable
            caption={words.title}
            rows={scenarios}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'choose',
                head: words.choose,
                narrow: true,
                cell: ({ id, name }) => (
                  <input
                    type="checkbox"
                    form="compare"
                    name="with"
                    value={id}
                    aria-label={`${words.choose}: ${name}`}
                    className="h-5 w-5"
                  />
                ),
              },
              {
                key: 'name',
                head: words.name,
                cell: ({ name, by, at }) => (
                  <div className="min-w-[180px]">
                    <span className="font-semibold">{name}</span>
                    <span className="block text-[13px] text-muted">
                      {by}, {at}
                    </span>
                  </div>
                ),
              },
              { key: 'method', head: words.method, cell: ({ method }) => codes[method] },
              {
                key: 'seats',
                head: words.quotaAndSelected,
                numeric: true,
                cell: ({ summary }) => `${count(summary.seats)} / ${count(summary.selected)}`,
              },
              { key: 'honorarium', head: words.perPerson, numeric: true, cell: ({ summary }) => rupiahText(summary.honorarium, locale) },
              { key: 'month', head: words.month, numeric: true, cell: ({ summary }) => rupiahText(summary.month, locale) },
              { key: 'year', head: words.year, numeric: true, cell: ({ summary }) => rupiahText(summary.year, locale) },
              {
                key: 'run',
                head: all.state,
                cell: ({ id, run }) => (
                  <div className="flex min-w-[150px] flex-col gap-1">
                    {run === null ? null : (
                      <span>
                        {mayReadRuns ? <Link to={`/office/selection/runs/${run.id}`}>{all.run(run.number)}</Link> : all.run(run.number)}{' '}
                        <RunBadge state={run.state} />
                      </span>
                    )}
                    {mayPropose ? (
                      <Form method="post">
                        <input type="hidden" name="scenarioId" value={id} />
                        <Button look="secondary">{words.propose}</Button>
                      </Form>
                    ) : null}
                    {maySave ? (
                      <Link to={`${base}/new?from=${id}`} className="text-accent underline">
                        {words.from}
                      </Link>
                    ) : null}
                  </div>
                ),
              },
            ]}
          />
        </>
      )}
    </>
  )
}
