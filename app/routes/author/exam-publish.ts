import { redirect } from '@remix-run/node'
import { ExamId } from '#app/domain/shared/id.ts'
import { publishExam } from '#app/use-cases/assembly/publish-exam.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** Publishes an exam and goes back to its page, which shows the forms or why there are none. */
export const action = guardedAction('exam.publish', async ({ actor, params }) => {
  const examId = ExamId.safeParse(params.examId)
  if (!examId.success) return notFound()
  const result = await publishExam(actor, examId.data)
  if (result.ok || result.refusal.kind === 'shortage') return redirect(`/author/exams/${examId.data}`)
  if (result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  return redirect(`/author/exams/${examId.data}?problem=${result.refusal.kind}`)
})
