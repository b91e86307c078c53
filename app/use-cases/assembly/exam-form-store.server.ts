import { z } from 'zod'
import { FormContent } from '#app/domain/assembly/exam-form.ts'
import { ExamFormId, ExamId } from '#app/domain/shared/id.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'

export type StoredForm = {
  readonly id: ExamFormId
  readonly examId: ExamId
  readonly ordinal: number
  readonly content: FormContent
  readonly contentHash: string
}

export async function findForm(transaction: SqlTransaction, formId: ExamFormId): Promise<StoredForm | null> {
  const rows = await transaction.$queryRaw`
    SELECT id, exam_id AS "examId", ordinal, content, content_hash AS "contentHash" FROM exam_form WHERE id = ${formId}::uuid`
  return rows[0] === undefined ? null : toForm(rows[0])
}

/** In the order of their ordinals. */
export async function listForms(transaction: Transaction, examId: ExamId): Promise<StoredForm[]> {
  const rows = await transaction.examForm.findMany({ where: { examId }, orderBy: { ordinal: 'asc' } })
  return rows.map(toForm)
}

export async function insertForms(transaction: Transaction, forms: readonly (StoredForm & { readonly seed: string })[]): Promise<void> {
  await transaction.examForm.createMany({
    data: forms.map((form) => ({
      id: form.id,
      examId: form.examId,
      ordinal: form.ordinal,
      seed: form.seed,
      content: form.content,
      contentHash: form.contentHash,
    })),
  })
}

const FormRow = z.object({ id: ExamFormId, examId: ExamId, ordinal: z.number().int(), content: FormContent, contentHash: z.string() })

function toForm(row: unknown): StoredForm {
  return FormRow.parse(row)
}
