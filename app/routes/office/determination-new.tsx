import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DecreeForm } from '#app/components/determination/decree-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DecreeForm as Schema } from '#app/domain/determination/determination.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { determinationWords } from '#app/text/determination.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { prepareDetermination, readDetermination } from '#app/use-cases/determination/determine-period.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(determinationWords, ({ prepare }) => prepare)

export const loader = guardedLoader('determination.prepare', async ({ actor, params }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const result = periodId.success ? await readDetermination(actor, periodId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, ready } = result.value
  return { period: { id: period.id, name: period.name }, obstacle: ready.ok ? null : ready.refusal.kind }
})

export const action = guardedAction('determination.prepare', async ({ actor, params, request }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const form = await parseForm(request, Schema)
  if (!form.ok) return form.answer
  const result = await prepareDetermination(actor, periodId.data, form.value)
  if (result.ok) throw redirect(`/office/periods/${periodId.data}/determination`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
})

export default function NewDetermination() {
  const { period, obstacle } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(determinationWords)
  const refusals = useWords(determinationRefusals)
  return (
    <>
      <PageHeader title={words.prepare} lead={words.lead} back={{ to: `/office/periods/${period.id}/determination`, label: words.title }} />
      {obstacle === null ? (
        <DecreeForm lastResult={answer} />
      ) : (
        <Notice tone="warn" title={words.notReady}>
          {refusals[obstacle]}
        </Notice>
      )}
    </>
  )
}
