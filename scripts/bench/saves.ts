import type { ChildProcess } from 'node:child_process'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { ROOT } from '../child-process.ts'
import { freePort, withPostgres } from '../postgres.ts'
import { openConnection, post } from './lean-client.ts'
import { startPgbouncer } from './pgbouncer.ts'
import { parentOf, processorSeconds } from './processor.ts'
import { prepareDatabase, prepareSeats, type Seat } from './seats.ts'
import { hostOf, startServer } from './server.ts'

const CONNECTIONS = (process.env.BENCH_CONNECTIONS ?? '1,16,64').split(',').map(Number)
const SECONDS = Number(process.env.BENCH_SECONDS ?? '6')
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? '3')
const SEED = Number(process.env.BENCH_SEED ?? '1')
const QUESTIONS = 60
const WARM_UP_SECONDS = 1

type Measured = {
  readonly perSecond: number
  readonly p95: number
  readonly failed: number
  /** Microseconds of processor time that one request took of the server, and of the database. */
  readonly server: number
  readonly database: number
}
type Server = { readonly name: string; readonly port: number; readonly kind: 'app' | 'bare'; readonly pid: number | undefined }
type Report = { readonly flush: string; readonly connections: number; readonly name: string } & Measured

/**
 * Answer saves through the whole app (session, lease, deadline, event log, current answer) on PostgreSQL, beside a bare
 * Remix action and a bare node:http server that do one upsert, in the same run: a closed loop, in which each connection
 * sends its next save when the one before is answered. Other checkouts of the app, built, can be measured beside it:
 * `--beside name=folder`. `--workers N` starts this one with so many processes, `--pgbouncer` through PgBouncer in transaction
 * mode, `--slow-flush` measures once more with a slower commit. Afterwards the database is asked whether it
 * holds every save that was acknowledged.
 */
export async function measureSaves(parameters: readonly string[]) {
  const beside = valuesOf(parameters, '--beside').map((text) => {
    const [name = '', folder = ''] = text.split('=')
    return { name, folder: resolve(folder) }
  })
  const workers = valuesOf(parameters, '--workers')
  const reports: Report[] = []
  const flushes: [string, string[]][] = [['as this disk does it', []]]
  // Whoever flushes the log waits first, with the log's lock in hand; what the others wrote meanwhile goes with it.
  if (parameters.includes('--slow-flush')) flushes.push(['1 ms longer', ['commit_delay=1000', 'commit_siblings=0']])
  for (const [flush, settings] of flushes) {
    const plan = {
      beside,
      workers,
      pgbouncer: parameters.includes('--pgbouncer'),
      flush,
      report: (report: Report) => void reports.push(report),
    }
    await withPostgres((url) => measure(url, plan), { durable: true, settings })
  }
  const report = process.env.BENCH_REPORT
  if (report !== undefined)
    writeFileSync(report, `${JSON.stringify({ seed: SEED, commit: commitOf(ROOT), seconds: SECONDS, rounds: ROUNDS, reports }, null, 2)}\n`)
}

function valuesOf(parameters: readonly string[], name: string): string[] {
  return parameters.flatMap((parameter, index) => (parameter === name ? [parameters[index + 1] ?? ''] : []))
}

function commitOf(folder: string): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}

type Plan = {
  readonly beside: readonly { readonly name: string; readonly folder: string }[]
  readonly workers: readonly string[]
  readonly pgbouncer: boolean
  readonly flush: string
  readonly report: (report: Report) => void
}

async function measure(url: string, { beside, workers, pgbouncer, flush, report }: Plan) {
  const folder = mkdtempSync(join(tmpdir(), 'tera-bench-'))
  const children: ChildProcess[] = []
  const servers: Server[] = []
  const common = { DATABASE_URL: url, DATABASE_POOL: '10', DEMO: '1', DATA_FOLDER: folder, LOG_LEVEL: 'error', NODE_ENV: 'production' }
  const start = async (
    name: string,
    kind: Server['kind'],
    file: string,
    { root = ROOT, more = [], env = {} }: { root?: string; more?: string[]; env?: Record<string, string> } = {},
  ) => {
    const port = await freePort()
    const sign = kind === 'bare' ? 'ready' : more.length > 0 ? 'processes answer' : 'answers at'
    const child = await startServer(file, { ...common, PORT: String(port), ...env }, { sign, root, parameters: more })
    children.push(child)
    servers.push({ name, port, kind, pid: child.pid })
  }
  try {
    await prepareDatabase(url)
    const seats = await prepareSeats(url, { count: Math.max(...CONNECTIONS), questions: QUESTIONS })
    await start('app', 'app', hostOf())
    for (const count of workers) await start(`${count} workers`, 'app', hostOf(), { more: ['--workers', count] })
    if (pgbouncer) {
      const pooler = await startPgbouncer(url)
      children.push(pooler.child)
      await start('pgbouncer', 'app', hostOf(), { env: { DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: url } })
    }
    for (const { name, folder: root } of beside) await start(name, 'app', hostOf(root), { root })
    await start('remix', 'bare', 'scripts/bench/bare-server.ts')
    await start('http', 'bare', 'scripts/bench/http-server.ts')
    console.log(
      `\nAnswer saves a second and p95 in ms; flush ${flush}; ${SECONDS} s a cell, median of ${ROUNDS} rounds, pool of 10, seed ${SEED}, ${commitOf(ROOT)}`,
    )
    console.log(`connections | ${servers.map(({ name }) => name.padStart(16)).join(' | ')} | app/remix | app/http`)
    const postmaster = await postmasterOf(url)
    let accepted = 0
    for (const connections of CONNECTIONS) {
      const rounds: Measured[][] = servers.map(() => [])
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [index, server] of servers.entries()) {
          const { all, ...measured } = await load(server, seats.slice(0, connections), postmaster)
          if (server.kind === 'app') accepted += all
          rounds[index]?.push(measured)
        }
      }
      const medians = rounds.map(middle)
      for (const [index, server] of servers.entries()) {
        const median = medians[index]
        if (median) report({ flush, connections, name: server.name, ...median })
      }
      show(connections, medians)
    }
    await compare(url, seats, accepted)
  } finally {
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(children.map((child) => new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(null)))))
    rmSync(folder, { recursive: true, force: true })
  }
}

