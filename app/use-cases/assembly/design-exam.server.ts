import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { defaultBlueprint } from '#app/domain/assembly/blueprint.ts'
import type { DraftExam } from '#app/domain/assembly/exam.ts'
import type { ExamDesign, NewExam } from '#app/domain/assembly/exam-design.ts'
import { ExamId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod, latestPolicy } from '../period/period-store.server.ts'
import { findExam, insertExam, listDrawableQuestions, saveDesign } from './exam-store.server.ts'

export type DesignExamRefusal = { readonly kind: 'not-found' } | { readonly kind: 'already-published' } | { readonly kind: 'empty-bank' }

/** A draft with the default blueprint of the period's policy, as far as the bank version can fill it. */
export function createExam(actor: Actor, design: NewExam): Promise<Result<ExamId, DesignExamRefusal>> {
  return inTransaction<ExamId, DesignExamRefusal>(async (transaction) => {
    if (!may(actor, 'exam.design')) return refuse({ kind: 'not-found' })
    const period = await findPeriod(transaction, design.periodId)
    if (period === null) return refuse({ kind: 'not-found' })
    const { settings } = await latestPolicy(transaction, period.id)
    const { questions } = await listDrawableQuestions(transaction, design.bankVersionId)
    const blueprint = defaultBlueprint(settings, questions)
    if (blueprint.cells.length === 0) return refuse({ kind: 'empty-bank' })
    const at = await databaseNow(transaction)
    const exam: DraftExam = {
      status: 'draft',
      id: ExamId.parse(newUuid()),
      periodId: period.id,
      title: design.title,
      bankVersionId: design.bankVersionId,
      blueprint,
      limitMinutes: settings.limitMinutes,
      formCount: design.formCount,
      createdBy: actorName(actor),
      createdAt: at,
    }
    await insertExam(transaction, exam)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'exam.created', subject: exam.id, detail: { period: period.id, bankVersion: design.bankVersionId } },
    })
    return accept(exam.id)
  })
}

/** Changes a draft: its title, time limit, number of forms and blueprint. */
export function changeExam(actor: Actor, examId: ExamId, design: ExamDesign): Promise<Result<null, DesignExamRefusal>> {
  return inTransaction<null, DesignExamRefusal>(async (transaction) => {
    if (!may(actor, 'exam.design')) return refuse({ kind: 'not-found' })
    const exam = await findExam(transaction, examId)
    if (exam === null) return refuse({ kind: 'not-found' })
    if (exam.status === 'published' || !(await saveDesign(transaction, examId, design))) return refuse({ kind: 'already-published' })
    const questions = design.cells.reduce((total, cell) => total + cell.count, 0)
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'exam.changed',
        subject: examId,
        detail: { questions, cells: design.cells.length, forms: design.formCount, minutes: design.limitMinutes },
      },
    })
    return accept(null)
  })
}

/** Who made a draft, as it is compared when it is published. */
function actorName(actor: Actor): string {
  return actor.kind === 'staff' ? actor.accountId : actor.kind === 'system' ? actor.job : actor.kind
}
