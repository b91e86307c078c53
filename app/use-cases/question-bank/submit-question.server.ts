import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { openVersion, type SubmitRefusal, submit } from '#app/domain/question-bank/question-version.ts'
import type { QuestionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findQuestion, moveVersion } from './question-store.server.ts'

export type SubmitQuestionRefusal = SubmitRefusal | { readonly kind: 'not-found' }

/** Puts a question's draft before the reviewers. */
export function submitQuestion(actor: Actor, questionId: QuestionId): Promise<Result<null, SubmitQuestionRefusal>> {
  return inTransaction<null, SubmitQuestionRefusal>(async (transaction) => {
    const question = await findQuestion(transaction, questionId)
    const draft = question === null ? null : openVersion(question.versions)
    if (draft === null || !may(actor, 'bank.author')) return refuse({ kind: 'not-found' })
    const decision = submit(draft, draft.content)
    if (!decision.ok) return decision
    if ((await moveVersion(transaction, draft.id, 'draft', decision.value)) === 0) return refuse({ kind: 'not-a-draft' })
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'question.submitted', subject: questionId, detail: { version: draft.version, contentHash: draft.contentHash } },
    })
    return accept(null)
  })
}
