import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { NewExamForm } from '#app/components/assembly/new-exam-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { NewExam } from '#app/domain/assembly/exam-design.ts'
import { assemblyWords } from '#app/text/assembly.ts'
import { createExam } from '#app/use-cases/assembly/design-exam.server.ts'
import { examChoices } from '#app/use-cases/assembly/read-exam.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(assemblyWords, ({ create }) => create)

export const loader = guardedLoader('exam.design', async ({ actor }) => {
  const result = await examChoices(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const { periods, bankVersions } = result.value
  return {
    periods: periods.map(({ id, name }) => ({ id, name })),
    bankVersions: bankVersions.map(({ id, title, version, questions }) => ({ id, title, version, questions })),
  }
})

export const action = guardedAction('exam.design', async ({ actor, request }) => {
  const form = await parseForm(request, NewExam)
  if (!form.ok) return form.answer
  const result = await createExam(actor, form.value)
  if (result.ok) throw redirect(`/author/exams/${result.value}`)
  return result.refusal.kind === 'empty-bank' ? form.reject({ '': ['empty-bank'] }) : answerRefusal(result.refusal)
})

export default function NewExamPage() {
  const choices = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(assemblyWords)
  const isReady = choices.bankVersions.length > 0 && choices.periods.length > 0
  return (
    <>
      <PageHeader title={words.create} lead={words.createLead} back={{ to: '/author/exams', label: words.exams }} />
      {isReady ? <NewExamForm choices={choices} lastResult={answer} /> : <EmptyState title={words.noBank}>{words.noBankText}</EmptyState>}
    </>
  )
}
