import { z } from 'zod'
import { AccountId, CaseDocumentId } from '../shared/id.ts'
import { DOCUMENT_TYPES, type DocumentType } from './document-file.ts'

/** KTP, signed SPTJM, proof of residence, proof of occupation, anything else. */
export const DOCUMENT_KINDS = ['identity-card', 'statement', 'domicile', 'employment', 'other'] as const
export const DocumentKind = z.enum(DOCUMENT_KINDS)
export type DocumentKind = z.infer<typeof DocumentKind>

/** So many documents that are in force a case may have. */
export const MOST_DOCUMENTS = 10

export const CaseDocument = z.object({
  id: CaseDocumentId,
  kind: DocumentKind,
  mediaType: z.enum(DOCUMENT_TYPES),
  byteSize: z.number().int(),
  contentHash: z.string(),
  storageName: z.string(),
  uploadedBy: AccountId,
  uploadedByName: z.string(),
  uploadedAt: z.date(),
  removed: z.object({ at: z.date(), byName: z.string() }).nullable(),
})
export type CaseDocument = z.infer<typeof CaseDocument>

const EXTENSIONS: Record<DocumentType, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }

/** The name under which a document is downloaded: what it is and part of its id, nothing of a person. */
export function documentFileName({ id, kind, mediaType }: Pick<CaseDocument, 'id' | 'kind' | 'mediaType'>): string {
  return `${kind}-${id.slice(0, 8)}.${EXTENSIONS[mediaType]}`
}
