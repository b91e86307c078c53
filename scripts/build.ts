import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { HOST, ROOT, runProgram } from './child-process.ts'
import { makeDatabaseClient } from './database-client.ts'
import { filesUnder, fingerprint, forgetFingerprint, rememberedFingerprint, rememberFingerprint } from './fingerprint.ts'

const STEP = 'build'
const INPUTS = [
  'app',
  'server.ts',
  'scripts/workers.ts',
  'public',
  'vite.config.ts',
  'remix.config.js',
  'tsconfig.json',
  'package-lock.json',
  'scripts/build.ts',
]
const OUTPUTS = ['build/server/index.js', 'build/client/assets', HOST]
const COMPRESSED = new Set(['.js', '.css', '.svg', '.json', '.html', '.txt', '.xml', '.webmanifest', '.ttf', '.wasm', '.ico'])
const COMPRESS_FROM_BYTES = 1_000

/** Builds the pages and the server when their input changed. Answers whether there was anything to do. */
export async function buildApp(): Promise<'made' | 'kept'> {
  await makeDatabaseClient()
  const wanted = fingerprint(INPUTS, (path) => /\.test\.tsx?$/.test(path))
  if (rememberedFingerprint(STEP) === wanted && OUTPUTS.every((path) => existsSync(join(ROOT, path)))) return 'kept'
  forgetFingerprint(STEP)
  const { code, output } = await runProgram('remix', ['vite:build'], { env: { NODE_ENV: 'production' } })
  if (code !== 0) throw new Error(`The build failed:\n${output}`)
  await compressAssets(join(ROOT, 'build/client'))
  await buildHost()
  rememberFingerprint(STEP, wanted)
  return 'made'
}

async function buildHost() {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'server.ts',
      target: 'node20',
      outDir: join(ROOT, dirname(HOST)),
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: basename(HOST) } },
    },
  })
}

/** Compresses once and as small as can be, so that the server only picks a file. */
async function compressAssets(folder: string) {
  const files = filesUnder(folder).filter((path) => COMPRESSED.has(extname(path)) && statSync(path).size > COMPRESS_FROM_BYTES)
  await Promise.all(
    files.map(async (path) => {
      const content = readFileSync(path)
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(content, quality))
      writeFileSync(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
    }),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log((await buildApp()) === 'made' ? 'Built into build/.' : 'Nothing changed since the last build.')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
