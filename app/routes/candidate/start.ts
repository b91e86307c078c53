import { redirect } from '@remix-run/node'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { browserProofOf } from '#app/web/browser-proof.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

/** Who comes here by the address alone belongs on the exam day's page. */
export const loader = guardedLoader('attempt.take', async () => redirect('/exam'))

/** Checks in, and begins the exam when the session is open. Refusals are worded on the exam day's page. */
export const action = guardedAction('attempt.take', async ({ actor, request }) => {
  const form = await request.formData()
  const token = form.get('token')
  if (token !== null && form.get('identity') !== 'yes') return redirect('/exam?problem=identity')
  const result = await startAttempt(actor, typeof token === 'string' ? token.slice(0, 40) : null, browserProofOf(request))
  if (result.ok) return redirect(result.value.kind === 'started' ? '/exam/attempt' : '/exam')
  switch (result.refusal.kind) {
    case 'not-found':
      return answerRefusal(result.refusal)
    case 'token-missing':
    case 'wrong-token':
    case 'other-browser':
      return redirect(`/exam?problem=${result.refusal.kind}`)
    case 'already-closed':
    case 'on-paper':
    case 'session-closed':
    case 'too-late':
      return redirect('/exam')
  }
})
