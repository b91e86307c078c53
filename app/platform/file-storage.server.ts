import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decryptBytes, encryptBytes, keyedHash } from './cipher.server.ts'
import { environment } from './environment.server.ts'

export type StoredFile = {
  /** 64 random hexadecimal digits: nobody guesses it, and it says nothing about the content or the person. */
  readonly name: string
  /** SHA-256 of the content, 64 hexadecimal digits. */
  readonly contentHash: string
  readonly byteSize: number
}

const NAME = /^[0-9a-f]{64}$/
/** Behind the name of what is being written, or was when its process was killed. */
const HALF = '.new'
const folder = () => join(environment().dataFolder, 'files')

/**
 * Keeps a file under `<DATA_FOLDER>/files`, outside of everything that is served, encrypted: a copy of the folder shows no
 * identity card. Written beside, flushed and renamed, so that a half-written file never has a name.
 */
export async function storeFile(bytes: Uint8Array): Promise<StoredFile> {
  const name = randomBytes(32).toString('hex')
  const path = pathOf(name)
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  const fresh = `${path}${HALF}`
  try {
    const handle = await open(fresh, 'wx', 0o600)
    try {
      await handle.writeFile(encryptBytes(bytes, fileKey()))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
  return { name, contentHash: createHash('sha256').update(bytes).digest('hex'), byteSize: bytes.byteLength }
}

/** Throws when the file is gone or is not what was stored. */
export async function readStoredFile({ name, contentHash }: Pick<StoredFile, 'name' | 'contentHash'>): Promise<Uint8Array> {
  const bytes = decryptBytes(await readFile(pathOf(name)), fileKey())
  if (createHash('sha256').update(bytes).digest('hex') !== contentHash) throw new Error('a stored file was changed')
  return bytes
}

/** Removing what is not there is no error. */
export async function removeStoredFile(name: string): Promise<void> {
  await rm(pathOf(name), { force: true })
}

/** Files that were stored before this moment, and the names under which something was left half-written before it. */
export async function listFilesOlderThan(moment: Date): Promise<{ readonly whole: readonly string[]; readonly half: readonly string[] }> {
  const found: { whole: string[]; half: string[] } = { whole: [], half: [] }
  for (const part of await readdir(folder()).catch(() => [])) {
    for (const file of await readdir(join(folder(), part))) {
      const { mtime } = await stat(join(folder(), part, file)).catch(() => ({ mtime: moment }))
      if (mtime >= moment) continue
      if (NAME.test(file)) found.whole.push(file)
      else if (file.endsWith(HALF) && NAME.test(file.slice(0, -HALF.length))) found.half.push(file.slice(0, -HALF.length))
    }
  }
  return found
}

/** Removes what was being written under this name when its process was killed. */
export async function removeHalfWritten(name: string): Promise<void> {
  await rm(`${pathOf(name)}${HALF}`, { force: true })
}

function pathOf(name: string): string {
  if (!NAME.test(name)) throw new Error('a stored file has a name of 64 hexadecimal digits')
  return join(folder(), name.slice(0, 2), name)
}

/** A key of its own, so that files and numbers are never sealed alike. */
function fileKey(): string {
  return keyedHash('stored files', environment().secrets.NIK_KEY)
}
