import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { authorsSincePublished, personBehind } from '#app/domain/question-bank/question-version.ts'
import type { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import type { BankId, QuestionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findFramework } from './framework-store.server.ts'
import { type Bank, findBank } from './question-bank-store.server.ts'
import { findQuestion, namesOf, type StoredQuestion, type StoredVersion } from './question-store.server.ts'

/** People are named as a reader knows them. */
export type NamedVersion = StoredVersion & { readonly authorName: string; readonly signedOffByName: string | null }
export type QuestionHistory = {
  readonly bank: Bank
  readonly framework: CompetencyFramework | null
  readonly question: Omit<StoredQuestion, 'versions'> & { readonly versions: readonly NamedVersion[] }
  /** Whether the reader wrote at what is not published yet. */
  readonly isOwn: boolean
}

export function findQuestionHistory(
  actor: Actor,
  questionId: QuestionId,
): Promise<Result<QuestionHistory, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const question = await findQuestion(transaction, questionId)
    const bank = question === null ? null : await findBank(transaction, question.bankId)
    if (question === null || bank === null || !may(actor, 'bank.read')) return refuse({ kind: 'not-found' })
    const nameOf = await namesOf(
      transaction,
      question.versions.flatMap(({ authoredBy, signedOffBy }) => [authoredBy, signedOffBy ?? '']),
    )
    const versions = question.versions.map((version) => ({
      ...version,
      authorName: nameOf(version.authoredBy),
      signedOffByName: version.signedOffBy === null ? null : nameOf(version.signedOffBy),
    }))
    return accept({
      bank,
      framework: await findFramework(transaction, bank.framework),
      question: { ...question, versions },
      isOwn: authorsSincePublished(question.versions).has(personBehind(actor)),
    })
  })
}

/** What the editor of a new question needs to know about its bank. */
export function findBankForEditing(
  actor: Actor,
  bankId: BankId,
): Promise<Result<{ readonly bank: Bank; readonly framework: CompetencyFramework | null }, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const bank = await findBank(transaction, bankId)
    if (bank === null || !may(actor, 'bank.author')) return refuse({ kind: 'not-found' })
    return accept({ bank, framework: await findFramework(transaction, bank.framework) })
  })
}
