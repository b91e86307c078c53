import type { ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Client } from 'undici'
import { closeDatabase, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { applyMigrations, readMigrations } from '#app/platform/database/migrations.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { createSession } from '#app/use-cases/access/session-store.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { makeCadre, makeCandidate, makeExam, makeExamSession, makePeriod, makeRegions, singleChoice } from '#tests/factories/world.ts'
import { measureCertificates } from './bench/certificates.ts'
import { measurePublicCheck } from './bench/public-check.ts'
import { startServer } from './bench/server.ts'
import { buildApp } from './build.ts'
import { ROOT } from './child-process.ts'
import { makeDatabaseClient } from './database-client.ts'
import { freePort, withPostgres } from './postgres.ts'

/**
 * Answer saves through the whole app (session, lease, deadline, event log, current answer) on PostgreSQL, beside a bare
 * Remix action that does one upsert through the same driver, in the same run. A closed loop: each connection sends its
 * next save when the one before is answered. Figures are for comparison with each other, on a machine they share.
 */
const CONNECTIONS = [1, 16, 64] as const
const SECONDS = Number(process.env.BENCH_SECONDS ?? '6')
const ROUNDS = 2
const QUESTIONS = 60

type Seat = { readonly attemptId: string; readonly cookie: string; readonly leaseEpoch: number; seq: number }
type Measured = { readonly perSecond: number; readonly p95: number; readonly failed: number }
type Send = (client: Client, seat: Seat) => Promise<boolean>

async function main() {
  await makeDatabaseClient()
  switch (process.argv[2] ?? 'saves') {
    case 'saves':
      await buildApp()
      await withPostgres(measure, { durable: true })
      break
    case 'certificates':
      await measureCertificates()
      break
    case 'checks':
      await buildApp()
      await measurePublicCheck()
      break
    default:
      throw new Error('npm run bench -- saves | certificates | checks')
  }
}

async function measure(url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tera-bench-'))
  const children: ChildProcess[] = []
  try {
    await prepareDatabase(url)
    const seats = await prepareSeats(url)
    const [appPort, barePort] = [await freePort(), await freePort()]
    const common = { DATABASE_URL: url, DATABASE_POOL: '10', DEMO: '1', DATA_FOLDER: folder, LOG_LEVEL: 'error', NODE_ENV: 'production' }
    children.push(await startServer('server.ts', { ...common, PORT: String(appPort) }))
    children.push(await startServer('scripts/bench/bare-server.ts', { ...common, PORT: String(barePort) }, 'ready'))
    console.log(
      `Answer saves, ${SECONDS} s a cell, median of ${ROUNDS} rounds, PostgreSQL with fsync, pool of 10, everything on this machine\n`,
    )
    console.log('connections |  app saves/s  p95 ms |  bare upserts/s  p95 ms | app/bare')
    for (const connections of CONNECTIONS) {
      const rounds: { app: Measured; bare: Measured }[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const app = await load(appPort, seats.slice(0, connections), sendSave)
        const bare = await load(barePort, seats.slice(0, connections), sendBare)
        rounds.push({ app, bare })
      }
      report(connections, middle(rounds.map((each) => each.app)), middle(rounds.map((each) => each.bare)))
    }
  } finally {
    for (const child of children) child.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function prepareDatabase(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await applyMigrations(
    { query: (sql, parameters) => client.query(sql, parameters), execute: (sql) => client.query(sql) },
    readMigrations(join(ROOT, 'prisma/migrations')),
  )
  await client.query(
    'CREATE TABLE bare_answer (attempt uuid, position int, value text, saved_at timestamptz, PRIMARY KEY (attempt, position))',
  )
  await client.end()
}

async function prepareSeats(url: string): Promise<Seat[]> {
  process.env.DEMO = '1'
  useDatabase(connectPostgres(url, 5))
  await makeRegions()
  const periodId = await makePeriod()
  const { examId } = await makeExam(
    Array.from({ length: QUESTIONS }, () => singleChoice()),
    { periodId },
  )
  const examSessionId = await makeExamSession(examId)
  const seats: Seat[] = []
  for (let index = 0; index < Math.max(...CONNECTIONS); index += 1) {
    const candidate = await makeCandidate({ periodId, cadreId: await makeCadre(), examSessionId })
    const started = await startAttempt(candidate, 'TOKEN7')
    if (!started.ok || started.value.kind !== 'started') throw new Error('an attempt did not start')
    const id = randomBytes(16).toString('hex')
    const at = new Date()
    await reading((transaction) =>
      createSession(transaction, {
        idHash: createHash('sha256').update(id).digest('hex'),
        owner: { kind: 'candidate', candidateId: candidate.candidateId },
        deviceKey: candidate.deviceKey,
        at,
        expiresAt: new Date(at.getTime() + 3_600_000),
      }),
    )
    seats.push({
      attemptId: started.value.attemptId,
      cookie: `__Host-tera=${encodeURIComponent(Buffer.from(JSON.stringify(id)).toString('base64'))}`,
      leaseEpoch: 1,
      seq: 0,
    })
  }
  await closeDatabase()
  return seats
}

const sendSave: Send = async (client, seat) => {
  seat.seq += 1
  const chosen = ['a', 'b', 'c', 'd'][seat.seq % 4]
  const { statusCode, body } = await client.request({
    method: 'POST',
    path: '/exam/answers',
    headers: { 'content-type': 'application/json', cookie: seat.cookie, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({
      attemptId: seat.attemptId,
      leaseEpoch: seat.leaseEpoch,
      events: [
        {
          seq: seat.seq,
          position: 1 + (seat.seq % QUESTIONS),
          value: { kind: 'single-choice', chosen },
          doubtful: false,
          clientWall: new Date().toISOString(),
        },
      ],
    }),
  })
  const text = await body.text()
  return statusCode === 200 && text.includes('accepted')
}

const sendBare: Send = async (client, seat) => {
  seat.seq += 1
  const { statusCode, body } = await client.request({
    method: 'POST',
    path: '/save',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ attempt: seat.attemptId, position: 1 + (seat.seq % QUESTIONS), value: 'a' }),
  })
  await body.dump()
  return statusCode === 200
}

async function load(port: number, seats: readonly Seat[], send: Send): Promise<Measured> {
  const latencies: number[] = []
  let failed = 0
  const from = performance.now() + 1_000
  const until = from + SECONDS * 1000
  await Promise.all(
    seats.map(async (seat) => {
      const client = new Client(`http://127.0.0.1:${port}`)
      while (performance.now() < until) {
        const sent = performance.now()
        const good = await send(client, seat)
        if (sent < from) continue
        if (good) latencies.push(performance.now() - sent)
        else failed += 1
      }
      await client.close()
    }),
  )
  latencies.sort((left, right) => left - right)
  return { perSecond: latencies.length / SECONDS, p95: latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN, failed }
}

function middle(measured: readonly Measured[]): Measured {
  const sorted = [...measured].sort((left, right) => left.perSecond - right.perSecond)
  const found = sorted[Math.floor(sorted.length / 2)]
  if (!found) throw new Error('nothing was measured')
  return found
}

function report(connections: number, app: Measured, bare: Measured) {
  const cell = (value: number, width: number, decimals = 0) => value.toFixed(decimals).padStart(width)
  console.log(
    `${cell(connections, 11)} | ${cell(app.perSecond, 12)} ${cell(app.p95, 7, 1)} | ${cell(bare.perSecond, 15)} ${cell(bare.p95, 7, 1)} | ${cell(app.perSecond / bare.perSecond, 8, 2)}${app.failed + bare.failed > 0 ? `  (failed: ${app.failed} and ${bare.failed})` : ''}`,
  )
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
