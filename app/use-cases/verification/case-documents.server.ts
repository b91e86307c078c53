import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { type AccountId, CaseDocumentId, type EligibilityCaseId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { type CaseDocument, type DocumentKind, documentFileName, MOST_DOCUMENTS } from '#app/domain/verification/case-document.ts'
import { DUTY_PERMISSION, deskOf } from '#app/domain/verification/case-step.ts'
import { checkDocument, type DocumentRefusal, type DocumentType } from '#app/domain/verification/document-file.ts'
import type { EligibilityCase } from '#app/domain/verification/eligibility-case.ts'
import { readStoredFile, removeStoredFile, storeFile } from '#app/platform/file-storage.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { insertDocument, listDocuments, markDocumentRemoved } from './case-document-store.server.ts'
import { findCase, isTied, lockCase } from './case-store.server.ts'

type NotFound = { readonly kind: 'not-found' }
type DeskRefusal = NotFound | { readonly kind: 'not-on-your-desk' } | { readonly kind: 'own-or-kin' }
export type AddDocumentRefusal = DeskRefusal | DocumentRefusal | { readonly kind: 'too-many-documents' }
export type RemoveDocumentRefusal = DeskRefusal | { readonly kind: 'uploaded-by-somebody-else' }

/**
 * Adds a document to a case that lies on the actor's desk. The file is written before the case knows of it, and taken away
 * again when the case refuses it.
 */
export async function addCaseDocument(
  actor: Actor,
  caseId: EligibilityCaseId,
  { kind, bytes }: { readonly kind: DocumentKind; readonly bytes: Uint8Array },
): Promise<Result<CaseDocumentId, AddDocumentRefusal>> {
  const scope = scopeFor(actor, 'verification.read')
  const current = scope && (await reading((transaction) => findCase(transaction, scope, caseId)))
  if (current === null) return refuse({ kind: 'not-found' })
  const atDesk = await reading((transaction) => checkDesk(transaction, actor, current))
  if (!atDesk.ok) return atDesk
  const checked = checkDocument(bytes)
  if (!checked.ok) return checked
  const stored = await storeFile(checked.value.bytes)
  const id = CaseDocumentId.parse(newUuid())
  const added = await inTransaction<CaseDocumentId, AddDocumentRefusal>(async (transaction) => {
    const held = scope && (await lockCase(transaction, scope, caseId))
    if (held === null) return refuse({ kind: 'not-found' })
    const desk = await checkDesk(transaction, actor, held)
    if (!desk.ok) return desk
    const inForce = (await listDocuments(transaction, caseId)).filter(({ removed }) => removed === null)
    if (inForce.length >= MOST_DOCUMENTS) return refuse({ kind: 'too-many-documents' })
    const at = await databaseNow(transaction)
    const { name: storageName, contentHash, byteSize } = stored
    const mediaType = checked.value.type
    await insertDocument(transaction, {
      id,
      caseId,
      kind,
      mediaType,
      byteSize,
      contentHash,
      storageName,
      uploadedBy: desk.value,
      uploadedAt: at,
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'case-document.added', subject: caseId, detail: { document: id, kind, mediaType, byteSize, contentHash } },
    })
    return accept(id)
  }).catch(async (error: unknown) => {
    await removeStoredFile(stored.name)
    throw error
  })
  if (!added.ok) await removeStoredFile(stored.name)
  return added
}

export type DocumentDownload = { readonly bytes: Uint8Array; readonly fileName: string; readonly contentType: DocumentType }

/** The content of a document; each reading is recorded. */
export async function readCaseDocument(
  actor: Actor,
  caseId: EligibilityCaseId,
  documentId: CaseDocumentId,
): Promise<Result<DocumentDownload, NotFound>> {
  const found = await inTransaction<CaseDocument, NotFound>(async (transaction) => {
    const scope = scopeFor(actor, 'verification.read')
    const current = scope && (await findCase(transaction, scope, caseId))
    const document = current && (await listDocuments(transaction, caseId)).find(({ id }) => id === documentId)
    if (!document || document.removed !== null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'case-document.read', subject: caseId, detail: { document: documentId } },
    })
    return accept(document)
  })
  if (!found.ok) return found
  const { storageName, contentHash, mediaType } = found.value
  const bytes = await readStoredFile({ name: storageName, contentHash })
  return accept({ bytes, fileName: documentFileName(found.value), contentType: mediaType })
}

/** Takes a document out again, by whoever added it and while the case lies on that desk. Its entry stays, its file goes. */
export async function removeCaseDocument(
  actor: Actor,
  caseId: EligibilityCaseId,
  documentId: CaseDocumentId,
): Promise<Result<null, RemoveDocumentRefusal>> {
  const removed = await inTransaction<string, RemoveDocumentRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'verification.read')
    const current = scope && (await lockCase(transaction, scope, caseId))
    if (current === null) return refuse({ kind: 'not-found' })
    const desk = await checkDesk(transaction, actor, current)
    if (!desk.ok) return desk
    const document = (await listDocuments(transaction, caseId)).find(({ id, removed: gone }) => id === documentId && gone === null)
    if (document === undefined) return refuse({ kind: 'not-found' })
    if (document.uploadedBy !== desk.value) return refuse({ kind: 'uploaded-by-somebody-else' })
    const at = await databaseNow(transaction)
    if (!(await markDocumentRemoved(transaction, documentId, desk.value, at))) return refuse({ kind: 'not-found' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'case-document.removed', subject: caseId, detail: { document: documentId, contentHash: document.contentHash } },
    })
    return accept(document.storageName)
  })
  if (!removed.ok) return removed
  await removeStoredFile(removed.value)
  return accept(null)
}

/** The actor's account when the case lies on the actor's desk. */
async function checkDesk(transaction: Transaction, actor: Actor, current: EligibilityCase): Promise<Result<AccountId, DeskRefusal>> {
  const desk = deskOf('eligibility', current.state)
  if (actor.kind !== 'staff' || desk === null || !may(actor, DUTY_PERMISSION[desk], { regionCode: current.regionCode }))
    return refuse({ kind: 'not-on-your-desk' })
  if (await isTied(transaction, actor.accountId, current.cadreId)) return refuse({ kind: 'own-or-kin' })
  return accept(actor.accountId)
}
