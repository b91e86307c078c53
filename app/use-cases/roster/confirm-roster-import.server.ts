import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { compareRow, countChanges } from '#app/domain/roster/import-comparison.ts'
import { decideConfirm, type RosterImport } from '#app/domain/roster/roster-import.ts'
import { CadreId, type RosterImportId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { nationalIdLookup, sealNationalId } from '#app/platform/national-id.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findStoredCadres, lockRoster, upsertCadres } from './cadre-store.server.ts'
import { closeRosterImport, lockRosterImport, readImportContent } from './roster-import-store.server.ts'

type ConfirmRefusal =
  | { kind: 'forbidden' | 'not-found' | 'has-faults' | 'no-longer-open' }
  /** The roster is no longer the one with which the file was compared. */
  | { kind: 'roster-changed' }

/** Stores every line of a checked file, or none. A second confirmation answers what the first one did. */
export function confirmRosterImport(actor: Actor, importId: RosterImportId) {
  return inTransaction<RosterImport, ConfirmRefusal>(async (transaction) => {
    if (!may(actor, 'roster.import')) return refuse({ kind: 'forbidden' })
    const found = await lockRosterImport(transaction, importId)
    if (!found) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const decision = decideConfirm(found, at)
    if (decision.kind === 'already-confirmed') return accept(found)
    if (decision.kind !== 'go') return refuse({ kind: decision.kind })

    const content = await readImportContent(transaction, importId)
    if (!content) throw new Error(`the lines of import ${importId} are gone before its time`)
    await lockRoster(transaction)
    const lookups = content.rows.map((row) => nationalIdLookup(row.nationalId))
    const stored = await findStoredCadres(transaction, lookups)
    const changes = content.rows.map((row, index) => compareRow(row.row, row.record, stored.get(lookups[index] ?? '')))
    const { added, changed, unchanged } = countChanges(changes)
    if (added !== found.summary.added || changed !== found.summary.changed) return refuse({ kind: 'roster-changed' })

    const written = content.rows.filter((_row, index) => changes[index]?.kind !== 'unchanged')
    await upsertCadres(
      transaction,
      written.map((row) => ({ id: CadreId.parse(newUuid()), ...sealNationalId(row.nationalId), record: row.record, isDemo: false })),
    )
    if (!(await closeRosterImport(transaction, importId, 'confirmed', { at, summary: found.summary })))
      return refuse({ kind: 'no-longer-open' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'roster.imported',
        subject: importId,
        detail: { fileHash: found.fileHash, rows: content.rows.length, added, changed, unchanged },
      },
    })
    return accept({ ...found, state: 'confirmed', confirmedAt: at })
  })
}
