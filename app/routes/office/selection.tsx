import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { RunBadge } from '#app/components/selection/run-badge.tsx'
import { SelectionProblemNotice } from '#app/components/selection/selection-problem.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { Card, EmptyState, Figure, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { PlainSelect, PlainText } from '#app/components/ui/plain-control.tsx'
import { DataTable } from '#app/components/ui/table.tsx'
import { countText } from '#app/domain/selection/reason-figures.ts'
import { MISSING_COMPONENT_RULES, POPULATION } from '#app/domain/selection/selection-inputs.ts'
import { CityTotal, RunRequest } from '#app/domain/selection/selection-run.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { periodWords } from '#app/text/period.ts'
import { selectionWords } from '#app/text/selection.ts'
import { makeRun } from '#app/use-cases/selection/make-run.server.ts'
import { readSelection } from '#app/use-cases/selection/read-selection.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(selectionWords, ({ title }) => title)

export const loader = guardedLoader('selection.read', async ({ actor, params, url, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const asked = CityTotal.safeParse(url.searchParams.get('total') ?? '')
  const result = await readSelection(actor, periodId.data, asked.success ? asked.data : null)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, policy, source, quotas, runs, mayImport, mayPropose, mayReadScenarios } = result.value
  const quotaOf = new Map(quotas?.ok ? quotas.value.map((each) => [each.code, each]) : [])
  const figuresOf = new Map(source?.villages.map((each) => [each.code, each]))
  const candidates = source?.candidates ?? []
  return {
    period: { id: period.id, name: period.name },
    method: policy.settings.quotaMethod,
    total: (asked.success ? asked.data : null) ?? candidates.length,
    figures:
      source === null
        ? null
        : {
            candidates: candidates.length,
            eligible: candidates.filter(({ eligible }) => eligible).length,
            confirmed: candidates.filter(({ exam }) => exam !== null).length,
            unconfirmed: source.unconfirmed,
            practice: candidates.filter(({ practice }) => practice !== null).length,
            serviceRecord: candidates.filter(({ serviceRecord }) => serviceRecord !== null).length,
          },
    problem: quotas !== null && !quotas.ok ? quotas.refusal.kind : null,
    villages: (source?.urbanVillages ?? []).map(({ code, name, districtName }) => ({
      code,
      name,
      district: districtName,
      population: figuresOf.get(code)?.figures[POPULATION] ?? null,
      candidates: candidates.filter(({ urbanVillageCode }) => urbanVillageCode === code).length,
      quota: quotaOf.get(code)?.quota ?? null,
      basis: quotaOf.get(code)?.basis ?? null,
    })),
    runs: runs.map(({ run, by }) => ({
      id: run.id,
      number: run.number,
      state: run.state,
      by,
      at: formatMoment(run.createdAt, locale),
      seats: run.summary.seats,
      selected: run.summary.selected,
      reserve: run.summary.reserve,
    })),
    mayImport,
    mayPropose,
    mayReadScenarios,
  }
})

export const action = guardedAction('selection.propose', async ({ actor, params, request }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const form = RunRequest.safeParse(Object.fromEntries(await request.formData()))
  if (!form.success) return { problem: 'bad-total' }
  const result = await makeRun(actor, periodId.data, { kind: 'policy', ...form.data })
  if (result.ok) throw redirect(`/office/selection/runs/${result.value.id}`)
  return result.refusal.kind === 'not-found' || result.refusal.kind === 'forbidden'
    ? answerRefusal(result.refusal)
    : { problem: result.refusal.kind }
})

