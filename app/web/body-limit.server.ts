const MEGABYTE = 1024 * 1024
/** JSON, plain forms, and everything from someone who is not signed in. */
const MOST_BYTES = MEGABYTE
/** Forms with files; each page that takes files has a smaller bound and its own words for it. */
const MOST_UPLOAD_BYTES = 16 * MEGABYTE
/** A browser shows the answer only after it could send all; beyond this it is cut off instead. */
const MOST_DRAINED_BYTES = 64 * MEGABYTE

export type BodyFault = {
  readonly status: 411 | 413
  readonly message: string /** Whether the rest is taken in first. */
  readonly drains: boolean
}

type BodyHeaders = {
  readonly 'content-length'?: string | undefined
  readonly 'transfer-encoding'?: string | undefined
  readonly 'content-type'?: string | undefined
  readonly cookie?: string | undefined
}

/** What is wrong with the size of a request's body, by its headers, before any of it is read; null when it may come in. */
export function bodyFault(headers: BodyHeaders): BodyFault | null {
  if (headers['transfer-encoding'] !== undefined)
    return { status: 411, message: 'Kiriman ditolak: panjangnya tidak disebutkan (Content-Length).', drains: false }
  const length = Number(headers['content-length'] ?? '0')
  const isUpload = /^multipart\/form-data/i.test(headers['content-type'] ?? '') && /(?:^|;\s*)__Host-tera=/.test(headers.cookie ?? '')
  const most = isUpload ? MOST_UPLOAD_BYTES : MOST_BYTES
  if (length <= most) return null
  return {
    status: 413,
    message: `Kiriman terlalu besar: paling banyak ${most / MEGABYTE} MB. Tidak ada yang disimpan. Kembali ke halaman sebelumnya dan kirim yang lebih kecil.`,
    drains: length <= MOST_DRAINED_BYTES,
  }
}
