import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { listFilesOlderThan, removeHalfWritten, removeStoredFile } from '#app/platform/file-storage.server.ts'
import { log } from '#app/platform/log.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findNamedFiles } from './stored-file-store.server.ts'

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000
const AT_ONCE = 500
/** Of so few files all may be unnamed; of more, at most half. */
const FEW = 20

type Swept = { readonly removed: number }
type Refusal = { readonly kind: 'forbidden' | 'too-many' }

/**
 * Removes the stored files that no row names: a process killed between a file and the row that names it leaves one. Files
 * are kept for a day whatever the rows say, so that what is just being stored is never taken. When most files have no row,
 * folder and database do not belong together, and nothing is removed.
 */
export async function removeUnnamedFiles(actor: Actor): Promise<Result<Swept, Refusal>> {
  if (!may(actor, 'certificate.make')) return refuse({ kind: 'forbidden' })
  const at = await reading(databaseNow)
  const { whole, half } = await listFilesOlderThan(new Date(at.getTime() - KEPT_MILLISECONDS))
  const unnamed: string[] = []
  for (let from = 0; from < whole.length; from += AT_ONCE) {
    const names = whole.slice(from, from + AT_ONCE)
    const named = await reading((transaction) => findNamedFiles(transaction, names))
    unnamed.push(...names.filter((name) => !named.has(name)))
  }
  if (unnamed.length > FEW && unnamed.length > whole.length / 2) {
    log.error('stored-files-unnamed', new Error(`${unnamed.length} of ${whole.length} stored files have no row; none was removed`))
    return refuse({ kind: 'too-many' })
  }
  for (const name of unnamed) await removeStoredFile(name)
  for (const name of half) await removeHalfWritten(name)
  const removed = unnamed.length + half.length
  return inTransaction<Swept, Refusal>(async (transaction) => {
    if (removed > 0)
      await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'files.swept', subject: 'stored-files', detail: { removed } } })
    return accept({ removed })
  })
}
