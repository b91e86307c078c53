import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { closeDatabase, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { buildApp } from '../../scripts/build.ts'
import { ROOT } from '../../scripts/child-process.ts'
import { freePort, withPostgres } from '../../scripts/postgres.ts'
import { QUESTIONS } from './answers.ts'
import { startApp } from './app-process.ts'
import { checkInvariants, type Findings, waitUntilScored } from './invariants.ts'
import { RobotsReport } from './ledger.ts'
import { type Orders, Profile, planDay } from './plan.ts'
import { type Line, linesOf, type Measured, show } from './report.ts'
import { closeRoomIn, makeRoom, migrateRoom, ROOM } from './room.ts'

const MOST_CANDIDATES = 5_000
const MOST_SECONDS = 2 * 60 * 60
/** The hand-ins of a stampede come within this time, the last before the session ends. */
const STAMPEDE = 5

export type LoadOptions = {
  readonly profile: Profile
  readonly candidates: number
  readonly seconds: number
  readonly seed: number
  readonly workers: number
  /** How fast candidates think, as a factor of 10 to 30 seconds; 1 but in the small runs. */
  readonly haste?: number
  /** Seconds within which all begin; by the number of candidates when left out. */
  readonly startWithin?: number
}
export type LoadReport = {
  readonly options: LoadOptions
  readonly commit: string
  readonly measured: Measured
  readonly findings: Findings['findings']
  readonly lines: readonly Line[]
}

/** One day of so many candidates on a PostgreSQL of its own, over HTTP, and what is left of it compared with what was sent. */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  if (options.candidates > MOST_CANDIDATES || options.seconds > MOST_SECONDS)
    throw new Error(`at most ${MOST_CANDIDATES} candidates and ${MOST_SECONDS} seconds`)
  const folder = mkdtempSync(join(tmpdir(), 'tera-load-'))
  Object.assign(process.env, { DEMO: '1', NODE_ENV: 'production', DATA_FOLDER: folder, LOG_LEVEL: 'error' })
  await buildApp()
  try {
    return await withPostgres((url) => runOn(url, folder, options), { durable: true })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runOn(url: string, folder: string, options: LoadOptions): Promise<LoadReport> {
  const { profile, candidates, seed, workers, haste = 1 } = options
  const before = { load: loadavg()[0] ?? Number.NaN, processors: availableParallelism() }
  await migrateRoom(url)
  useDatabase(connectPostgres(url, 5))
  const { numbers, examSessionId } = await makeRoom(candidates)
  const port = await freePort()
  const app = await startApp({ url, folder, port, workers })
  const report = join(folder, 'robots.json')
  const orders: Orders = {
    ...timesOf(options),
    profile,
    port,
    seed,
    numbers,
    ...ROOM,
    signInsAtOnce: 4,
    thinkFrom: 10 / haste,
    thinkTo: 30 / haste,
    cutOfHundred: 2,
    reconnectOfHundred: 2,
    twiceOfHundred: 10,
    report,
  }
  try {
    const robots = startRobots(folder, orders)
    await robots.signedIn
    const goAt = Date.now()
    const closesAt = profile === 'handin' ? await closeRoomIn(url, examSessionId, orders.saveUntil + STAMPEDE + 1) : null
    robots.go()
    const stall = profile === 'overload' ? stallDatabase(url, orders) : null
    await robots.done
    await stall
    const heard = RobotsReport.parse(JSON.parse(readFileSync(report, 'utf8')))
    if (app.isGone()) throw new Error('the app ended during the load')
    const scoredAfter = await waitUntilScored(url, 120)
    const { findings, acknowledged, scoredWithin } = await checkInvariants(url, heard.ledgers)
    const measured: Measured = {
      heard,
      acknowledged,
      scoredAfter,
      scoredWithin,
      late: closesAt === null ? 0 : await lateHandIns(url),
      watched: app.watched(),
      from: goAt,
      steadyFrom: orders.startWithin * 1000,
      before,
      planned: numbers.reduce((sum, _, robot) => sum + planDay(orders, robot, QUESTIONS).saves.length, 0),
    }
    return { options, commit: commitOf(ROOT), measured, findings, lines: linesOf(options, measured, findings) }
  } finally {
    await app.stop()
    await closeDatabase()
  }
}

type Times = Pick<Orders, 'startWithin' | 'saveUntil' | 'handInWithin'>

function timesOf({ profile, candidates, seconds, startWithin }: LoadOptions): Times {
  const isStampede = profile === 'handin'
  const begin = startWithin ?? (isStampede ? Math.max(10, candidates / 50) : candidates <= 300 ? 10 : 60)
  return {
    startWithin: begin,
    saveUntil: begin + seconds,
    handInWithin: isStampede ? STAMPEDE : startWithin === undefined ? Math.max(10, candidates / 50) : 2,
  }
}

function startRobots(folder: string, orders: Orders) {
  const file = join(folder, 'orders.json')
  writeFileSync(file, JSON.stringify(orders))
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'robots.ts'), file], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const killAtExit = () => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const signedIn = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the robots ended with ${code}`)))
  })
  const done = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => {
      process.off('exit', killAtExit)
      if (code === 0) resolve()
      else reject(new Error(`the robots ended with ${code}`))
    })
  })
  done.catch(() => {})
  return { signedIn, done, go: () => child.stdin.end('go\n') }
}

/** In the middle of the day nobody gets at the attempts for twelve seconds: whatever the pool has, it is demanded many times over. */
async function stallDatabase(url: string, { startWithin, saveUntil }: Orders) {
  await new Promise((resolve) => setTimeout(resolve, ((startWithin + saveUntil) / 2) * 1000))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('BEGIN')
  await client.query('LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE')
  await new Promise((resolve) => setTimeout(resolve, 12_000))
  await client.query('ROLLBACK')
  await client.end()
}

/** Hand-ins that were asked for before the end and that the candidate did not close. */
async function lateHandIns(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM attempt WHERE closed_by IS DISTINCT FROM 'candidate'",
  )
  await client.end()
  return rows[0]?.count ?? Number.NaN
}

export function commitOf(folder: string): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return process.env.LOAD_COMMIT ?? 'unknown'
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      candidates: { type: 'string', default: '300' },
      profile: { type: 'string', default: 'steady' },
      seconds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      haste: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  })
  const profile = Profile.parse(values.profile)
  const defaults = { steady: 600, start: 30, handin: 30, soak: 3600, overload: 60 } satisfies Record<Profile, number>
  const report = await runLoad({
    profile,
    candidates: Number(values.candidates),
    seconds: Number(values.seconds ?? defaults[profile]),
    seed: Number(values.seed),
    workers: Number(values.workers),
    haste: Number(values.haste),
  })
  show(report)
  if (values.out !== undefined) {
    const { heard, watched, ...figures } = report.measured
    writeFileSync(
      values.out,
      `${JSON.stringify({ ...report, measured: { ...figures, faults: heard.faults, cut: heard.cut, watched: watched.length } }, null, 2)}\n`,
    )
  }
  process.exitCode = report.lines.every(({ verdict }) => verdict !== 'below the floor') ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}
