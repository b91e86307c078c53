import { guardedAction } from '#app/web/guard.server.ts'
import { answerBatch } from '#app/web/save-door.server.ts'

/** The queue's door: a batch in, how each event stands out. The host answers most saves without coming by here. */
export const action = guardedAction('attempt.take', async ({ actor, request }) => {
  const answer = await answerBatch(actor, await request.text(), null)
  if (answer === null) throw new Error('a session that was just looked up does not stand')
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
})
