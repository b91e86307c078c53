import { accept, type Result, refuse } from '../shared/result.ts'
import { cleanJpeg } from './jpeg-file.ts'
import { checkPdf } from './pdf-file.ts'
import { cleanPng } from './png-file.ts'

export const DOCUMENT_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

/** The largest upload, in bytes. */
export const LARGEST_DOCUMENT = 5 * 1024 * 1024

export type DocumentRefusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unknown-type' }
  /** The picture has too many points: a small file that unpacks into a large one. */
  | { readonly kind: 'too-many-pixels' }
  /** Cut short, or not what its beginning promises. */
  | { readonly kind: 'damaged' }
  /** Something else hides in it: an archive, a page, a program. */
  | { readonly kind: 'hidden-content' }
  /** A PDF with scripts, attachments, forms that send or programs that start. */
  | { readonly kind: 'active-content' }
  | { readonly kind: 'encrypted' }

export type CheckedDocument = {
  readonly type: DocumentType /** What is kept: pictures without their metadata. */
  readonly bytes: Uint8Array
}

/** What an upload is, by its content and never by its name; and what may be kept of it. The input is not changed. */
export function checkDocument(bytes: Uint8Array): Result<CheckedDocument, DocumentRefusal> {
  if (bytes.length === 0) return refuse({ kind: 'empty' })
  if (bytes.length > LARGEST_DOCUMENT) return refuse({ kind: 'too-large' })
  const type = typeOf(bytes)
  switch (type) {
    case null:
      return refuse({ kind: 'unknown-type' })
    case 'application/pdf': {
      const fault = checkPdf(bytes)
      return fault === null ? accept({ type, bytes }) : refuse({ kind: fault })
    }
    case 'image/jpeg':
    case 'image/png': {
      const cleaned = type === 'image/jpeg' ? cleanJpeg(bytes) : cleanPng(bytes)
      return typeof cleaned === 'string' ? refuse({ kind: cleaned }) : accept({ type, bytes: cleaned })
    }
  }
}

function typeOf(bytes: Uint8Array): DocumentType | null {
  const starts = (...head: readonly number[]) => head.every((value, at) => bytes[at] === value)
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  return null
}
