import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { buildApp } from './build.ts'
import { CACHE, collect, type Finished, ROOT, runProgram, showProgram } from './child-process.ts'
import { makeDatabaseClient } from './database-client.ts'
import { makeBrowserReady } from './find-chromium.ts'
import { filesUnder } from './fingerprint.ts'
import { type Counts, NOTHING, oneFailed, readPlaywrightReport, readVitestReport, report, sum } from './test-counts.ts'

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

const ONE_PASSED: Counts = { ...NOTHING, passed: 1 }
/** What a change is tested with. The robots come with the whole proof, in .ci/run. */
export const ALL_PARTS: readonly Part[] = ['static', 'unit', 'journeys']
export const PROOF_PARTS: readonly Part[] = [...ALL_PARTS, 'robots']

/** Runs the parts in order and goes on after a failure, so that one run shows everything. */
export async function runTests(run: TestRun): Promise<Counts> {
  mkdirSync(CACHE, { recursive: true })
  await makeDatabaseClient()
  let total = NOTHING
  if (run.parts.includes('static')) total = sum(total, await runStaticChecks(run))
  if (run.parts.includes('unit')) total = sum(total, await runUnitTests(run))
  if (run.parts.includes('journeys')) total = sum(total, await runJourneys(run))
  if (run.parts.includes('robots')) total = sum(total, await runRobots())
  return total
}

const TYPES_FOUND = join(CACHE, 'types.tsbuildinfo')

type Check = { readonly title: string; readonly run: () => Promise<Finished> }

const script = (file: string, ...parameters: string[]) => collect(process.execPath, ['--import', 'tsx', join(ROOT, file), ...parameters])

const STATIC_CHECKS: readonly Check[] = [
  // What it found is kept, so that the next run looks at what changed and at what depends on it.
  { title: 'types', run: () => runProgram('tsc', ['--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', TYPES_FOUND]) },
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

/** Two at a time. The build goes ahead of the journeys that need it; they tell what is wrong with it. */
async function runStaticChecks({ parts }: TestRun): Promise<Counts> {
  const ahead = parts.includes('journeys') ? buildApp().catch(() => null) : Promise.resolve()
  const waiting = STATIC_CHECKS.values()
  const lane = async () => {
    let total = NOTHING
    for (const { title, run } of waiting) {
      const { code, output } = await run()
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${title}`)
      if (code !== 0) console.log(`${output.trimEnd()}\n`)
      total = sum(total, code === 0 ? ONE_PASSED : oneFailed(title, output))
    }
    return total
  }
  const [first, second] = await Promise.all([lane(), ahead.then(lane)])
  return sum(first, second)
}

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
  if (!existsSync(file)) return oneFailed('vitest wrote no report')
  return withExitCode('vitest', code, readVitestReport(file))
}

function databaseFor(url: string | undefined): Record<string, string> {
  return url === undefined ? {} : { TEST_DATABASE_URL: url }
}

async function runJourneys({ databaseUrl, tag }: TestRun): Promise<Counts> {
  if (filesUnder(join(ROOT, 'tests/journeys')).every((path) => !path.endsWith('.test.ts'))) return NOTHING
  console.log(`\nBuild and journeys in a browser${databaseUrl === undefined ? '' : ' on PostgreSQL'}`)
  let browser: string
  try {
    await buildApp()
    browser = await makeBrowserReady()
  } catch (error) {
    console.error(error)
    return oneFailed('build', error)
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
  if (!existsSync(file)) return sum(ONE_PASSED, oneFailed('playwright wrote no report'))
  return sum(ONE_PASSED, withExitCode('playwright', code, readPlaywrightReport(file)))
}

/** A run that fails outside its tests counts as one failure. */
function withExitCode(program: string, code: number, counts: Counts): Counts {
  return code !== 0 && counts.failures.length === 0
    ? sum(counts, oneFailed(`${program} ended with code ${code} though no test failed`))
    : counts
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, 'database-url': { type: 'string' }, tag: { type: 'string' } },
  })
  const parts = values.only === undefined ? ALL_PARTS : PROOF_PARTS.filter((part) => part === values.only)
  if (parts.length === 0) throw new Error(`--only takes one of: ${PROOF_PARTS.join(', ')}`)
  const counts = await runTests({ parts, databaseUrl: values['database-url'], tag: values.tag, folders: positionals })
  console.log(report(counts))
  process.exitCode = counts.failures.length === 0 ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error)
    console.log(report(oneFailed('the run itself', error)))
    process.exit(1)
  })
}
