import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { checkFiguresFile, type FiguresFile, type FiguresProblem } from '#app/domain/selection/figures-file.ts'
import { type PeriodId, SelectionImportId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { readTableFile, type TableFile, type TableFileProblem } from '#app/platform/table-file.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { insertFigureImport, listParticipantNumbers, upsertCandidateFigures, upsertVillageFigures } from './figures-store.server.ts'

export type ImportFiguresRefusal = { kind: 'forbidden' | 'not-found' } | TableFileProblem | FiguresProblem

/** Stores every line of a faultless file, or none of it. A list that was made before keeps the figures it was made from. */
export async function importFigures(
  actor: Actor,
  periodId: PeriodId,
  bytes: Uint8Array,
): Promise<Result<{ readonly kind: FiguresFile['kind']; readonly rows: number }, ImportFiguresRefusal>> {
  if (!may(actor, 'selection.import') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' })
  const file = await readTableFile(bytes)
  if (!file.ok) return file
  return inTransaction<{ kind: FiguresFile['kind']; rows: number }, ImportFiguresRefusal>(async (transaction) => {
    if (!(await findPeriod(transaction, periodId))) return refuse({ kind: 'not-found' })
    const villages = await listUrbanVillages(transaction)
    const candidates = await listParticipantNumbers(transaction, periodId)
    const checked = firstFittingSheet(file.value, (sheet) => checkFiguresFile(sheet, { villages, candidates }))
    if (!checked.ok) return checked
    const at = await databaseNow(transaction)
    const found = {
      id: SelectionImportId.parse(newUuid()),
      periodId,
      kind: checked.value.kind,
      fileHash: file.value.hash,
      rowCount: checked.value.rows.length,
      importedBy: actor.accountId,
      importedAt: at,
    }
    await insertFigureImport(transaction, found)
    if (checked.value.kind === 'villages') await upsertVillageFigures(transaction, found, checked.value.rows)
    else await upsertCandidateFigures(transaction, found, checked.value.rows)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'selection-figures.imported',
        subject: periodId,
        detail: { import: found.id, file: found.fileHash, kind: found.kind, rows: found.rowCount },
      },
    })
    return accept({ kind: found.kind, rows: found.rowCount })
  })
}

/** The first sheet with the headings counts, and without one the first sheet's problem is told. */
function firstFittingSheet(
  file: TableFile,
  check: (sheet: TableFile['sheets'][number]) => Result<FiguresFile, FiguresProblem>,
): Result<FiguresFile, FiguresProblem> {
  let first: Result<FiguresFile, FiguresProblem> | null = null
  for (const sheet of file.sheets) {
    const checked = check(sheet)
    if (checked.ok || checked.refusal.kind !== 'no-header') return checked
    first ??= checked
  }
  return first ?? refuse({ kind: 'no-header' })
}
