import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { nextBankVersion, type PublishBankRefusal } from '#app/domain/question-bank/bank-version.ts'
import { personBehind } from '#app/domain/question-bank/question-version.ts'
import { type BankId, BankVersionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findBank, findPublishedQuestions, insertBankVersion, lastBankVersion, lockBank } from './question-bank-store.server.ts'

export type PublishedBank = {
  readonly bankVersionId: BankVersionId
  readonly version: number
  readonly contentHash: string
  readonly questions: number
}

/** Freezes the newest published version of every question as the bank's next version. */
export function publishBank(
  actor: Actor,
  bankId: BankId,
): Promise<Result<PublishedBank, PublishBankRefusal | { readonly kind: 'not-found' }>> {
  return inTransaction<PublishedBank, PublishBankRefusal | { readonly kind: 'not-found' }>(async (transaction) => {
    const bank = await findBank(transaction, bankId)
    if (bank === null || !may(actor, 'bank.publish')) return refuse({ kind: 'not-found' })
    await lockBank(transaction, bankId)
    const questions = await findPublishedQuestions(transaction, bankId)
    const next = nextBankVersion(bank.slug, questions, await lastBankVersion(transaction, bankId))
    if (!next.ok) return next
    const at = await databaseNow(transaction)
    const bankVersionId = BankVersionId.parse(newUuid())
    await insertBankVersion(
      transaction,
      { id: bankVersionId, bankId, ...next.value, publishedAt: at, publishedBy: personBehind(actor) },
      questions.map(({ id }) => id),
    )
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'question-bank.published', subject: bankId, detail: { ...next.value, questions: questions.length } },
    })
    return accept({ bankVersionId, ...next.value, questions: questions.length })
  })
}
