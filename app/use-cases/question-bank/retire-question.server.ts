import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { versionsToRetire } from '#app/domain/question-bank/question-version.ts'
import type { QuestionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findQuestion, moveVersion } from './question-store.server.ts'

export type RetireQuestionRefusal = { readonly kind: 'not-found' } | { readonly kind: 'nothing-published' }

/** Takes a question out of every later bank version. Bank versions and forms that hold it keep it. */
export function retireQuestion(actor: Actor, questionId: QuestionId): Promise<Result<null, RetireQuestionRefusal>> {
  return inTransaction<null, RetireQuestionRefusal>(async (transaction) => {
    const question = await findQuestion(transaction, questionId)
    if (question === null || !may(actor, 'bank.review')) return refuse({ kind: 'not-found' })
    const versions = versionsToRetire(question.versions)
    if (!versions.ok) return versions
    for (const { id } of versions.value) await moveVersion(transaction, id, 'published', 'retired')
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'question.retired', subject: questionId, detail: { versions: versions.value.length } },
    })
    return accept(null)
  })
}
