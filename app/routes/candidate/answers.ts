import { AnswerBatch } from '#app/domain/delivery/answer-events.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'

/** The queue's door: a batch in, how each event stands out. 409 tells a device that another one holds the lease. */
export const action = guardedAction('attempt.take', async ({ actor, request }) => {
  const batch = AnswerBatch.safeParse(await request.json().catch(() => null))
  if (!batch.success) return Response.json({ refusal: 'bad-input' }, { status: 400 })
  const result = await saveAnswers(actor, batch.data)
  if (!result.ok) return Response.json({ refusal: result.refusal.kind }, { status: 404 })
  return Response.json(result.value, { status: result.value.holdsLease ? 200 : 409 })
})
