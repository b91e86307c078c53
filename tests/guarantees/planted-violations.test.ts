import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Program, ROOT, runProgram } from '../../scripts/child-process.ts'
import { actorFaults, assertionFaults, barrelFaults, databaseFaults, environmentFaults, unsafeFaults } from './source-rules.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A small house of its own: this repository's configurations and packages, and the given files. */
function plant(configurations: readonly string[], files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tera-planted-'))
  folders.push(folder)
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const path of ['package.json', 'tsconfig.json', ...configurations]) cpSync(join(ROOT, path), join(folder, path))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

async function run(program: Program, parameters: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const { code, output } = await runProgram(program, parameters, { cwd, env: { FORCE_COLOR: '0', NO_COLOR: '1', ...env } })
  return { code, output }
}

/** Each planted file, and the rule of .dependency-cruiser.mjs that must name it. */
const IMPORTS: readonly (readonly [path: string, text: string, rule: string])[] = [
  ['app/domain/scoring/world.ts', `import '#app/platform/clock.server.ts'`, 'room-domain'],
  ['app/text/scoring.ts', `import '#app/domain/scoring/points.ts'`, 'room-text-types'],
  ['app/components/scoring/table.tsx', `import '#app/use-cases/scoring/score.server.ts'`, 'room-components'],
  ['app/documents/scoring/recap.server.tsx', `import '#app/components/ui/button.tsx'`, 'room-documents'],
  ['app/platform/rules.server.ts', `import '#app/domain/scoring/points.ts'`, 'room-platform-types'],
  ['app/use-cases/scoring/answer.server.ts', `import '#app/web/refusal.server.ts'`, 'room-use-cases'],
  ['app/web/view.server.ts', `import '#app/components/ui/button.tsx'`, 'room-web'],
  ['app/routes/public/page.tsx', `import '#app/platform/clock.server.ts'`, 'room-routes'],
  ['app/domain/scoring/package.ts', `import 'express'`, 'packages-domain'],
  ['app/domain/scoring/node.ts', `import 'node:fs'`, 'packages-domain'],
  ['app/text/package.ts', `import 'zod'`, 'packages-text'],
  ['app/components/ui/package.tsx', `import 'express'`, 'packages-components'],
  ['app/use-cases/scoring/package.server.ts', `import type { Express } from 'express'\nexport type E = Express`, 'packages-use-cases'],
  ['app/web/package.server.ts', `import 'pg'`, 'packages-web'],
  ['app/domain/access/early.ts', `import '../scoring/points.ts'`, 'context-access'],
  ['app/use-cases/roster/early.server.ts', `import '../scoring/score.server.ts'`, 'context-roster'],
  ['app/components/ui/subject.tsx', `import '../scoring/table.tsx'`, 'ui-has-no-subject'],
  ['app/use-cases/roster/list.server.ts', `import '#app/platform/database/connection.server.ts'`, 'only-stores-open-the-database'],
  ['app/domain/scoring/one.ts', `import './two.ts'`, 'no-cycles'],
  ['app/domain/scoring/index.ts', `export * from './points.ts'`, 'no-barrels'],
  ['app/domain/scoring/utils.ts', `export const one = 1`, 'no-drawers'],
  ['app/domain/scoring/score-helpers.ts', `export const one = 1`, 'no-drawers'],
  ['app/web/lib/thing.server.ts', `export const one = 1`, 'no-drawers'],
  ['app/use-cases/scoring/plain.ts', `export const one = 1`, 'server-rooms-say-server'],
  ['app/domain/scoring/rule.server.ts', `export const one = 1`, 'shared-rooms-have-no-server-files'],
  ['app/anywhere/thing.ts', `export const one = 1`, 'files-live-in-rooms'],
  ['app/web/borrowed.server.ts', `import '../../tests/setup.ts'`, 'app-imports-nothing-around-it'],
  ['app/web/missing.server.ts', `import './nowhere.server.ts'`, 'no-unresolved'],
  ['server.ts', `import './app/platform/clock.server.ts'`, 'host-imports-types-only'],
]

/** A cycle is reported at one of its files. */
const OTHER_HALF = { 'app/domain/scoring/two.ts': `import './one.ts'\n` }

