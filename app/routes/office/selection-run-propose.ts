import { redirect } from '@remix-run/node'
import { LotForm } from '#app/domain/selection/selection-run.ts'
import { SelectionRunId } from '#app/domain/shared/id.ts'
import { drawLot } from '#app/use-cases/selection/draw-lot.server.ts'
import { proposeRun } from '#app/use-cases/selection/propose-run.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** What the office does with its draft: write down the drawn number, or propose. What stands in the way is told on the list's page. */
export const action = guardedAction('selection.propose', async ({ actor, params, request }) => {
  const runId = SelectionRunId.safeParse(params.runId)
  if (!runId.success) return notFound()
  const form = await request.formData()
  const page = `/office/selection/runs/${runId.data}`
  const lot = form.get('act') === 'draw' ? LotForm.safeParse({ lotNumber: form.get('lotNumber') }) : null
  if (lot !== null && !lot.success) throw redirect(`${page}?problem=bad-lot`)
  const result = lot === null ? await proposeRun(actor, runId.data) : await drawLot(actor, runId.data, lot.data.lotNumber)
  if (result.ok) throw redirect(page)
  if (result.refusal.kind === 'not-found' || result.refusal.kind === 'forbidden') return answerRefusal(result.refusal)
  throw redirect(`${page}?problem=${result.refusal.kind}`)
})
