import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'
import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'
import { decrypt, encrypt } from './cipher.server.ts'
import { environment } from './environment.server.ts'
import { newUuid, seedFor } from './random.server.ts'

const KeyPair = z.object({
  kid: z.string(),
  key: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() }),
})
type KeyPair = z.infer<typeof KeyPair>

/**
 * The key pairs to which devices seal recovery files, in `<DATA_FOLDER>/keys/recovery`: numbered files, readable by the
 * server's account alone, encrypted with a key that follows from its secrets. The highest number is in use; the others open
 * what was sealed to them before. A number is given once, however many processes ask at the same moment.
 */
const folder = () => join(environment().dataFolder, 'keys', 'recovery')
const fileKey = () => seedFor(environment().secrets.NIK_KEY, 'recovery-keys')
const NAME = /^(\d{6})\.key$/
const nameOf = (number: number) => `${String(number).padStart(6, '0')}.key`

/** Another process may have put a new key into its place. */
const KNOWN_FOR_MILLISECONDS = 60_000
let known: { readonly key: RecoveryKey; readonly folder: string; readonly until: number } | null = null

/** The public half of the key in use; made at the first asking. */
export async function recoveryKey(): Promise<RecoveryKey> {
  if (known !== null && known.folder === folder() && performance.now() < known.until) return known.key
  const [newest] = await keyPairs()
  return remember(newest ?? (await makeNext()))
}

/** Puts a new key into the place of the one in use. */
export async function rotateRecoveryKey(): Promise<RecoveryKey> {
  return remember(await makeNext())
}

/** The names of all keys that open files here, the one in use first. */
export async function listRecoveryKeys(): Promise<readonly string[]> {
  return (await keyPairs()).map(({ kid }) => kid)
}

export type Opened =
  | { readonly ok: true; readonly kid: string; readonly content: Uint8Array }
  | { readonly ok: false; readonly fault: 'no-recovery-file' | 'other-key' | 'damaged' }

/** Opens a compact JWE (RFC 7516, ECDH-ES on P-256 with A256GCM): one byte of it changed, and it does not open. */
export async function openSealed(sealed: string): Promise<Opened> {
  const kid = kidOf(sealed)
  if (kid === null) return { ok: false, fault: 'no-recovery-file' }
  const pair = (await keyPairs()).find((each) => each.kid === kid)
  if (pair === undefined) return { ok: false, fault: 'other-key' }
  // The last digit of a part has bits that a reader may pass over: a part counts in its one spelling only.
  if (!sealed.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part))
    return { ok: false, fault: 'damaged' }
  const opened = await compactDecrypt(sealed, pair.key, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch(() => null)
  return opened === null ? { ok: false, fault: 'damaged' } : { ok: true, kid, content: opened.plaintext }
}

/** Null for what is no compact JWE. */
function kidOf(sealed: string): string | null {
  if (!/^[\w-]+\.[\w-]*(\.[\w-]+){3}$/.test(sealed)) return null
  try {
    return decodeProtectedHeader(sealed).kid ?? null
  } catch {
    return null
  }
}

function remember({ kid, key: { x, y } }: KeyPair): RecoveryKey {
  const key = { kid, x, y }
  known = { key, folder: folder(), until: performance.now() + KNOWN_FOR_MILLISECONDS }
  return key
}

async function numbers(): Promise<number[]> {
  const names = await readdir(folder()).catch(() => [])
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((left, right) => right - left)
}

/** The newest first; what these secrets do not open is left out. */
async function keyPairs(): Promise<KeyPair[]> {
  const pairs = await Promise.all((await numbers()).map(readPair))
  return pairs.flatMap((pair) => pair ?? [])
}

async function readPair(number: number): Promise<KeyPair | null> {
  const sealed = await readFile(join(folder(), nameOf(number)))
  try {
    return KeyPair.parse(JSON.parse(decrypt(sealed, fileKey())))
  } catch {
    return null
  }
}

/** The next key; the one that another process put there first when two make it at once. */
async function makeNext(): Promise<KeyPair> {
  const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const key = await exportJWK(privateKey)
  const pair = KeyPair.parse({ kid: await calculateJwkThumbprint(key), key })
  const number = ((await numbers())[0] ?? 0) + 1
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const fresh = join(folder(), `${newUuid()}.new`)
  const file = await open(fresh, 'wx', 0o600)
  try {
    await file.writeFile(encrypt(JSON.stringify(pair), fileKey()))
    await file.sync()
  } finally {
    await file.close()
  }
  const isFirst = await link(fresh, join(folder(), nameOf(number))).then(
    () => true,
    () => false,
  )
  await rm(fresh)
  const standing = isFirst ? pair : await readPair(number)
  if (standing === null) throw new Error(`the recovery key ${number} cannot be opened with these secrets`)
  return standing
}
