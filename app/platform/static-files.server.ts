import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

export type StaticFile = {
  /** `/assets/root-1a2b.js`, decoded. */
  readonly path: string
  readonly bytes: Uint8Array
  /** The same content packed, where the build has packed it. */
  readonly brotli: Uint8Array | null
  readonly gzip: Uint8Array | null
}

/**
 * All files of a build, read once: what a page of this process names stays answerable for as long as the process lives,
 * even when the folder is built anew under it, and no answer waits for the disk.
 */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const contents = new Map<string, Uint8Array>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    contents.set(`/${relative(folder, path).split(sep).join('/')}`, readFileSync(path))
  }
  const files = new Map<string, StaticFile>()
  for (const [path, bytes] of contents) {
    const packed = /\.(?:br|gz)$/.test(path) && contents.has(path.replace(/\.(?:br|gz)$/, ''))
    if (!packed) files.set(path, { path, bytes, brotli: contents.get(`${path}.br`) ?? null, gzip: contents.get(`${path}.gz`) ?? null })
  }
  return files
}

export type Encoded = { readonly bytes: Uint8Array; readonly encoding: 'br' | 'gzip' | null }

/** The smallest form of a file that the reader takes. @param accepted the request's Accept-Encoding. */
export function encodedFor(file: StaticFile, accepted: string | undefined): Encoded {
  const takes = new Set(
    (accepted ?? '')
      .split(',')
      .filter((each) => !/;\s*q=0(?:\.0*)?\s*$/.test(each))
      .map((each) => each.split(';')[0]?.trim()),
  )
  if (file.brotli !== null && takes.has('br')) return { bytes: file.brotli, encoding: 'br' }
  if (file.gzip !== null && takes.has('gzip')) return { bytes: file.gzip, encoding: 'gzip' }
  return { bytes: file.bytes, encoding: null }
}
