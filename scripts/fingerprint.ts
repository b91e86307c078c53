import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CACHE, ROOT } from './child-process.ts'

/** One hash over the names and contents of files and folders, so that a step runs only when its input changed. */
export function fingerprint(paths: readonly string[], skip: (path: string) => boolean = () => false): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((each) => filesUnder(join(ROOT, each))).sort()) {
    const name = relative(ROOT, path)
    if (skip(name)) continue
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

export function rememberedFingerprint(step: string): string | null {
  const path = join(CACHE, `${step}.fingerprint`)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

export function rememberFingerprint(step: string, value: string): void {
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(join(CACHE, `${step}.fingerprint`), value)
}

/** Called before a step writes its result: a step that is interrupted is not taken for done. */
export function forgetFingerprint(step: string): void {
  rmSync(join(CACHE, `${step}.fingerprint`), { force: true })
}

export function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => filesUnder(join(path, entry.name)))
}
