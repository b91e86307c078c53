import { SignalReport } from '#app/domain/delivery/page-signal.ts'
import { notePageSignals } from '#app/use-cases/delivery/note-page-signals.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

/** What the exam's page tells of itself; the page waits for nothing but that it arrived. */
export const action = guardedAction('attempt.take', async ({ actor, request }) => {
  const report = SignalReport.safeParse(await request.json().catch(() => null))
  if (!report.success) return answerRefusal({ kind: 'bad-input' })
  const result = await notePageSignals(actor, report.data)
  return result.ok ? new Response(null, { status: 204 }) : answerRefusal(result.refusal)
})
