import PgBoss from 'pg-boss'
import { database } from './database/connection.server.ts'
import { Prisma } from './database/generated/client.ts'
import { log } from './log.server.ts'
import type { SqlTransaction } from './transaction.server.ts'

/** What a job is told when it is enqueued: ids and figures. The job parses it. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>

export type JobDefinition = {
  /** Verb and noun, in kebab-case: the queue's name in the database. */
  readonly name: string
  /** A cron line in Jakarta time, or null when only use-cases enqueue it. */
  readonly schedule: string | null
  /** Looks for its work itself, whatever it is told: of the jobs that wait, so many are done by one run. 1 when left out. */
  readonly coversAtOnce?: number
  /** A thrown error makes the queue try again later, so a job must be safe to run twice. */
  readonly run: (data: unknown) => Promise<unknown>
}

const SCHEMA = 'pgboss'
const TIME_ZONE = 'Asia/Jakarta'
const RETRIES = { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInMinutes: 15 } as const
const STOP_MILLISECONDS = 10_000

/** One call under way is kept until it ends, so that a stop waits for it. */
const underWay = new Set<Promise<unknown>>()
let running: PgBoss | null = null

/** Makes the queue's tables and one queue a job. Done by the migrations' script and at every start; repeating it changes nothing. */
export async function prepareJobs(definitions: readonly JobDefinition[]): Promise<void> {
  if (definitions.length === 0) return
  const boss = newBoss({ runsJobs: false })
  await boss.start()
  await makeQueues(boss, definitions)
  await boss.stop({ graceful: false })
}

/** Starts the workers and schedules of this process. */
export async function startJobs(definitions: readonly JobDefinition[], pollSeconds = 2): Promise<void> {
  if (running !== null) throw new Error('the jobs of this process are already started')
  if (definitions.length === 0) return
  await prepareJobs(definitions)
  const boss = newBoss({ runsJobs: true })
  await boss.start()
  for (const schedule of await boss.getSchedules()) {
    if (!definitions.some(({ name, schedule: wanted }) => name === schedule.name && wanted !== null)) await boss.unschedule(schedule.name)
  }
  for (const definition of definitions) {
    if (definition.schedule !== null) await boss.schedule(definition.name, definition.schedule, {}, { tz: TIME_ZONE })
    const batchSize = definition.coversAtOnce ?? 1
    await boss.work(definition.name, { pollingIntervalSeconds: pollSeconds, batchSize }, async ([job]) => {
      if (job) await runOne(definition, job.id, job.data)
    })
  }
  running = boss
}

/** Lets running jobs end, then stops. What is still running after ten seconds is tried again at the next start. */
export async function stopJobs(): Promise<void> {
  const boss = running
  running = null
  if (boss === null) return
  await boss.stop({ graceful: true, timeout: STOP_MILLISECONDS })
  while (underWay.size > 0) await Promise.allSettled([...underWay])
}

/** Puts a job into the queue as part of the act: it exists when the transaction commits, and only then. */
export async function enqueue(
  transaction: SqlTransaction,
  name: string,
  data: JobData,
  { startAfter }: { startAfter?: Date } = {},
): Promise<void> {
  const executeSql = async (text: string, values: unknown[]) => ({ rows: await transaction.$queryRaw(toSql(text, values)) })
  const boss = running ?? newBoss({ runsJobs: false })
  const id = await boss.send(name, data, { ...(startAfter && { startAfter }), db: { executeSql } })
  if (id === null) throw new Error(`there is no queue named ${name}: app/jobs.server.ts lists every job`)
}

async function runOne(definition: JobDefinition, id: string, data: unknown) {
  const startedAt = performance.now()
  try {
    await definition.run(data)
    log.info('job.done', { job: definition.name, id, milliseconds: Math.round(performance.now() - startedAt) })
  } catch (error) {
    log.error('job.failed', error, { job: definition.name, id })
    throw error
  }
}

async function makeQueues(boss: PgBoss, definitions: readonly JobDefinition[]) {
  for (const { name } of definitions) await boss.createQueue(name, { name, ...RETRIES })
}

function newBoss({ runsJobs }: { runsJobs: boolean }): PgBoss {
  const boss = new PgBoss({
    schema: SCHEMA,
    supervise: runsJobs,
    schedule: runsJobs,
    migrate: !runsJobs,
    db: { executeSql: runsJobs ? queryWhileRunning : query },
  })
  boss.on('error', (error) => log.error('job-queue', error))
  return boss
}

async function query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  const { query: run } = await database()
  return run(text, values?.map(toParameter))
}

/**
 * pg-boss does not wait for its own bookkeeping, so an error there would end the process. An unanswered call counts as
 * "nothing changed": a job that could not be marked as done expires and runs again.
 */
async function queryWhileRunning(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  const call = query(text, values)
  underWay.add(call)
  try {
    return await call
  } catch (error) {
    log.error('job-queue', error)
    return { rows: /count\(\*\)/i.test(text) ? [{ count: 0 }] : [] }
  } finally {
    underWay.delete(call)
  }
}

/** Objects travel as JSON; arrays stay arrays, for UNNEST. */
function toParameter(value: unknown): unknown {
  if (value === undefined) return null
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) ? JSON.stringify(value) : value
}

/** A statement with `$1`, `$2` … as Prisma's own kind: the text between the numbers, and their values in order of appearance. */
function toSql(text: string, values: readonly unknown[]): Prisma.Sql {
  const parts = text.split(/\$\d+/)
  const places = [...text.matchAll(/\$(\d+)/g)].map((match) => toParameter(values[Number(match[1]) - 1]))
  return new Prisma.Sql(parts, places)
}
