import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SessionForm } from '#app/components/delivery/session-form.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { SessionInput } from '#app/domain/delivery/session-input.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { planExamSession, sessionChoices } from '#app/use-cases/delivery/plan-exam-session.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(sessionPlanWords, ({ session }) => session.newTitle)

export const loader = guardedLoader('exam-session.plan', async ({ actor }) => {
  const result = await sessionChoices(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const { exams, venues } = result.value
  return {
    exams: exams.map(({ id, title, periodName, limitMinutes }) => ({ id, title, periodName, limitMinutes })),
    venues: venues.map(({ id, name, regionName, capacity }) => ({ id, name, regionName, capacity })),
  }
})

export const action = guardedAction('exam-session.plan', async ({ actor, request }) => {
  const form = await parseForm(request, SessionInput)
  if (!form.ok) return form.answer
  const result = await planExamSession(actor, form.value)
  if (result.ok) throw redirect(`/office/sessions/${result.value}`)
  switch (result.refusal.kind) {
    case 'not-found':
      return answerRefusal(result.refusal)
    case 'exam-not-published':
      return form.reject({ examId: ['exam-not-published'] })
    case 'unknown-venue':
      return form.reject({ venueId: ['unknown-venue'] })
    case 'plan-faults':
      return form.reject(Object.fromEntries(Object.entries(result.refusal.faults).map(([field, fault]) => [field, [fault]])))
  }
})

export default function NewSession() {
  const choices = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(sessionPlanWords).session
  return (
    <>
      <PageHeader title={words.newTitle} lead={words.newLead} back={{ to: '/office/sessions', label: words.title }} />
      {choices.exams.length === 0 ? (
        <EmptyState title={words.noExam}>{words.noExamText}</EmptyState>
      ) : choices.venues.length === 0 ? (
        <EmptyState title={words.noVenue}>
          <LinkButton to="/office/venues">{words.venues}</LinkButton>
        </EmptyState>
      ) : (
        <SessionForm choices={choices} lastResult={answer} />
      )}
    </>
  )
}
