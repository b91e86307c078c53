import { redirect } from '@remix-run/node'
import { AttemptId } from '#app/domain/shared/id.ts'
import { takeOverLease } from '#app/use-cases/delivery/take-over-lease.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

/** Moves the exam to this device. */
export const action = guardedAction('attempt.take', async ({ actor, request }) => {
  const form = await request.formData()
  const attemptId = AttemptId.safeParse(form.get('attemptId'))
  if (!attemptId.success) return answerRefusal({ kind: 'bad-input' })
  const token = String(form.get('token') ?? '')
    .trim()
    .slice(0, 40)
  const result = await takeOverLease(actor, { attemptId: attemptId.data, token: token === '' ? null : token })
  if (result.ok) return redirect('/exam/attempt')
  switch (result.refusal.kind) {
    case 'not-found':
      return answerRefusal(result.refusal)
    case 'wrong-token':
      return redirect('/exam/attempt?problem=wrong-token')
    case 'already-closed':
    case 'open-on-another-device':
      return redirect('/exam/attempt')
  }
})
