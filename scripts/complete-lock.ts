import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from './child-process.ts'

/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out because its registry did not
 * have them. Without their entries `npm ci` refuses the lock everywhere; with them it skips what is not for its platform.
 */
const FILE = join(ROOT, 'package-lock.json')

// Records, not objects: they keep the order in which npm wrote the keys.
const Lock = z.record(z.string(), z.unknown())
const Packages = z.record(z.string(), z.record(z.string(), z.unknown()))
const Needs = z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}), dev: z.boolean().default(false) })

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32']

/** `@rollup/rollup-linux-x64-musl` is for os linux, cpu x64, libc musl. */
function platformOf(name: string) {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const system = SYSTEMS.find((each) => words.includes(each))
  const processor = PROCESSORS.find((each) => words.includes(each))
  if (processor === undefined || (system === undefined && processor !== 'wasm32')) throw new Error(`${name} does not tell its platform`)
  const ending = words.at(-1) ?? ''
  const libc = system !== 'linux' ? null : ending.startsWith('musl') ? 'musl' : ending.startsWith('gnu') ? 'glibc' : null
  return { cpu: [processor], ...(system !== undefined && { os: [system] }), ...(libc !== null && { libc: [libc] }) }
}

/** Whether the packages around this one, from the inside out, hold the name. */
function isLocked(packages: Readonly<Record<string, unknown>>, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true
    if (folder === '') return false
  }
}

const lock = Lock.parse(JSON.parse(readFileSync(FILE, 'utf8')))
const packages = Packages.parse(lock.packages)
const added: string[] = []
for (const [path, entry] of Object.entries(packages)) {
  const { optionalDependencies, dev } = Needs.parse(entry)
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isLocked(packages, path, name)) continue
    if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${name} has no exact version: ${version}`)
    packages[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...platformOf(name) }
    added.push(name)
  }
}
if (added.length > 0) {
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`)
}
console.log(added.length === 0 ? 'package-lock.json names every platform.' : `Added ${added.length} packages of other platforms.`)
