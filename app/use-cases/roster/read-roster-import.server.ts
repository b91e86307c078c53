import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { stateAt } from '#app/domain/roster/roster-import.ts'
import { IMPORT_VIEWS, type ImportQuery } from '#app/domain/roster/roster-query.ts'
import type { RosterImportId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { nationalIdLookup } from '#app/platform/national-id.server.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { listCadresBeside } from './cadre-store.server.ts'
import { findRosterImport, readImportContent } from './roster-import-store.server.ts'

const PAGE_SIZE = 50

/** The import, and while it waits for a confirmation one page of what the view shows of it. */
export function readRosterImport(actor: Actor, importId: RosterImportId, query: ImportQuery) {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'roster.import')
    if (!may(actor, 'roster.import') || scope === null) return refuse({ kind: 'forbidden' as const })
    const found = await findRosterImport(transaction, importId)
    if (!found) return refuse({ kind: 'not-found' as const })
    const state = stateAt(found, await databaseNow(transaction))
    const content = state === 'checked' ? await readImportContent(transaction, importId) : null
    if (content === null) return accept({ found, state, content: null })

    const { page } = query
    const paged = <Row>(rows: readonly Row[]) => rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    const nameOf = new Map(content.rows.map((row) => [row.row, row.record.name]))
    const changes = (kind: 'new' | 'changed') => content.changes.filter((change) => change.kind === kind)
    const totals = {
      faults: content.faults.length,
      warnings: content.warnings.length,
      new: found.summary.added,
      changed: found.summary.changed,
      missing: found.summary.missing,
    }
    const view = query.view ?? IMPORT_VIEWS.find((each) => totals[each] > 0) ?? 'faults'
    const urbanVillages = [...new Set(content.rows.map((row) => row.record.urbanVillageCode))]
    return accept({
      found,
      state,
      content: {
        view,
        pages: Math.max(1, Math.ceil(totals[view] / PAGE_SIZE)),
        ignoredColumns: content.ignoredColumns,
        faults: view === 'faults' ? paged(content.faults) : [],
        warnings: view === 'warnings' ? paged(content.warnings) : [],
        changes:
          view === 'new' || view === 'changed'
            ? paged(changes(view)).map((change) => ({ ...change, name: nameOf.get(change.row) ?? '' }))
            : [],
        missing:
          view === 'missing'
            ? await listCadresBeside(
                transaction,
                scope,
                urbanVillages,
                content.rows.map((row) => nationalIdLookup(row.nationalId)),
                { page, pageSize: PAGE_SIZE },
              )
            : [],
      },
    })
  })
}
