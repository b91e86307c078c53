import { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import { printPaper } from '#app/use-cases/proctoring/print-paper.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The questions or the answer sheet of somebody who sits on paper; by POST, because taking them out is noted. */
export const action = guardedAction('paper-entry.record', async ({ actor, params, request }) => {
  const [examSessionId, attemptId] = [ExamSessionId.safeParse(params.examSessionId), AttemptId.safeParse(params.attemptId)]
  const paper = (await request.formData()).get('paper')
  if (!examSessionId.success || !attemptId.success || (paper !== 'question-booklet' && paper !== 'answer-sheet')) return notFound()
  const result = await printPaper(actor, { examSessionId: examSessionId.data, attemptId: attemptId.data }, paper)
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
