import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort, withPostgres } from '../postgres.ts'
import { get, openConnection, post } from './lean-client.ts'
import { parentOf, processorSeconds } from './processor.ts'
import { prepareDatabase, prepareSeats, type Seat, TOKEN } from './seats.ts'
import { hostOf, startServer } from './server.ts'

const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? '64')
const SEATS = Number(process.env.BENCH_SEATS ?? '1000')
const QUESTIONS = 60
const FORM = 'application/x-www-form-urlencoded'

/**
 * Everybody starts at once, opens the paper, and hands in at once: each candidate of a session posts the token, loads the page, then
 * posts the hand-in, through the whole app on PostgreSQL; then the scoring of all of them by the background job is waited for.
 */
export async function measureStarts(parameters: readonly string[]) {
  const workers = parameters.indexOf('--workers') === -1 ? [] : ['--workers', parameters[parameters.indexOf('--workers') + 1] ?? '1']
  await withPostgres((url) => measure(url, workers), { durable: true })
}

async function measure(url: string, workers: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'tera-bench-'))
  await prepareDatabase(url)
  const seats = await prepareSeats(url, { count: SEATS, questions: QUESTIONS, started: false })
  const port = await freePort()
  const server = await startServer(
    hostOf(),
    {
      DATABASE_URL: url,
      DATABASE_POOL: '10',
      DEMO: '1',
      DATA_FOLDER: folder,
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
      PORT: String(port),
    },
    { sign: workers.length > 0 ? 'processes answer' : 'answers at', parameters: workers },
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const context = { port, pid: server.pid, postmaster: rows[0] && parentOf(rows[0].pid) }
    const [warm, rest] = [seats.slice(0, 40), seats.slice(40)]
    const begin = (seat: Seat) =>
      post('/exam/start', headersOf(seat), new URLSearchParams({ token: TOKEN, identity: 'yes' }).toString(), FORM)
    await run(context, warm, begin)
    report('starts', await run(context, rest, begin))
    const attempts = await client.query<{ candidate_id: string; id: string; hand_in_id: string }>(
      'SELECT candidate_id, id, hand_in_id FROM attempt',
    )
    await answerAll(client)
    const open = (seat: Seat) => get('/exam/attempt', headersOf(seat))
    await run(context, warm, open)
    report('pages of the paper', await run(context, rest, open))
    const byCandidate = new Map(attempts.rows.map((row) => [row.candidate_id, row]))
    const handIn = (seat: Seat) => {
      const attempt = byCandidate.get(seat.candidateId)
      const fields = new URLSearchParams({ attemptId: attempt?.id ?? '', handInId: attempt?.hand_in_id ?? '' })
      return post('/exam/hand-in', headersOf(seat), fields.toString(), FORM)
    }
    await run(context, warm, handIn)
    const from = performance.now()
    const before = [processorSeconds(context.pid), processorSeconds(context.postmaster)] as const
    report('hand-ins', await run(context, rest, handIn))
    let unscored = 1
    while (unscored > 0) {
      await new Promise((done) => setTimeout(done, 100))
      unscored = Number((await client.query<{ count: string }>('SELECT count(*) FROM attempt WHERE scored_at IS NULL')).rows[0]?.count)
      if (performance.now() - from > 120_000) throw new Error(`${unscored} attempts are not scored after two minutes`)
    }
    const seconds = (performance.now() - from) / 1000
    const [app, database] = [processorSeconds(context.pid) - before[0], processorSeconds(context.postmaster) - before[1]]
    const each = (spent: number) => `${((spent * 1000) / rest.length).toFixed(2)} ms`
    console.log(
      `handed in and scored: ${(rest.length / seconds).toFixed(0)} a second, all within ${seconds.toFixed(1)} s; processor ${each(app)} + ${each(database)} each`,
    )
    const held = await client.query<{ attempts: string; closed: string }>(
      "SELECT count(*) AS attempts, count(*) FILTER (WHERE status = 'closed') AS closed FROM attempt",
    )
    console.log(`attempts ${held.rows[0]?.attempts} and closed ${held.rows[0]?.closed} of ${SEATS}`)
  } finally {
    await client.end()
    server.kill('SIGTERM')
    await new Promise((done) => server.once('exit', done))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every question of everybody, written as the app would have kept it, so that scoring has its whole work. */
async function answerAll(client: pg.Client) {
  await client.query(
    `INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, received_at)
     SELECT id, 1, n, n, '{"kind":"single-choice","chosen":"a"}', false, 'accepted', started_at FROM attempt, generate_series(1, ${QUESTIONS}) AS n`,
  )
  await client.query(
    `INSERT INTO current_answer (attempt_id, position, value, doubtful, lease_epoch, seq, saved_at)
     SELECT attempt_id, position, value, doubtful, lease_epoch, seq, received_at FROM answer_event`,
  )
  await client.query('ANALYZE')
}

const headersOf = ({ cookie }: Seat) => ({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })

type Context = { readonly port: number; readonly pid: number | undefined; readonly postmaster: number | undefined }
type Measured = {
  readonly perSecond: number
  readonly p95: number
  readonly failed: number
  readonly app: number
  readonly database: number
}

async function run({ port, pid, postmaster }: Context, seats: readonly Seat[], request: (seat: Seat) => string): Promise<Measured> {
  const waiting = [...seats]
  const latencies: number[] = []
  let failed = 0
  const before = [processorSeconds(pid), processorSeconds(postmaster)] as const
  const from = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const connection = await openConnection(port)
      for (let seat = waiting.pop(); seat !== undefined; seat = waiting.pop()) {
        const sent = performance.now()
        const { status, body } = await connection.send(request(seat))
        latencies.push(performance.now() - sent)
        if (status !== 302 && status !== 303 && status !== 200) {
          failed += 1
          if (failed === 1) console.error(`answered with ${status}: ${body.slice(0, 300)}`)
        }
      }
      connection.close()
    }),
  )
  const seconds = (performance.now() - from) / 1000
  latencies.sort((left, right) => left - right)
  const each = (after: number, earlier: number) => ((after - earlier) * 1000) / seats.length
  return {
    perSecond: seats.length / seconds,
    p95: latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN,
    failed,
    app: each(processorSeconds(pid), before[0]),
    database: each(processorSeconds(postmaster), before[1]),
  }
}

function report(name: string, { perSecond, p95, failed, app, database }: Measured) {
  const faults = failed > 0 ? `; ${failed} not answered as wanted` : ''
  console.log(
    `${name}: ${perSecond.toFixed(0)} a second, p95 ${p95.toFixed(0)} ms; processor ${app.toFixed(2)} ms of the app and ${database.toFixed(2)} ms of the database each${faults}`,
  )
}
