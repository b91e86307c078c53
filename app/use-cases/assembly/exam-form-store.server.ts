import { FormContent } from '#app/domain/assembly/exam-form.ts'
import { ExamFormId, ExamId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type StoredForm = {
  readonly id: ExamFormId
  readonly examId: ExamId
  readonly ordinal: number
  readonly content: FormContent
  readonly contentHash: string
}

export async function findForm(transaction: Transaction, formId: ExamFormId): Promise<StoredForm | null> {
  const row = await transaction.examForm.findUnique({ where: { id: formId } })
  return row ? toForm(row) : null
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

function toForm(row: { id: string; examId: string; ordinal: number; content: unknown; contentHash: string }): StoredForm {
  return {
    id: ExamFormId.parse(row.id),
    examId: ExamId.parse(row.examId),
    ordinal: row.ordinal,
    content: FormContent.parse(row.content),
    contentHash: row.contentHash,
  }
}
