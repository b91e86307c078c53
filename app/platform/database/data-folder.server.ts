import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { openPglite } from './embedded.server.ts'

/** Thrown when another process owns the data folder; the message is for whoever runs the server. */
export class DataFolderBusy extends Error {}

/**
 * Opens the embedded database in `<dataFolder>/database`. One process owns it: a second one is refused, because two
 * would lose each other's writes. A folder is created under a temporary name and renamed, so that a process killed
 * during the first start leaves nothing that looks like a database.
 */
export async function openDataFolder(dataFolder: string): Promise<{ pglite: PGlite; release: () => void }> {
  mkdirSync(dataFolder, { recursive: true })
  const release = takeLock(dataFolder)
  const folder = join(dataFolder, 'database')
  try {
    if (!existsSync(folder)) await createFolder(dataFolder, folder)
    const pglite = await openPglite(folder)
    return { pglite, release }
  } catch (error) {
    release()
    throw error
  }
}

async function createFolder(dataFolder: string, folder: string) {
  for (const name of readdirSync(dataFolder)) {
    if (name.startsWith('database.new-')) rmSync(join(dataFolder, name), { recursive: true, force: true })
  }
  const fresh = join(dataFolder, `database.new-${process.pid}`)
  const pglite = await openPglite(fresh)
  await pglite.close()
  renameSync(fresh, folder)
}

function takeLock(dataFolder: string): () => void {
  const path = join(dataFolder, 'database.lock')
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
      const owner = Number(readFileSync(path, 'utf8'))
      if (isAlive(owner)) {
        throw new DataFolderBusy(
          `The data folder ${dataFolder} is in use by process ${owner}. The embedded database belongs to one process: stop that one first, or set DATABASE_URL to a PostgreSQL server.`,
        )
      }
      rmSync(path, { force: true })
    }
  }
  let held = true
  const release = () => {
    if (!held) return
    held = false
    rmSync(path, { force: true })
  }
  process.once('exit', release)
  return release
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
