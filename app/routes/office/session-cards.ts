import { redirect } from '@remix-run/node'
import { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { type CardChoice, makeCards } from '#app/use-cases/delivery/make-cards.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** Makes cards and answers with the sheets: their PINs are shown here and nowhere else. */
export const action = guardedAction('card.make', async ({ actor, params, request }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  const choice = choiceOf(await request.formData())
  if (!examSessionId.success || choice === null) return notFound()
  const result = await makeCards(actor, examSessionId.data, choice)
  if (result.ok) return download({ ...result.value, contentType: PDF })
  if (result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  return redirect(`/office/sessions/${examSessionId.data}?problem=${result.refusal.kind}`)
})

function choiceOf(form: FormData): CardChoice | null {
  const candidateId = CandidateId.safeParse(form.get('candidateId'))
  if (candidateId.success) return { kind: 'one', candidateId: candidateId.data }
  const choice = form.get('choice')
  return choice === 'missing' || choice === 'all' ? { kind: choice } : null
}
