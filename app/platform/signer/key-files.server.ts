import { createPrivateKey, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decrypt, encrypt } from '../cipher.server.ts'
import { environment } from '../environment.server.ts'
import { newUuid, seedFor } from '../random.server.ts'

/** Private keys lie in the data folder, one file each, readable by the server's account alone and encrypted with a key that follows from its secrets. */
const folder = () => join(environment().dataFolder, 'keys')
const pathOf = (kid: string) => join(folder(), `${kid}.key`)
const fileKey = () => seedFor(environment().secrets.NIK_KEY, 'signing-keys')

export async function savePrivateKey(kid: string, key: KeyObject): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const fresh = join(folder(), `${newUuid()}.new`)
  const file = await open(fresh, 'wx', 0o600)
  try {
    await file.writeFile(encrypt(key.export({ type: 'pkcs8', format: 'pem' }).toString(), fileKey()))
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(fresh, 0o600)
  await rename(fresh, pathOf(kid))
}

const opened = new Map<string, KeyObject>()

/** Whether the private half is here now. */
export function hasPrivateKey(kid: string): boolean {
  return existsSync(pathOf(kid))
}

/** Null when the private half is not in this data folder, or cannot be opened with these secrets. */
export async function readPrivateKey(kid: string): Promise<KeyObject | null> {
  if (!hasPrivateKey(kid)) return null
  const known = opened.get(kid)
  if (known !== undefined) return known
  const sealed = await readFile(pathOf(kid))
  const key = openKey(sealed)
  if (key !== null) opened.set(kid, key)
  return key
}

function openKey(sealed: Uint8Array): KeyObject | null {
  try {
    return createPrivateKey(decrypt(sealed, fileKey()))
  } catch {
    return null
  }
}

export async function removePrivateKey(kid: string): Promise<void> {
  opened.delete(kid)
  await rm(pathOf(kid), { force: true })
}
