import { PGlite } from '@electric-sql/pglite'

/** PostgreSQL's number for the type bytea. */
const BYTEA = 17

/** Opens PGlite so that the Prisma adapter's bytes reach it: the adapter sends them as base64 text, which PGlite alone refuses. */
export function openPglite(dataDir: string, image?: Blob): Promise<PGlite> {
  return PGlite.create({ dataDir, serializers: { [BYTEA]: byteaText }, ...(image ? { loadDataDir: image } : {}) })
}

function byteaText(value: unknown): string {
  if (typeof value === 'string') return `\\x${Buffer.from(value, 'base64').toString('hex')}`
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  throw new Error('a bytea parameter is base64 text or bytes')
}
