import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { buildApp } from './build.ts'
import { CACHE, collect, type Finished, ROOT, runProgram, showProgram } from './child-process.ts'
import { makeDatabaseClient } from './database-client.ts'
import { makeBrowserReady } from './find-chromium.ts'
import { filesUnder } from './fingerprint.ts'

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }
type Part = 'static' | 'unit' | 'journeys' | 'robots'
export type TestRun = {
  readonly parts: readonly Part[]
  /** A PostgreSQL server for the tests instead of the embedded database. */
  readonly databaseUrl?: string | undefined
  /** Only test files under these paths. */
  readonly folders?: readonly string[]
  /** Only journeys whose title has this tag. */
  readonly tag?: string | undefined
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 }
const ONE_PASSED: Counts = { ...NOTHING, passed: 1 }
const ONE_FAILED: Counts = { ...NOTHING, failed: 1 }
/** What a change is tested with. The robots come with the whole proof, in .ci/run. */
export const ALL_PARTS: readonly Part[] = ['static', 'unit', 'journeys']
export const PROOF_PARTS: readonly Part[] = [...ALL_PARTS, 'robots']

export function sum(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** Runs the parts in order and goes on after a failure, so that one run shows everything. */
export async function runTests(run: TestRun): Promise<Counts> {
  mkdirSync(CACHE, { recursive: true })
  await makeDatabaseClient()
  let total = NOTHING
  if (run.parts.includes('static')) total = sum(total, await runStaticChecks())
  if (run.parts.includes('unit')) total = sum(total, await runUnitTests(run))
  if (run.parts.includes('journeys')) total = sum(total, await runJourneys(run))
  if (run.parts.includes('robots')) total = sum(total, await runRobots())
  return total
}

type Check = { readonly title: string; readonly run: () => Promise<Finished> }

const script = (file: string, ...parameters: string[]) => collect(process.execPath, ['--import', 'tsx', join(ROOT, file), ...parameters])

const STATIC_CHECKS: readonly Check[] = [
  { title: 'types', run: () => runProgram('tsc', ['--noEmit', '-p', '.']) },
  { title: 'types of the domain, which knows neither browser nor Node', run: () => runProgram('tsc', ['--noEmit', '-p', 'app/domain']) },
  { title: 'format and lint', run: () => runProgram('biome', ['check', '--error-on-warnings']) },
  {
    title: 'rooms, packages and contexts',
    run: () => runProgram('dependency-cruiser', ['--config', '.dependency-cruiser.mjs', 'app', 'server.ts']),
  },
  { title: 'dead code and unused packages', run: () => runProgram('knip', []) },
  { title: 'the picture of the rooms', run: () => script('scripts/rooms.ts', '--check') },
  ...(existsSync(join(ROOT, 'scripts/banks.ts')) ? [{ title: 'question banks', run: () => script('scripts/banks.ts', 'check') }] : []),
]

async function runStaticChecks(): Promise<Counts> {
  let total = NOTHING
  for (const { title, run } of STATIC_CHECKS) {
    const { code, output } = await run()
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${title}`)
    if (code !== 0) console.log(`${output.trimEnd()}\n`)
    total = sum(total, code === 0 ? ONE_PASSED : ONE_FAILED)
  }
  return total
}

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
})

function runUnitTests({ databaseUrl, folders = [] }: TestRun): Promise<Counts> {
  console.log(`\nUnit and use-case tests${databaseUrl === undefined ? '' : ' on PostgreSQL'}`)
  return runVitest(folders, databaseFor(databaseUrl))
}

/** The small runs of `npm run load` and `npm run faults`, each on a PostgreSQL of its own. */
function runRobots(): Promise<Counts> {
  console.log('\nRobots and faults, in small')
  return runVitest(['--config', 'tests/faults/vitest.config.ts', '--root', '.'], {})
}

async function runVitest(parameters: readonly string[], env: Readonly<Record<string, string>>): Promise<Counts> {
  const file = join(CACHE, 'vitest.json')
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await showProgram('vitest', ['run', ...parameters, ...reporters], { env })
  if (!existsSync(file)) return ONE_FAILED
  const report = VitestReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return withExitCode(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  })
}

function databaseFor(url: string | undefined): Record<string, string> {
  return url === undefined ? {} : { TEST_DATABASE_URL: url }
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

async function runJourneys({ databaseUrl, tag }: TestRun): Promise<Counts> {
  if (filesUnder(join(ROOT, 'tests/journeys')).every((path) => !path.endsWith('.test.ts'))) return NOTHING
  console.log(`\nBuild and journeys in a browser${databaseUrl === undefined ? '' : ' on PostgreSQL'}`)
  let browser: string
  try {
    await buildApp()
    browser = await makeBrowserReady()
  } catch (error) {
    console.log(`FAILED ${error instanceof Error ? error.message : error}`)
    return ONE_FAILED
  }
  console.log('ok     build')
  const file = join(CACHE, 'playwright.json')
  rmSync(file, { force: true })
  const env = {
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...databaseFor(databaseUrl),
  }
  const code = await showProgram('playwright', ['test', '--reporter=list,json', ...(tag === undefined ? [] : ['--grep', tag])], { env })
  if (!existsSync(file)) return sum(ONE_PASSED, ONE_FAILED)
  const { stats } = PlaywrightReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  const journeys = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
  return sum(ONE_PASSED, withExitCode(code, journeys))
}

/** A run that fails outside its tests, in a set-up or a file that does not load, counts as one failure. */
function withExitCode(code: number, counts: Counts): Counts {
  return code !== 0 && counts.failed === 0 ? sum(counts, ONE_FAILED) : counts
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, 'database-url': { type: 'string' }, tag: { type: 'string' } },
  })
  const parts = values.only === undefined ? ALL_PARTS : PROOF_PARTS.filter((part) => part === values.only)
  if (parts.length === 0) throw new Error(`--only takes one of: ${PROOF_PARTS.join(', ')}`)
  const counts = await runTests({ parts, databaseUrl: values['database-url'], tag: values.tag, folders: positionals })
  console.log(`\n${countsLine(counts)}`)
  process.exitCode = counts.failed === 0 ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    console.log(`\n${countsLine(ONE_FAILED)}`)
    process.exit(1)
  })
}
