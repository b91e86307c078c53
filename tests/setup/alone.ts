import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CACHE } from '../../scripts/child-process.ts'

/** Milliseconds. A number of a process may belong to another one by then. */
const LONGEST_MAKING = 600_000

/** Only one process at a time makes the same thing; the next one finds it made. A lock whose process is gone counts for nothing. */
export async function alone<Value>(step: string, make: () => Promise<Value>): Promise<Value> {
  const lock = join(CACHE, `${step}.lock`)
  mkdirSync(CACHE, { recursive: true })
  while (!takes(lock)) {
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    else await pause(200)
  }
  try {
    return await make()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takes(lock: string): boolean {
  const own = `${lock}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    // A link appears whole: whoever finds the lock finds in it whose it is.
    linkSync(own, lock)
    return true
  } catch (error) {
    if (isNamed(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(own)
  }
}

function isAbandoned(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return Date.now() - statSync(lock).mtimeMs > LONGEST_MAKING
  } catch (error) {
    return isNamed(error, 'ESRCH')
  }
}

function isNamed(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
