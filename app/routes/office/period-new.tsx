import { redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { PeriodForm } from '#app/components/period/period-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { PeriodForm as schema } from '#app/domain/period/period-form.ts'
import { periodWords } from '#app/text/period.ts'
import { createPeriod } from '#app/use-cases/period/create-period.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(periodWords, ({ createTitle }) => createTitle)

export const loader = guardedLoader('period.manage', async () => null)

export const action = guardedAction('period.manage', async ({ actor, request }) => {
  const form = await parseForm(request, schema)
  if (!form.ok) return form.answer
  const result = await createPeriod(actor, form.value)
  if (result.ok) throw redirect(`/office/periods/${result.value.id}`)
  return result.refusal.kind === 'code-taken' ? form.reject({ code: ['code-taken'] }) : answerRefusal(result.refusal)
})

export default function NewPeriod() {
  const words = useWords(periodWords)
  const lastResult = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={words.createTitle} lead={words.createLead} back={{ to: '/office/periods', label: words.backToPeriods }} />
      <PeriodForm lastResult={lastResult} />
    </>
  )
}