/** What stands between the violations and is in order. */
const IN_ORDER = {
  'app/domain/scoring/points.ts': `import { z } from 'zod'\nexport const Points = z.number()\n`,
  'app/components/ui/button.tsx': `import { useState } from 'react'\nexport const use = useState\n`,
  'app/platform/clock.server.ts': `import { hostname } from 'node:os'\nexport const host = hostname()\n`,
  'app/platform/database/connection.server.ts': `export const database = 1\n`,
  'app/use-cases/audit/audit-store.server.ts': `export const record = 1\n`,
  'app/use-cases/access/sign-in.server.ts': `import '../audit/audit-store.server.ts'\nimport '#app/domain/shared/result.ts'\n`,
  'app/use-cases/scoring/score-store.server.ts': `import '#app/platform/database/connection.server.ts'\n`,
  'app/use-cases/scoring/score.server.ts': `import '#app/platform/clock.server.ts'\nimport './score-store.server.ts'\n`,
  'app/domain/shared/result.ts': `export const ok = 1\n`,
  'app/web/refusal.server.ts': `import '#app/use-cases/scoring/score.server.ts'\n`,
  'app/domain/scoring/points.test.ts': `import '#app/platform/clock.server.ts'\nimport './points.ts'\n`,
  'tests/setup.ts': `export const one = 1\n`,
} as const

const Cruise = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })) }),
})

describe('dependency-cruiser', () => {
  test('names every planted violation, and nothing that is in order', async () => {
    const preserving = `import base from './.dependency-cruiser.mjs'\nexport default { ...base, options: { ...base.options, preserveSymlinks: true } }\n`
    const planted = Object.fromEntries(IMPORTS.map(([path, text]) => [path, `${text}\n`]))
    const folder = plant(['.dependency-cruiser.mjs'], { ...IN_ORDER, ...planted, ...OTHER_HALF, 'planted.mjs': preserving })
    const { output } = await run('dependency-cruiser', ['--config', 'planted.mjs', '--output-type', 'json', 'app', 'server.ts'], folder)
    const { violations } = Cruise.parse(JSON.parse(output)).summary
    const seen = new Set(violations.map(({ from, rule }) => `${from} ${rule.name}`))
    expect(IMPORTS.filter(([path, , rule]) => !seen.has(`${path} ${rule}`)).map(([path, , rule]) => `${path} ${rule}`)).toEqual([])
    expect(violations.filter(({ from }) => from in IN_ORDER).map(({ from, to, rule }) => `${from} -> ${to} ${rule.name}`)).toEqual([])
  }, 120_000)
})

describe('the compiler of the domain', () => {
  test('refuses what belongs to the browser and to Node', async () => {
    const planted = {
      'app/domain/scoring/browser.ts': `export const title = document.title\n`,
      'app/domain/scoring/storage.ts': `export const kept = localStorage.length\n`,
      'app/domain/scoring/encoder.ts': `export const encoder = new TextEncoder()\n`,
      'app/domain/scoring/node.ts': `import { readFileSync } from 'node:fs'\nexport const text = readFileSync('x')\n`,
      'app/domain/scoring/process.ts': `export const mode = process.env.MODE\n`,
      'app/domain/scoring/buffer.ts': `export const bytes = Buffer.from('x')\n`,
      'app/domain/scoring/timer.ts': `setTimeout(() => {}, 1)\nexport const one = 1\n`,
    }
    const inOrder = 'app/domain/scoring/in-order.ts'
    const folder = plant(['app/domain/tsconfig.json'], {
      ...planted,
      [inOrder]: `export const at = (milliseconds: number) => new Date(milliseconds)\n`,
    })
    const { code, output } = await run('tsc', ['--noEmit', '-p', 'app/domain'], folder)
    expect(code).not.toBe(0)
    expect(Object.keys(planted).filter((path) => !output.includes(`${path}(`))).toEqual([])
    expect(output).not.toContain(inOrder)
  }, 120_000)
})

describe('the Biome plugin', () => {
  test('refuses clock and dice in the domain, and only there', async () => {
    const calls = ['new Date()', 'new Date', 'Date.now()', 'Math.random()', 'crypto.randomUUID()', 'performance.now()']
    const planted = Object.fromEntries(
      calls.map((call, place) => [`app/domain/scoring/planted-${place}.ts`, `export const value = ${call}\n`]),
    )
    const inOrder = {
      'app/domain/scoring/in-order.ts': `export const at = (milliseconds: number) => new Date(milliseconds)\n`,
      'app/domain/scoring/in-order.test.ts': `export const value = Date.now()\n`,
      'app/platform/in-order.server.ts': `export const value = Date.now()\n`,
    }
    const folder = plant(['biome.json', 'domain-purity.grit'], { ...planted, ...inOrder })
    const { code, output } = await run('biome', ['lint', '--max-diagnostics=none', 'app'], folder)
    const named = (path: string) => new RegExp(`${path.replaceAll('.', '\\.')}:\\d+:\\d+ plugin`).test(output)
    expect(code).not.toBe(0)
    expect(Object.keys(planted).filter((path) => !named(path))).toEqual([])
    expect(Object.keys(inOrder).filter(named)).toEqual([])
  }, 120_000)
})