export default function Selection() {
  const { period, method, total, figures, problem, villages, runs, mayImport, mayPropose, mayReadScenarios } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(selectionWords)
  const codes = useWords(periodWords).codes
  const locale = useLocale()
  const count = (value: number | null) => (value === null ? '–' : countText(value, locale))
  return (
    <>
      <PageHeader
        title={words.title}
        lead={period.name}
        back={{ to: '/office/selection', label: words.backToPeriods }}
        actions={
          <>
            {mayImport ? <LinkButton to={`/office/selection/${period.id}/figures`}>{words.importFigures}</LinkButton> : null}
            {mayReadScenarios ? <LinkButton to={`/office/selection/${period.id}/scenarios`}>{words.scenarios}</LinkButton> : null}
          </>
        }
      />
      <SelectionProblemNotice code={answer?.problem ?? null} />
      {figures === null ? (
        <EmptyState title={words.noExam}>{words.noExamHint}</EmptyState>
      ) : (
        <>
          <div className="mb-6 grid grid-cols-2 gap-3 lg:grid-cols-4">
            <Figure label={words.figures.candidates} value={count(figures.candidates)} />
            <Figure label={words.figures.eligible} value={count(figures.eligible)} />
            <Figure
              label={words.figures.confirmed}
              value={count(figures.confirmed)}
              {...(figures.unconfirmed > 0 && { note: words.figures.unconfirmed(count(figures.unconfirmed)) })}
            />
            <Figure label={words.figures.components} value={`${count(figures.practice)} / ${count(figures.serviceRecord)}`} />
          </div>
          <Section title={words.runs}>
            {runs.length === 0 ? (
              <EmptyState title={words.noRuns} />
            ) : (
              <DataTable
                caption={words.runs}
                rows={runs}
                rowKey={({ id }) => id}
                columns={[
                  {
                    key: 'number',
                    head: words.runHead,
                    cell: ({ id, number }) => <Link to={`/office/selection/runs/${id}`}>{words.run(number)}</Link>,
                  },
                  { key: 'state', head: words.state, cell: ({ state }) => <RunBadge state={state} /> },
                  { key: 'seats', head: words.figures.seats, numeric: true, cell: ({ seats }) => count(seats) },
                  { key: 'selected', head: words.figures.selected, numeric: true, cell: ({ selected }) => count(selected) },
                  { key: 'reserve', head: words.figures.reserve, numeric: true, cell: ({ reserve }) => count(reserve) },
                  { key: 'by', head: words.by, cell: ({ by }) => by },
                  { key: 'at', head: words.at, cell: ({ at }) => at },
                ]}
              />
            )}
          </Section>
          {mayPropose ? (
            <Section title={words.makeTitle}>
              <Card>
                <p className="mb-3 text-muted">{words.makeLead}</p>
                <Form method="post" className="max-w-[560px]">
                  <PlainText name="cityTotal" label={words.total} hint={words.totalHint} initial={String(total)} inputMode="numeric" />
                  <PlainSelect name="missingComponent" label={words.missingLabel} initial="stop">
                    {MISSING_COMPONENT_RULES.map((rule) => (
                      <option key={rule} value={rule}>
                        {words.missingRules[rule]}
                      </option>
                    ))}
                  </PlainSelect>
                  <PlainSelect name="fieldQuotas" label={words.fieldQuotas} initial="no">
                    <option value="no">{words.no}</option>
                    <option value="yes">{words.yes}</option>
                  </PlainSelect>
                  <Button>{words.make}</Button>
                </Form>
              </Card>
            </Section>
          ) : null}
          <Section title={words.quota}>
            <p className="mb-3 text-muted">{words.quotaLead(codes[method], count(total))}</p>
            <Form method="get" className="no-print mb-3 flex max-w-[560px] flex-wrap items-end gap-3">
              <div className="grow">
                <PlainText name="total" label={words.total} initial={String(total)} inputMode="numeric" />
              </div>
              <div className="mb-4">
                <Button look="secondary">{words.showQuota}</Button>
              </div>
            </Form>
            <SelectionProblemNotice code={problem} />
            <DataTable
              caption={words.quota}
              rows={villages}
              rowKey={({ code }) => code}
              columns={[
                { key: 'name', head: words.village, cell: ({ name }) => name },
                { key: 'district', head: words.district, cell: ({ district }) => district },
                { key: 'population', head: words.population, numeric: true, cell: ({ population }) => count(population) },
                { key: 'candidates', head: words.figures.candidates, numeric: true, cell: ({ candidates }) => count(candidates) },
                { key: 'quota', head: words.figures.seats, numeric: true, cell: ({ quota }) => count(quota) },
                { key: 'basis', head: words.basis, cell: ({ basis }) => (basis === null ? '–' : words.bases[basis]) },
              ]}
            />
          </Section>
        </>
      )}
    </>
  )
}
