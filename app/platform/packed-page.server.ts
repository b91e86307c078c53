import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { StaticFile } from './static-files.server.ts'

/** A page as it is given to many: packed once, with the hashes of the scripts in it (CSP 3, 2.3.1). */
export type PackedPage = StaticFile & { readonly scripts: readonly string[] }

export async function packPage(path: string, html: string): Promise<PackedPage> {
  const bytes = Buffer.from(html)
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    promisify(gzip)(bytes),
  ])
  return { path, bytes, brotli, gzip: gzipped, scripts: hashesOfScripts(html) }
}

/** The scripts that stand in the page itself; what they load comes from our own files. */
function hashesOfScripts(html: string): string[] {
  const inline = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)].filter(([, attributes = '']) => !/\ssrc=/.test(attributes))
  return [...new Set(inline.map(([, , script = '']) => createHash('sha256').update(script).digest('base64')))]
}
