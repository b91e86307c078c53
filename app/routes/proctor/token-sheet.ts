import { ExamSessionId } from '#app/domain/shared/id.ts'
import { printTokenSheet } from '#app/use-cases/delivery/print-token-sheet.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The session's token as a sheet for the wall; by POST, because taking it out is noted. */
export const action = guardedAction('exam-session.proctor', async ({ actor, params }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const result = await printTokenSheet(actor, examSessionId.data)
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
