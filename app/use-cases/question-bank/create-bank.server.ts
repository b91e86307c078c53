import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { BankHeading } from '#app/domain/question-bank/bank-file.ts'
import { BankId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findFramework } from './framework-store.server.ts'
import { findBankBySlug, saveBank } from './question-bank-store.server.ts'

export type CreateBankRefusal = { readonly kind: 'forbidden' } | { readonly kind: 'slug-taken' } | { readonly kind: 'framework-missing' }

/** Makes an empty bank. */
export function createBank(actor: Actor, heading: BankHeading): Promise<Result<BankId, CreateBankRefusal>> {
  return inTransaction<BankId, CreateBankRefusal>(async (transaction) => {
    if (!may(actor, 'bank.author')) return refuse({ kind: 'forbidden' })
    if ((await findFramework(transaction, heading.framework)) === null) return refuse({ kind: 'framework-missing' })
    if ((await findBankBySlug(transaction, heading.slug)) !== null) return refuse({ kind: 'slug-taken' })
    const id = BankId.parse(newUuid())
    await saveBank(transaction, { id, ...heading, isDemo: false })
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'question-bank.created', subject: id, detail: { slug: heading.slug } },
    })
    return accept(id)
  })
}
