import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listFrameworks } from './framework-store.server.ts'
import { type Bank, type BankVersionRow, findBanks, findBankVersions } from './question-bank-store.server.ts'
import { countQuestions, type QuestionCount } from './question-store.server.ts'

export type BankSummary = Bank & {
  readonly counts: readonly QuestionCount[]
  readonly versions: readonly (BankVersionRow & { readonly questions: number })[]
}

/** Every bank with its published versions and how many questions it has of each state, field and kind. */
export function listBanks(
  actor: Actor,
): Promise<
  Result<
    { readonly banks: readonly BankSummary[]; readonly frameworks: readonly { readonly code: string; readonly title: string }[] },
    { readonly kind: 'forbidden' }
  >
> {
  return reading(async (transaction) => {
    if (!may(actor, 'bank.read')) return refuse({ kind: 'forbidden' })
    const banks = await findBanks(transaction)
    const counts = await countQuestions(transaction)
    const versions = await findBankVersions(transaction)
    return accept({
      frameworks: await listFrameworks(transaction),
      banks: banks.map((bank) => ({
        ...bank,
        counts: counts.filter(({ bankId }) => bankId === bank.id),
        versions: versions.filter(({ bankId }) => bankId === bank.id),
      })),
    })
  })
}
