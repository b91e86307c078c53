import { redirect } from '@remix-run/node'
import { LateDecision } from '#app/domain/delivery/late-evidence.ts'
import { ExamSessionId, RecoveryFileId } from '#app/domain/shared/id.ts'
import { decideRecoveryFile } from '#app/use-cases/proctoring/decide-recovery-file.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The second person's answer to a recovery file; what stands in the way is told on the page of the files. */
export const action = guardedAction('room-act.decide', async ({ actor, params, request }) => {
  const form = await request.formData()
  const [examSessionId, id] = [ExamSessionId.safeParse(params.examSessionId), RecoveryFileId.safeParse(form.get('fileId'))]
  if (!examSessionId.success || !id.success) return notFound()
  const page = `/proctor/sessions/${examSessionId.data}/recovery`
  const decision = LateDecision.safeParse({ answer: form.get('answer'), reason: form.get('reason') })
  if (!decision.success) throw redirect(`${page}?problem=reason-missing`)
  const about = { examSessionId: examSessionId.data, id: id.data, seen: String(form.get('seen')) }
  const result = await decideRecoveryFile(actor, about, decision.data)
  if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  throw redirect(`${page}?${result.ok ? `outcome=${decision.data.answer}` : `problem=${result.refusal.kind}`}`)
})
