import type { Actor } from '#app/domain/access/actor.ts'
import { regionsFromFiles } from '#app/domain/roster/region-file.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { readCsv } from '#app/platform/table-file.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { upsertRegions } from './region-store.server.ts'

type RegionFiles = { readonly regions: string; readonly population: string }

/** Loads the two reference files, given as text. A job alone does this; loading them again changes nothing. */
export function loadRegions(actor: Actor, files: RegionFiles) {
  return inTransaction<{ changed: number }, { kind: 'forbidden' } | { kind: 'bad-region-file'; line: number }>(async (transaction) => {
    if (actor.kind !== 'system') return refuse({ kind: 'forbidden' })
    const [regionLines, populationLines] = [readCsv(files.regions), readCsv(files.population)]
    if (!Array.isArray(regionLines) || !Array.isArray(populationLines)) return refuse({ kind: 'bad-region-file', line: 0 })
    const regions = regionsFromFiles(regionLines, populationLines)
    if (!regions.ok) return regions
    const changed = await upsertRegions(transaction, regions.value)
    if (changed === 0) return accept({ changed })
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'regions.loaded', subject: 'regions', detail: { changed, regions: regions.value.length } },
    })
    return accept({ changed })
  })
}
