import { redirect } from '@remix-run/node'
import { ExamSessionId, RoomActId } from '#app/domain/shared/id.ts'
import { decideAct } from '#app/use-cases/proctoring/decide-act.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The second person's answer to an act that waits; what stands in the way is told in the record of the session. */
export const action = guardedAction('room-act.decide', async ({ actor, params, request }) => {
  const form = await request.formData()
  const [examSessionId, actId] = [ExamSessionId.safeParse(params.examSessionId), RoomActId.safeParse(form.get('actId'))]
  const answer = form.get('answer')
  if (!examSessionId.success || !actId.success || (answer !== 'approved' && answer !== 'rejected')) return notFound()
  const result = await decideAct(actor, actId.data, answer)
  if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  const outcome = answer === 'approved' ? 'done' : 'rejected'
  throw redirect(`/proctor/sessions/${examSessionId.data}/record?${result.ok ? `outcome=${outcome}` : `problem=${result.refusal.kind}`}`)
})
