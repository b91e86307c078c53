import { SessionList } from '#app/domain/delivery/exam-session.ts'
import { ExamSessionId } from '#app/domain/shared/id.ts'
import { printSessionList } from '#app/use-cases/delivery/print-session-list.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** A list of everybody in the room as a file; by POST, because taking it out is noted. */
export const action = guardedAction('exam-session.read', async ({ actor, params, request }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  const list = SessionList.safeParse((await request.formData()).get('list'))
  if (!examSessionId.success || !list.success) return notFound()
  const result = await printSessionList(actor, examSessionId.data, list.data)
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
