import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { DRAW_ALGORITHM, drawForms, formSeed, type Shortage } from '#app/domain/assembly/draw-forms.ts'
import { publishExam as decidePublication, type ExamPublishRefusal } from '#app/domain/assembly/exam.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { ExamFormId, type ExamId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { newUuid, seedFor } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { insertForms } from './exam-form-store.server.ts'
import { listDrawableQuestions, lockExam, savePublication } from './exam-store.server.ts'

export type PublishExamRefusal =
  | { readonly kind: 'not-found' }
  | ExamPublishRefusal
  | { readonly kind: 'shortage'; readonly shortages: readonly Shortage[] }

/** Draws the exam's parallel forms from a seed that only this exam has, and freezes them. What cannot be filled is named, and nothing is published. */
export function publishExam(actor: Actor, examId: ExamId): Promise<Result<{ formHashes: string[] }, PublishExamRefusal>> {
  return inTransaction<{ formHashes: string[] }, PublishExamRefusal>(async (transaction) => {
    if (!may(actor, 'exam.publish')) return refuse({ kind: 'not-found' })
    const exam = await lockExam(transaction, examId)
    if (exam === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const seed = seedFor(environment().secrets.EXAM_SECRET, 'exam', exam.id)
    const by = actor.kind === 'staff' ? actor.accountId : actor.kind === 'system' ? actor.job : actor.kind
    const published = decidePublication(exam, { seed, algorithm: DRAW_ALGORITHM, by, at })
    if (!published.ok) return published
    const { questions, enemies } = await listDrawableQuestions(transaction, exam.bankVersionId)
    const drawn = drawForms(exam.blueprint, questions, { formCount: exam.formCount, seed, enemies })
    if (!drawn.ok) return refuse({ kind: 'shortage', shortages: drawn.refusal })
    const forms = drawn.value.map((content, place) => ({
      id: ExamFormId.parse(newUuid()),
      examId: exam.id,
      ordinal: place + 1,
      seed: formSeed(seed, place + 1),
      content,
      contentHash: canonicalHash(content),
    }))
    await savePublication(transaction, published.value)
    await insertForms(transaction, forms)
    const formHashes = forms.map(({ contentHash }) => contentHash)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'exam.published',
        subject: exam.id,
        detail: { algorithm: DRAW_ALGORITHM, bankVersion: exam.bankVersionId, forms: formHashes },
      },
    })
    return accept({ formHashes })
  })
}
