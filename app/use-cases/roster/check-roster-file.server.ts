import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { compareRow, countChanges } from '#app/domain/roster/import-comparison.ts'
import { type CheckedFile, checkFile, type FileProblem } from '#app/domain/roster/import-file.ts'
import { ROSTER_IMPORT_HOURS, type RosterImport } from '#app/domain/roster/roster-import.ts'
import { dayInWib } from '#app/domain/shared/calendar.ts'
import { RosterImportId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { nationalIdLookup } from '#app/platform/national-id.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { readTableFile, type TableFile, type TableFileProblem } from '#app/platform/table-file.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { countCadresBeside, findStoredCadres } from './cadre-store.server.ts'
import { listUrbanVillages } from './region-store.server.ts'
import { insertRosterImport } from './roster-import-store.server.ts'

export type RosterFileRefusal = { kind: 'forbidden' } | TableFileProblem | FileProblem

/** The dry run: reads and checks the whole file, compares it with the roster, and keeps the lines encrypted for a day. The roster stays as it is. */
export async function checkRosterFile(actor: Actor, bytes: Uint8Array): Promise<Result<RosterImport, RosterFileRefusal>> {
  if (!may(actor, 'roster.import') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' })
  const file = await readTableFile(bytes)
  if (!file.ok) return file
  const { villages, today } = await reading(async (transaction) => ({
    villages: await listUrbanVillages(transaction),
    today: dayInWib(await databaseNow(transaction)),
  }))
  const checked = checkFirstFittingSheet(file.value, (sheet) => checkFile(sheet, villages, today))
  if (!checked.ok) return checked
  const { rows, faults, warnings, ignoredColumns, rowCount } = checked.value

  return inTransaction<RosterImport, RosterFileRefusal>(async (transaction) => {
    const at = await databaseNow(transaction)
    const lookups = rows.map((row) => nationalIdLookup(row.nationalId))
    const stored = await findStoredCadres(transaction, lookups)
    const changes = rows.map((row, index) => compareRow(row.row, row.record, stored.get(lookups[index] ?? '')))
    const urbanVillages = [...new Set(rows.map((row) => row.record.urbanVillageCode))]
    const found: RosterImport = {
      id: RosterImportId.parse(newUuid()),
      fileHash: file.value.hash,
      state: 'checked',
      summary: {
        rows: rowCount,
        faultyRows: new Set(faults.map((fault) => fault.row)).size,
        faults: faults.length,
        warnings: warnings.length,
        ...countChanges(changes),
        missing: await countCadresBeside(transaction, urbanVillages, lookups),
        urbanVillages: urbanVillages.length,
      },
      createdBy: actor.accountId,
      createdAt: at,
      expiresAt: new Date(at.getTime() + ROSTER_IMPORT_HOURS * 60 * 60 * 1000),
      confirmedAt: null,
    }
    await insertRosterImport(transaction, found, {
      rows: [...rows],
      faults: [...faults],
      warnings: [...warnings],
      changes,
      ignoredColumns: [...ignoredColumns],
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'roster-import.checked',
        subject: found.id,
        detail: { fileHash: found.fileHash, rows: rowCount, faults: faults.length },
      },
    })
    return accept(found)
  })
}

/** The template has sheets beside the roster: the first sheet with the headings counts, and without one the first sheet's problem is told. */
function checkFirstFittingSheet(
  file: TableFile,
  check: (sheet: TableFile['sheets'][number]) => Result<CheckedFile, FileProblem>,
): Result<CheckedFile, FileProblem> {
  let first: Result<CheckedFile, FileProblem> | null = null
  for (const sheet of file.sheets) {
    const checked = check(sheet)
    if (checked.ok || checked.refusal.kind !== 'no-header') return checked
    first ??= checked
  }
  return first ?? refuse({ kind: 'no-header' })
}