function nextSave(seat: Seat): string {
  seat.seq += 1
  const { chosen, position } = answerOf(seat)
  const value = { kind: 'single-choice', chosen }
  const event = { seq: seat.seq, position, value, doubtful: false, clientWall: new Date().toISOString() }
  const body = JSON.stringify({ attemptId: seat.attemptId, leaseEpoch: seat.leaseEpoch, events: [event] })
  return post('/exam/answers', { Cookie: seat.cookie, 'Sec-Fetch-Site': 'same-origin' }, body)
}

/** What a seat answers under a number follows from the seed, so that it can be compared afterwards. */
function answerOf({ seq, index }: { readonly seq: number; readonly index: number }): { chosen: string; position: number } {
  const dice = Math.imul((SEED + index) ^ Math.imul(seq, 0x9e3779b1), 0x85ebca6b) >>> 8
  return { chosen: ['a', 'b', 'c', 'd'][dice % 4] ?? 'a', position: 1 + (seq % QUESTIONS) }
}

function nextUpsert(seat: Seat): string {
  seat.upserts += 1
  return post('/save', {}, JSON.stringify({ attempt: seat.attemptId, position: 1 + (seat.upserts % QUESTIONS), value: 'a' }))
}

async function load(
  { port, kind, pid }: Server,
  seats: readonly Seat[],
  postmaster: number | undefined,
): Promise<Measured & { readonly all: number }> {
  const latencies: number[] = []
  let [failed, all] = [0, 0]
  const before = [processorSeconds(pid), processorSeconds(postmaster)] as const
  const from = performance.now() + WARM_UP_SECONDS * 1000
  const until = from + SECONDS * 1000
  await Promise.all(
    seats.map(async (seat) => {
      const connection = await openConnection(port)
      while (performance.now() < until) {
        const sent = performance.now()
        const { status, body } = await connection.send(kind === 'app' ? nextSave(seat) : nextUpsert(seat))
        const good = status === 200 && (kind === 'bare' || body.includes('"accepted"'))
        if (good) all += 1
        if (!good) failed += 1
        else if (sent >= from) latencies.push(performance.now() - sent)
      }
      connection.close()
    }),
  )
  latencies.sort((left, right) => left - right)
  const each = (after: number, earlier: number) => ((after - earlier) * 1_000_000) / Math.max(1, all)
  return {
    perSecond: latencies.length / SECONDS,
    p95: latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN,
    failed,
    all,
    server: each(processorSeconds(pid), before[0]),
    database: each(processorSeconds(postmaster), before[1]),
  }
}

/** PostgreSQL's own process, which starts one for each connection. */
async function postmasterOf(url: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const parent = rows[0] && parentOf(rows[0].pid)
  await client.end()
  return parent
}

/** Every acknowledged save is an event of the log, and the current answers are the last ones sent. */
async function compare(url: string, seats: readonly Seat[], accepted: number) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const events = await client.query<{ count: string }>("SELECT count(*) FROM answer_event WHERE standing = 'accepted'")
  const answers = await client.query<{ attempt_id: string; position: number; chosen: string; seq: number }>(
    "SELECT attempt_id, position, value ->> 'chosen' AS chosen, seq FROM current_answer",
  )
  await client.end()
  const index = new Map(seats.map((seat) => [seat.attemptId, seat]))
  const wrong = answers.rows.filter(({ attempt_id: attempt, position, chosen, seq }) => {
    const seat = index.get(attempt)
    if (seat === undefined) return true
    const lastSeq = seat.seq - ((((seat.seq - position + 1) % QUESTIONS) + QUESTIONS) % QUESTIONS)
    return seq !== lastSeq || chosen !== answerOf({ seq, index: seat.index }).chosen
  })
  console.log(
    `acknowledged ${accepted}, in the log ${events.rows[0]?.count}, current answers ${answers.rows.length}, not the last one sent ${wrong.length}`,
  )
  if (Number(events.rows[0]?.count) < accepted || wrong.length > 0) throw new Error('an acknowledged save is missing')
}

function middle(measured: readonly Measured[]): Measured {
  const sorted = [...measured].sort((left, right) => left.perSecond - right.perSecond)
  const found = sorted[Math.floor(sorted.length / 2)]
  if (!found) throw new Error('nothing was measured')
  return { ...found, failed: measured.reduce((sum, { failed }) => sum + failed, 0) }
}

function show(connections: number, medians: readonly Measured[]) {
  const cells = medians.map(({ perSecond, p95, failed }) =>
    `${perSecond.toFixed(0)} ${p95.toFixed(1).padStart(6)}${failed > 0 ? ` (${failed}!)` : ''}`.padStart(16),
  )
  const [app, remix, http] = [medians[0]?.perSecond ?? 0, medians.at(-2)?.perSecond ?? 1, medians.at(-1)?.perSecond ?? 1]
  const costs = medians.map(({ server, database }) => `${server.toFixed(0)} + ${database.toFixed(0)} µs`.padStart(16))
  console.log(
    `${String(connections).padStart(11)} | ${cells.join(' | ')} | ${(app / remix).toFixed(2).padStart(9)} | ${(app / http).toFixed(2).padStart(8)}`,
  )
  console.log(`  processor | ${costs.join(' | ')} | server and database, each request`)
}
