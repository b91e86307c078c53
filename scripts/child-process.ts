import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Kept between runs, and gone with node_modules. */
export const CACHE = join(ROOT, 'node_modules/.cache/tera')

export type Finished = { readonly code: number; readonly output: string }

type Options = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string }

/** The files of the programs that scripts start; each runs under this Node, without a shell and without npx. */
const PROGRAMS = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  'dependency-cruiser': 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  knip: 'node_modules/knip/bin/knip.js',
  playwright: 'node_modules/playwright/cli.js',
  prisma: 'node_modules/prisma/build/index.js',
  remix: 'node_modules/@remix-run/dev/dist/cli.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
} as const
export type Program = keyof typeof PROGRAMS

const QUIET = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_UPDATE_NOTIFIER: '1' }

export function runProgram(program: Program, parameters: readonly string[], options: Options = {}): Promise<Finished> {
  return collect(process.execPath, [join(ROOT, PROGRAMS[program]), ...parameters], options)
}

/** The same, with its output on the terminal as it comes. Answers the exit code. */
export function showProgram(program: Program, parameters: readonly string[], options: Options = {}): Promise<number> {
  return show(process.execPath, [join(ROOT, PROGRAMS[program]), ...parameters], options)
}

/** Runs a TypeScript file of this repository in a process of its own, with its output on the terminal. */
export function showScript(file: string, parameters: readonly string[] = [], options: Options = {}): Promise<number> {
  return show(process.execPath, ['--import', 'tsx', join(ROOT, file), ...parameters], options)
}

/** The host that scripts/build.ts makes of server.ts: plain JavaScript, because translating it anew is half of a start. */
export const HOST = 'build/host/server.js'

export function startHost(parameters: readonly string[] = [], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [join(ROOT, HOST), ...parameters], { cwd: ROOT, stdio: 'inherit', ...options })
}

export function show(command: string, parameters: readonly string[], { env, cwd }: Options = {}): Promise<number> {
  const child = spawn(command, parameters, { cwd: cwd ?? ROOT, stdio: 'inherit', env: { ...process.env, ...QUIET, ...env } })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs to the end and answers the exit code with everything it wrote, both streams in the order they came. */
export function collect(command: string, parameters: readonly string[], { env, cwd }: Options = {}): Promise<Finished> {
  const child = spawn(command, parameters, {
    cwd: cwd ?? ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...QUIET, ...env },
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }))
  })
}
