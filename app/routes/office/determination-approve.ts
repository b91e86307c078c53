import { redirect } from '@remix-run/node'
import { DeterminationId, PeriodId } from '#app/domain/shared/id.ts'
import { approvePeriodDetermination } from '#app/use-cases/determination/determine-period.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The second signature of a determination; what stands in the way is told on the period's way. */
export const action = guardedAction('determination.approve', async ({ actor, params }) => {
  const [periodId, determinationId] = [PeriodId.safeParse(params.periodId), DeterminationId.safeParse(params.determinationId)]
  if (!periodId.success || !determinationId.success) return notFound()
  const result = await approvePeriodDetermination(actor, determinationId.data)
  if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  throw redirect(`/office/periods/${periodId.data}/determination${result.ok ? '' : `?problem=${result.refusal.kind}`}`)
})