describe('knip', () => {
  test('finds a dead export, a dead file and an unused package', async () => {
    const folder = plant(['knip.json'], {
      'scripts/start.ts': `import { live } from '../app/domain/shared/live.ts'\nconsole.log(live)\n`,
      'app/domain/shared/live.ts': `export const live = 1\nexport const deadExport = 2\n`,
      'app/domain/shared/dead-file.ts': `export const one = 1\n`,
    })
    const { code, output } = await run('knip', ['--reporter', 'compact'], folder)
    expect(code).not.toBe(0)
    for (const said of ['deadExport', 'app/domain/shared/dead-file.ts', 'express']) expect(output).toContain(said)
    expect(output).not.toMatch(/\blive\b(?!\.ts)/)
  }, 120_000)
})

describe('Remix', () => {
  test('refuses a build that would bring server code to the browser', async () => {
    const folder = plant(['vite.config.ts', 'remix.config.js'], {
      'app/routes.ts': `export default []\n`,
      'app/platform/secret.server.ts': `export const secret = 'planted'\n`,
      'app/root.tsx': `import { secret } from './platform/secret.server.ts'\nexport default function Root() {\n  return <p>{secret}</p>\n}\n`,
    })
    const { code, output } = await run('remix', ['vite:build'], folder, { NODE_ENV: 'production' })
    expect(code).not.toBe(0)
    expect(output).toContain('Server-only module referenced by client')
  }, 120_000)
})

describe('the rules over the source', () => {
  const useCase = (text: string) => ({ path: 'app/use-cases/scoring/score.server.ts', text })

  test.each([
    'export function score(attempt: Attempt) {}',
    'export async function score(attempt: Attempt, actor: Actor): Promise<void> {}',
    'export function score() {}',
    'export function score(actor: Candidate) {}',
    'export const score = async (attempt: Attempt) => {}',
    'export const score = function (attempt: Attempt) {}',
    'function score(attempt: Attempt) {}\nexport { score }',
  ])('a use-case without its actor is found: %s', (text) => {
    expect(actorFaults(useCase(text))).toHaveLength(1)
  })

  test('a use-case with its actor, and what is not exported, are in order', () => {
    const text =
      'export async function score(actor: Actor, id: string): Promise<void> {}\nfunction inside(id: string) {}\nexport type Score = number'
    expect(actorFaults(useCase(text))).toEqual([])
    expect(actorFaults({ path: 'app/use-cases/scoring/score-store.server.ts', text: 'export function findScore(id: string) {}' })).toEqual(
      [],
    )
  })

  test.each([
    'inTransaction(async (transaction) => accept(await transaction.cadre.findMany()))',
    'reading((handle) => handle.$queryRaw`SELECT 1`)',
    'function list(handle: Transaction) { return handle.cadre.count() }',
    'function list(handle: Transaction) { const alias = handle; return alias.cadre.count() }',
    'inTransaction(async (transaction) => { const { cadre } = transaction })',
  ])('talking to the database outside a store is found: %s', (text) => {
    expect(databaseFaults(useCase(text))).not.toEqual([])
  })

  test('handing the handle on to a store is in order', () => {
    const text = 'export const list = (actor: Actor) => inTransaction(async (transaction) => accept(await findCadres(transaction, actor)))'
    expect(databaseFaults(useCase(text))).toEqual([])
  })

  test('process.env outside platform/environment is found', () => {
    for (const text of ['const mode = process.env.MODE', "import { env } from 'node:process'"]) {
      expect(environmentFaults({ path: 'app/web/headers.server.ts', text })).toHaveLength(1)
      expect(environmentFaults({ path: 'server.ts', text })).toHaveLength(1)
      expect(environmentFaults({ path: 'scripts/start.ts', text })).toEqual([])
    }
  })

  test('a barrel, unsafe SQL and HTML, and an asserted type are found', () => {
    expect(barrelFaults({ path: 'app/domain/scoring/all.ts', text: "export * from './points.ts'" })).toHaveLength(1)
    expect(unsafeFaults(useCase('transaction.$queryRawUnsafe(text)'))).toHaveLength(1)
    expect(
      unsafeFaults({ path: 'app/routes/public/page.tsx', text: 'const p = <p dangerouslySetInnerHTML={{ __html: text }} />' }),
    ).toHaveLength(1)
    expect(assertionFaults(useCase('const one = value as string\nconst two = ["a"] as const'))).toHaveLength(1)
  })
})
