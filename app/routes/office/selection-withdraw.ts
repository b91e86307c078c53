import { redirect } from '@remix-run/node'
import { RegionCode } from '#app/domain/access/role.ts'
import { WithdrawalForm } from '#app/domain/selection/withdrawal.ts'
import { CandidateId, SelectionRunId } from '#app/domain/shared/id.ts'
import { withdrawSeat } from '#app/use-cases/selection/withdraw-seat.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** Somebody leaves an approved list; what stands in the way is told on the kelurahan's page. */
export const action = guardedAction('selection.withdraw', async ({ actor, params, request }) => {
  const [runId, code] = [SelectionRunId.safeParse(params.runId), RegionCode.safeParse(params.code)]
  if (!runId.success || !code.success) return notFound()
  const posted = Object.fromEntries(await request.formData())
  const candidateId = CandidateId.safeParse(posted.candidateId)
  if (!candidateId.success) return notFound()
  const page = `/office/selection/runs/${runId.data}/${code.data}`
  const form = WithdrawalForm.safeParse(posted)
  if (!form.success) throw redirect(`${page}?withdraw=${candidateId.data}&problem=bad-reason`)
  const result = await withdrawSeat(actor, runId.data, candidateId.data, form.data)
  if (result.ok) throw redirect(page)
  if (result.refusal.kind === 'not-found' || result.refusal.kind === 'forbidden') return answerRefusal(result.refusal)
  throw redirect(`${page}?problem=${result.refusal.kind}`)
})
