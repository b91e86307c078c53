import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ScenarioForm } from '#app/components/selection/scenario-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { POPULATION_WORD, scenarioForm, scenarioTexts } from '#app/domain/selection/scenario.ts'
import { POPULATION } from '#app/domain/selection/selection-inputs.ts'
import { PeriodId, ScenarioId } from '#app/domain/shared/id.ts'
import { scenarioWords } from '#app/text/selection-scenario.ts'
import { beginScenario } from '#app/use-cases/selection/read-scenarios.server.ts'
import { saveScenario } from '#app/use-cases/selection/save-scenario.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(scenarioWords, ({ create }) => create)

export const loader = guardedLoader('scenario.save', async ({ actor, params, url }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const from = ScenarioId.safeParse(url.searchParams.get('from'))
  const result = await beginScenario(actor, periodId.data, from.success ? from.data : null)
  if (!result.ok) {
    if (result.refusal.kind === 'no-exam') throw redirect(`/office/selection/${periodId.data}/scenarios?problem=no-exam`)
    return answerRefusal(result.refusal)
  }
  const { period, policy, settings, columns, urbanVillages } = result.value
  return {
    period: { id: period.id, name: period.name },
    policy,
    initial: scenarioTexts(settings),
    columns: columns.map((column) => (column === POPULATION ? POPULATION_WORD : column)),
    villages: urbanVillages.map(({ code, name }) => ({ value: code, label: name })),
  }
})

export const action = guardedAction('scenario.save', async ({ actor, params, request }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const begun = await beginScenario(actor, periodId.data, null)
  if (!begun.ok) return answerRefusal(begun.refusal)
  const form = await parseForm(request, scenarioForm(begun.value.policy))
  if (!form.ok) return form.answer
  const result = await saveScenario(actor, periodId.data, form.value)
  if (result.ok) throw redirect(`/office/selection/${periodId.data}/scenarios?saved=1`)
  return result.refusal.kind === 'not-found' || result.refusal.kind === 'forbidden'
    ? answerRefusal(result.refusal)
    : form.reject({ '': [result.refusal.kind] })
})

export default function NewScenario() {
  const { period, policy, initial, columns, villages } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const words = useWords(scenarioWords)
  const back = `/office/selection/${period.id}/scenarios`
  return (
    <>
      <PageHeader title={words.create} lead={`${period.name}. ${words.createLead}`} back={{ to: back, label: words.title }} />
      <ScenarioForm lastResult={lastResult} initial={initial} policy={policy} columns={columns} villages={villages} cancelTo={back} />
    </>
  )
}
