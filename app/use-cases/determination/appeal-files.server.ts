import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { RegionCode } from '#app/domain/access/role.ts'
import { type Appeal, MOST_APPEAL_FILES } from '#app/domain/determination/appeal.ts'
import type { AppealId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { checkDocument, type DocumentRefusal } from '#app/domain/verification/document-file.ts'
import { readStoredFile, removeStoredFile, storeFile } from '#app/platform/file-storage.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type AppealFile, findAppeal, findAppealPerson, insertAppealFile, listAppealFiles, lockAppeal } from './appeal-store.server.ts'

type NotFound = { readonly kind: 'not-found' }
export type AttachRefusal = NotFound | DocumentRefusal | { readonly kind: 'not-open' | 'too-many-files' }

/**
 * Attaches evidence to an appeal that nobody has decided, by the candidate or by staff of her region. The file is written
 * before the appeal knows of it, and taken away again when it is refused.
 */
export async function attachToAppeal(actor: Actor, appealId: AppealId, bytes: Uint8Array): Promise<Result<null, AttachRefusal>> {
  const seen = await reading((transaction) => findAppeal(transaction, appealId))
  const person = seen && (await reading((transaction) => findAppealPerson(transaction, seen.candidateId)))
  if (seen === null || person === null || !mayAttach(actor, seen, person.urbanVillageCode)) return refuse({ kind: 'not-found' })
  const checked = checkDocument(bytes)
  if (!checked.ok) return checked
  const stored = await storeFile(checked.value.bytes)
  const attached = await inTransaction<null, AttachRefusal>(async (transaction) => {
    const appeal = await lockAppeal(transaction, appealId)
    if (appeal?.state !== 'submitted') return refuse({ kind: 'not-open' })
    if ((await listAppealFiles(transaction, appealId)).length >= MOST_APPEAL_FILES) return refuse({ kind: 'too-many-files' })
    const at = await databaseNow(transaction)
    const file: AppealFile = {
      id: newUuid(),
      appealId,
      type: checked.value.type,
      size: stored.byteSize,
      hash: stored.contentHash,
      storedAs: stored.name,
      addedAt: at,
    }
    await insertAppealFile(transaction, file)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'appeal.file-attached',
        subject: appealId,
        detail: { file: file.id, type: file.type, size: file.size, hash: file.hash },
      },
    })
    return accept(null)
  }).catch(async (error: unknown) => {
    await removeStoredFile(stored.name)
    throw error
  })
  if (!attached.ok) await removeStoredFile(stored.name)
  return attached
}

function mayAttach(actor: Actor, appeal: Appeal, regionCode: RegionCode): boolean {
  if (actor.kind === 'candidate') return may(actor, 'appeal.file-own', { ownerCandidateId: appeal.candidateId })
  return actor.kind === 'staff' && may(actor, 'appeal.file-for', { regionCode })
}

/** The content of an attachment; each reading is recorded. */
export async function readAppealFile(
  actor: Actor,
  appealId: AppealId,
  fileId: string,
): Promise<Result<{ bytes: Uint8Array; fileName: string; contentType: string }, NotFound>> {
  const found = await inTransaction<AppealFile, NotFound>(async (transaction) => {
    const appeal = await findAppeal(transaction, appealId)
    const person = appeal && (await findAppealPerson(transaction, appeal.candidateId))
    if (person === null || !may(actor, 'appeal.read', { regionCode: person.urbanVillageCode })) return refuse({ kind: 'not-found' })
    const file = (await listAppealFiles(transaction, appealId)).find(({ id }) => id === fileId)
    if (file === undefined) return refuse({ kind: 'not-found' })
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'appeal.file-read', subject: appealId, detail: { file: fileId } },
    })
    return accept(file)
  })
  if (!found.ok) return found
  const { storedAs, hash, type } = found.value
  const bytes = await readStoredFile({ name: storedAs, contentHash: hash })
  return accept({ bytes, contentType: type, fileName: `sanggah-${fileId.slice(0, 8)}.${EXTENSIONS[type] ?? 'bin'}` })
}

const EXTENSIONS: Record<string, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }
