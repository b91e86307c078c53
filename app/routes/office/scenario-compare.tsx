import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { countText, rupiahText } from '#app/domain/selection/reason-figures.ts'
import { PeriodId, ScenarioId } from '#app/domain/shared/id.ts'
import { periodWords } from '#app/text/period.ts'
import { selectionProblem, selectionWords } from '#app/text/selection.ts'
import { scenarioWords } from '#app/text/selection-scenario.ts'
import { compareScenarios } from '#app/use-cases/selection/read-scenarios.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(scenarioWords, ({ compareTitle }) => compareTitle)

const MOST_COMPARED = 3

export const loader = guardedLoader('scenario.read', async ({ actor, params, url, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const back = `/office/selection/${periodId.data}/scenarios`
  const ids = [...new Set(url.searchParams.getAll('with'))].flatMap((id) => ScenarioId.safeParse(id).data ?? [])
  if (ids.length < 2 || ids.length > MOST_COMPARED) throw redirect(`${back}?problem=choose-two`)
  const result = await compareScenarios(actor, periodId.data, ids)
  if (!result.ok) {
    const { refusal } = result
    if (refusal.kind === 'not-calculable')
      return { kind: 'not-calculable' as const, back, name: refusal.scenario, problem: refusal.problem.kind }
    return answerRefusal(refusal)
  }
  const { period, compared, people, seesPeople, urbanVillages } = result.value
  const count = (value: number) => countText(value, locale)
  return {
    kind: 'compared' as const,
    back,
    period: period.name,
    seesPeople,
    scenarios: compared.map(({ scenario, money, villages, lot, change, sameInputs }) => ({
      id: scenario.id,
      name: scenario.name,
      rules: scenario.settings.rules,
      money,
      seats: villages.reduce((sum, { quota }) => sum + quota, 0),
      reserve: villages.reduce((sum, { reserve }) => sum + reserve, 0),
      tied: lot.people,
      sameInputs,
      change: change && { comesIn: change.comesIn, dropsOut: change.dropsOut },
    })),
    villages: urbanVillages.map(({ code, name, districtName }) => ({
      code,
      name,
      district: districtName,
      cells: compared.map(({ villages, change }) => {
        const figures = villages.find((each) => each.code === code)
        const moved = change?.villages.find((each) => each.code === code)
        const signs =
          moved && moved.comesIn.length + moved.dropsOut.length > 0 ? ` (+${moved.comesIn.length} −${moved.dropsOut.length})` : ''
        return `${count(figures?.quota ?? 0)} / ${count(figures?.selected ?? 0)}${signs}`
      }),
    })),
    changes: compared.flatMap(({ scenario, change }) =>
      change === null
        ? []
        : [
            {
              id: scenario.id,
              name: scenario.name,
              villages: change.villages
                .filter(({ comesIn, dropsOut }) => comesIn.length + dropsOut.length > 0)
                .map(({ code, comesIn, dropsOut }) => ({
                  code,
                  name: urbanVillages.find((each) => each.code === code)?.name ?? code,
                  comesIn: comesIn.map((id) => people.get(id)?.name ?? ''),
                  dropsOut: dropsOut.map((id) => people.get(id)?.name ?? ''),
                })),
            },
          ],
    ),
  }
})

export default function CompareScenarios() {
  const found = useLoaderData<typeof loader>()
  const all = useWords(selectionWords)
  const words = useWords(scenarioWords)
  const { codes } = useWords(periodWords)
  const locale = useLocale()
  if (found.kind === 'not-calculable')
    return (
      <>
        <PageHeader title={words.compareTitle} back={{ to: found.back, label: words.title }} />
        <Notice tone="bad" title={words.notCalculable(found.name)}>
          {selectionProblem(all, found.problem)}
        </Notice>
      </>
    )
  const { scenarios, villages, changes } = found
  const count = (value: number) => countText(value, locale)
  const rupiah = (value: number) => rupiahText(value, locale)
  const decimal = (text: string) => (locale === 'id' ? text.replace('.', ',') : text)
  const rows = [
    { key: 'seats', label: all.figures.seats, cells: scenarios.map(({ seats }) => count(seats)) },
    { key: 'selected', label: all.figures.selected, cells: scenarios.map(({ money }) => count(money.paid)) },
    { key: 'reserve', label: all.figures.reserve, cells: scenarios.map(({ reserve }) => count(reserve)) },
    { key: 'in', label: words.comesIn, cells: scenarios.map(({ change }) => (change === null ? words.base : count(change.comesIn))) },
    { key: 'out', label: words.dropsOut, cells: scenarios.map(({ change }) => (change === null ? words.base : count(change.dropsOut))) },
    { key: 'honorarium', label: words.perPerson, cells: scenarios.map(({ money }) => rupiah(money.honorarium)) },
    { key: 'month', label: words.month, cells: scenarios.map(({ money }) => rupiah(money.month)) },
    { key: 'year', label: words.year, cells: scenarios.map(({ money }) => rupiah(money.year)) },
    {
      key: 'left',
      label: words.left,
      cells: scenarios.map(({ money }) =>
        money.left === null ? '–' : money.left < 0 ? `${words.over}: ${rupiah(-money.left)}` : rupiah(money.left),
      ),
    },
    { key: 'method', label: words.method, cells: scenarios.map(({ rules }) => codes[rules.quota.method]) },
    {
      key: 'thresholds',
      label: words.thresholds,
      cells: scenarios.map(({ rules }) => `${decimal(rules.fieldThreshold)} / ${decimal(rules.totalThreshold)}`),
    },
    {
      key: 'weights',
      label: words.weights,
      cells: scenarios.map(({ rules: { selectionWeights: weights } }) =>
        [weights.exam, weights.practice, weights.serviceRecord].map(decimal).join(' / '),
      ),
    },
  ]
  return (
    <>
      <PageHeader
        title={words.compareTitle}
        lead={`${found.period}. ${words.compareLead(scenarios[0]?.name ?? '')}`}
        back={{ to: found.back, label: words.title }}
      />
      {scenarios.some(({ sameInputs }) => !sameInputs) ? <Notice tone="warn">{words.stale}</Notice> : null}
      {scenarios
        .filter(({ tied }) => tied > 0)
        .map(({ id, name, tied }) => (
          <Notice key={id} tone="info" title={name}>
            {words.lot(tied)}
          </Notice>
        ))}
      <Section>
        <DataTable
          caption={words.compareTitle}
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            { key: 'label', head: words.title, cell: ({ label }) => label },
            ...scenarios.map(({ id, name }, at) => ({
              key: id,
              head: name,
              numeric: true,
              cell: ({ cells }: { cells: readonly string[] }) => (
                <span className="inline-block max-w-[200px] whitespace-normal">{cells[at] ?? ''}</span>
              ),
            })),
          ]}
        />
      </Section>
      <Section title={words.per}>
        <p className="mb-2 text-muted">{words.quotaAndSelected}</p>
        <DataTable
          caption={words.per}
          rows={villages}
          rowKey={({ code }) => code}
          columns={[
            { key: 'name', head: all.village, cell: ({ name }) => name },
            { key: 'district', head: all.district, cell: ({ district }) => district },
            ...scenarios.map(({ id, name }, at) => ({
              key: id,
              head: name,
              numeric: true,
              cell: ({ cells }: { cells: readonly string[] }) => cells[at] ?? '',
            })),
          ]}
        />
      </Section>
      <Section title={words.changes}>
        {found.seesPeople ? null : <p className="mb-2 text-muted">{words.hiddenNames}</p>}
        {changes.map(({ id, name, villages: moved }) => (
          <details key={id} className="mb-3 rounded-md border border-line p-3" open={moved.length > 0 && moved.length <= 5}>
            <summary className="cursor-pointer font-semibold">{name}</summary>
            {moved.length === 0 ? (
              <EmptyState title={words.noChanges} />
            ) : (
              <ul className="mt-2 list-disc pl-5">
                {moved.map(({ code, name: village, comesIn, dropsOut }) => (
                  <li key={code} className="mb-1">
                    <span className="font-semibold">{village}</span>
                    {comesIn.length > 0 ? ` · ${words.comesIn} ${comesIn.length}${found.seesPeople ? `: ${comesIn.join(', ')}` : ''}` : ''}
                    {dropsOut.length > 0
                      ? ` · ${words.dropsOut} ${dropsOut.length}${found.seesPeople ? `: ${dropsOut.join(', ')}` : ''}`
                      : ''}
                  </li>
                ))}
              </ul>
            )}
          </details>
        ))}
      </Section>
    </>
  )
}
