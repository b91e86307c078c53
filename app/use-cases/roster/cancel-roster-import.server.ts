import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { RosterImportId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { closeRosterImport, lockRosterImport } from './roster-import-store.server.ts'

/** Drops a checked file and wipes its lines. Cancelling again changes nothing. */
export function cancelRosterImport(actor: Actor, importId: RosterImportId) {
  return inTransaction<null, { kind: 'forbidden' | 'not-found' | 'no-longer-open' }>(async (transaction) => {
    if (!may(actor, 'roster.import')) return refuse({ kind: 'forbidden' })
    const found = await lockRosterImport(transaction, importId)
    if (!found) return refuse({ kind: 'not-found' })
    if (found.state === 'cancelled') return accept(null)
    const at = await databaseNow(transaction)
    if (!(await closeRosterImport(transaction, importId, 'cancelled', { at, summary: found.summary })))
      return refuse({ kind: 'no-longer-open' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'roster-import.cancelled', subject: importId, detail: { fileHash: found.fileHash } },
    })
    return accept(null)
  })
}
