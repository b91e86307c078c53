import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { installDebianPackages } from '../../scripts/debian.ts'

/** The library that tells a process another time; installed where that is possible, else null. */
export async function findFaketime(): Promise<string | null> {
  const found = installedLibrary()
  if (found !== null) return found
  try {
    await installDebianPackages(['faketime'])
  } catch {
    return null
  }
  return installedLibrary()
}

function installedLibrary(): string | null {
  const folder = '/usr/lib'
  const found = existsSync(folder)
    ? readdirSync(folder)
        .map((name) => join(folder, name, 'faketime/libfaketimeMT.so.1'))
        .find((path) => existsSync(path))
    : undefined
  return found ?? null
}
