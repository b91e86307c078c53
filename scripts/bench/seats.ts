import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { jobs } from '#app/jobs.server.ts'
import { closeDatabase, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { applyMigrations, readMigrations } from '#app/platform/database/migrations.server.ts'
import { prepareJobs } from '#app/platform/job-queue.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { createSession } from '#app/use-cases/access/session-store.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { makeCadre, makeCandidate, makeExam, makeExamSession, makePeriod, makeRegions, singleChoice } from '#tests/factories/world.ts'
import { ROOT } from '../child-process.ts'

export type Seat = {
  readonly index: number
  readonly candidateId: string
  /** Empty before the start. */
  readonly attemptId: string
  readonly cookie: string
  readonly leaseEpoch: number
  seq: number
  upserts: number
}

export const TOKEN = 'TOKEN7'

/** Migrated, with the table of the yardsticks. */
export async function prepareDatabase(url: string) {
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

type Wanted = { readonly count: number; readonly questions: number; readonly started?: boolean }

/** So many candidates of one open session who are signed in; their attempts run unless they are not wanted yet. */
export async function prepareSeats(url: string, { count, questions, started = true }: Wanted): Promise<Seat[]> {
  process.env.DEMO = '1'
  useDatabase(connectPostgres(url, 5))
  await prepareJobs(jobs)
  await makeRegions()
  const periodId = await makePeriod()
  const contents = Array.from({ length: questions }, () => singleChoice())
  const { examId } = await makeExam(contents, { periodId })
  const examSessionId = await makeExamSession(examId)
  const seats: Seat[] = []
  for (let index = 0; index < count; index += 1) {
    const candidate = await makeCandidate({ periodId, cadreId: await makeCadre(), examSessionId })
    const attempt = started ? await startAttempt(candidate, TOKEN) : null
    if (attempt !== null && (!attempt.ok || attempt.value.kind !== 'started')) throw new Error('an attempt did not start')
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
      index,
      candidateId: candidate.candidateId,
      attemptId: attempt?.ok && attempt.value.kind === 'started' ? attempt.value.attemptId : '',
      cookie: `__Host-tera=${encodeURIComponent(Buffer.from(JSON.stringify(id)).toString('base64'))}`,
      leaseEpoch: 1,
      seq: 0,
      upserts: 0,
    })
  }
  await closeDatabase()
  return seats
}
