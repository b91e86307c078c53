import { ExamSessionId } from '#app/domain/shared/id.ts'
import { printAttendanceList } from '#app/use-cases/delivery/print-attendance-list.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The attendance list as a file; by POST, because taking it out is noted. */
export const action = guardedAction('exam-session.read', async ({ actor, params }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const result = await printAttendanceList(actor, examSessionId.data)
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
