import { z } from 'zod'
import { AccountId, CaseDocumentId, EligibilityCaseId } from '#app/domain/shared/id.ts'
import { CaseDocument, type DocumentKind } from '#app/domain/verification/case-document.ts'
import type { DocumentType } from '#app/domain/verification/document-file.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type NewCaseDocument = {
  readonly id: CaseDocumentId
  readonly caseId: EligibilityCaseId
  readonly kind: DocumentKind
  readonly mediaType: DocumentType
  readonly byteSize: number
  readonly contentHash: string
  readonly storageName: string
  readonly uploadedBy: AccountId
  readonly uploadedAt: Date
}

export async function insertDocument(transaction: Transaction, document: NewCaseDocument): Promise<void> {
  await transaction.caseDocument.create({ data: document })
}

const DocumentRow = z.object({
  id: CaseDocumentId,
  case_id: EligibilityCaseId,
  kind: z.string(),
  media_type: z.string(),
  byte_size: z.coerce.number(),
  content_hash: z.string(),
  storage_name: z.string(),
  uploaded_by: AccountId,
  uploaded_at: z.coerce.date(),
  removed_at: z.coerce.date().nullable(),
  uploaded_by_name: z.string(),
  removed_by_name: z.string().nullable(),
})

/** Every document that the case ever had, removed ones too, the oldest first. */
export async function listDocuments(transaction: Transaction, caseId: EligibilityCaseId): Promise<CaseDocument[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT d.*, coalesce(u.display_name, '') AS uploaded_by_name, r.display_name AS removed_by_name
    FROM case_document d LEFT JOIN account u ON u.id = d.uploaded_by LEFT JOIN account r ON r.id = d.removed_by
    WHERE d.case_id = ${caseId}::uuid ORDER BY d.uploaded_at, d.id`
  return rows.map((each) => {
    const row = DocumentRow.parse(each)
    return CaseDocument.parse({
      id: row.id,
      kind: row.kind,
      mediaType: row.media_type,
      byteSize: row.byte_size,
      contentHash: row.content_hash,
      storageName: row.storage_name,
      uploadedBy: row.uploaded_by,
      uploadedByName: row.uploaded_by_name,
      uploadedAt: row.uploaded_at,
      removed: row.removed_at === null ? null : { at: row.removed_at, byName: row.removed_by_name ?? '' },
    })
  })
}

/** False when it was removed before. */
export async function markDocumentRemoved(transaction: Transaction, documentId: CaseDocumentId, by: AccountId, at: Date): Promise<boolean> {
  const { count } = await transaction.caseDocument.updateMany({
    where: { id: documentId, removedAt: null },
    data: { removedBy: by, removedAt: at },
  })
  return count === 1
}
