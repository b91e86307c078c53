import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { BankId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { type Bank, type BankVersionRow, findBank, findBankVersions } from './question-bank-store.server.ts'
import { findQuestionRows, namesOf, type QuestionFilter, type QuestionRow } from './question-store.server.ts'

export const PAGE_SIZE = 25

export type BankQuestions = {
  readonly bank: Bank
  readonly versions: readonly (BankVersionRow & { readonly questions: number })[]
  readonly rows: readonly QuestionRow[]
  readonly total: number
}

/** One page of a bank's questions. */
export function findBankQuestions(
  actor: Actor,
  bankId: BankId,
  filter: QuestionFilter,
  page: number,
): Promise<Result<BankQuestions, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const bank = await findBank(transaction, bankId)
    if (bank === null || !may(actor, 'bank.read')) return refuse({ kind: 'not-found' })
    const versions = await findBankVersions(transaction, bankId)
    const nameOf = await namesOf(
      transaction,
      versions.map(({ publishedBy }) => publishedBy),
    )
    const found = await findQuestionRows(transaction, bankId, filter, { size: PAGE_SIZE, number: page })
    return accept({ bank, versions: versions.map((version) => ({ ...version, publishedBy: nameOf(version.publishedBy) })), ...found })
  })
}
