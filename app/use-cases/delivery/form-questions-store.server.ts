import { z } from 'zod'
import type { FormContent } from '#app/domain/assembly/exam-form.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { ExamFormId, type ExamId, type QuestionVersionId } from '#app/domain/shared/id.ts'
import type { SqlTransaction } from '#app/platform/transaction.server.ts'
import { findForm } from '../assembly/exam-form-store.server.ts'
import { findQuestionBodies } from '../question-bank/candidate-question-store.server.ts'

export type FormQuestions = { readonly content: FormContent; readonly bodies: ReadonlyMap<QuestionVersionId, QuestionBody> }

// Forms and published question versions never change (triggers hold it), so what was read once stays true.
const known = new Map<ExamFormId, FormQuestions>()
const MOST = 40

/** A form with what candidates may see of its questions, read once for all who sit it. Throws on an unknown form. */
export async function formQuestions(transaction: SqlTransaction, formId: ExamFormId): Promise<FormQuestions> {
  const found = known.get(formId)
  if (found !== undefined) return found
  const form = await findForm(transaction, formId)
  if (form === null) throw new Error(`there is no exam form ${formId}`)
  const bodies = await findQuestionBodies(
    transaction,
    form.content.items.map((item) => item.questionVersionId),
  )
  const read = { content: form.content, bodies }
  if (known.size >= MOST) known.clear()
  known.set(formId, read)
  return read
}

/** The ids of an exam's forms in the order of their ordinals. */
export async function formIds(transaction: SqlTransaction, examId: ExamId): Promise<ExamFormId[]> {
  const rows = await transaction.$queryRaw`SELECT id FROM exam_form WHERE exam_id = ${examId}::uuid ORDER BY ordinal`
  return rows.map((row) => z.object({ id: ExamFormId }).parse(row).id)
}
