import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { WalkInForm } from '#app/components/determination/walk-in-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { WalkInAppeal } from '#app/domain/determination/appeal.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { appealRegisterWords } from '#app/text/appeal-register.ts'
import { fileWalkInAppeal } from '#app/use-cases/determination/file-appeal.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(appealRegisterWords, ({ walkIn }) => walkIn)

export const loader = guardedLoader('appeal.file-for', async ({ params }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  return periodId.success ? { periodId: periodId.data } : notFound()
})

export const action = guardedAction('appeal.file-for', async ({ actor, params, request }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const form = await parseForm(request, WalkInAppeal)
  if (!form.ok) return form.answer
  const { participantNumber, ...statement } = form.value
  const result = await fileWalkInAppeal(actor, participantNumber, statement)
  if (result.ok) throw redirect(`/office/periods/${periodId.data}/appeals?recorded=${result.value.number}`)
  return result.refusal.kind === 'not-found'
    ? form.reject({ participantNumber: ['unknown-number'] })
    : form.reject({ '': [result.refusal.kind] })
})

export default function NewAppeal() {
  const { periodId } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(appealRegisterWords)
  return (
    <>
      <PageHeader title={words.walkIn} lead={words.walkInLead} back={{ to: `/office/periods/${periodId}/appeals`, label: words.title }} />
      <WalkInForm lastResult={answer} />
    </>
  )
}
