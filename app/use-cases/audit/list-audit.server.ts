import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { AuditFilter } from '#app/domain/audit/audit-query.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { type ListedEntry, listEntries } from './list-audit-store.server.ts'

const PAGE = 50

/** `older` is the place to ask from for the next page; null on the last one. */
export type AuditPage = { readonly entries: readonly ListedEntry[]; readonly older: bigint | null }

export function listAudit(actor: Actor, filter: AuditFilter): Promise<Result<AuditPage, { readonly kind: 'forbidden' }>> {
  return reading(async (transaction) => {
    if (!may(actor, 'audit.read')) return refuse({ kind: 'forbidden' })
    const found = await listEntries(transaction, filter, PAGE + 1)
    const entries = found.slice(0, PAGE)
    return accept({ entries, older: found.length > PAGE ? (entries.at(-1)?.seq ?? null) : null })
  })
}
