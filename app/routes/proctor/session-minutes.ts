import { ExamSessionId } from '#app/domain/shared/id.ts'
import { printSessionMinutes } from '#app/use-cases/proctoring/print-session-minutes.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The minutes of a session as a file; by POST, because taking them out is noted. */
export const action = guardedAction('exam-session.read', async ({ actor, params }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const result = await printSessionMinutes(actor, examSessionId.data)
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
