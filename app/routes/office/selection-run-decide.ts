import { redirect } from '@remix-run/node'
import { RejectForm } from '#app/domain/selection/selection-run.ts'
import { SelectionRunId } from '#app/domain/shared/id.ts'
import { approveRun, rejectRun } from '#app/use-cases/selection/decide-on-run.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The second person's decision on a proposed list; what stands in the way is told on its page. */
export const action = guardedAction('selection.approve', async ({ actor, params, request }) => {
  const runId = SelectionRunId.safeParse(params.runId)
  if (!runId.success) return notFound()
  const form = await request.formData()
  const page = `/office/selection/runs/${runId.data}`
  const rejection = form.get('act') === 'reject' ? RejectForm.safeParse({ reason: form.get('reason') }) : null
  if (rejection !== null && !rejection.success) throw redirect(`${page}?problem=bad-reason`)
  const result = rejection === null ? await approveRun(actor, runId.data) : await rejectRun(actor, runId.data, rejection.data.reason)
  if (result.ok) throw redirect(page)
  if (result.refusal.kind === 'not-found' || result.refusal.kind === 'forbidden') return answerRefusal(result.refusal)
  throw redirect(`${page}?problem=${result.refusal.kind}`)
})
