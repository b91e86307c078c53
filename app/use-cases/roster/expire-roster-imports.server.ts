import type { Actor } from '#app/domain/access/actor.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { expireImports } from './roster-import-store.server.ts'

/** Wipes the lines of every checked file that nobody confirmed in time. A job alone does this. */
export function expireRosterImports(actor: Actor) {
  return inTransaction<{ expired: number }, { kind: 'forbidden' }>(async (transaction) => {
    if (actor.kind !== 'system') return refuse({ kind: 'forbidden' })
    const at = await databaseNow(transaction)
    const expired = await expireImports(transaction, at)
    for (const subject of expired) await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'roster-import.expired', subject } })
    return accept({ expired: expired.length })
  })
}
