import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { environment } from '../environment.server.ts'
import { openDataFolder } from './data-folder.server.ts'
import { PrismaClient } from './generated/client.ts'
import { inPostgresTransaction, type SqlTransaction } from './sql-transaction.server.ts'

/** One name stands for one text, always. */
type StatementName = string
type Answered = { readonly rows: Record<string, unknown>[]; readonly changed: number }

export type Database = {
  readonly kind: 'postgresql' | 'pglite'
  readonly client: PrismaClient
  /** Work in one transaction that speaks SQL alone, past what Prisma's client makes of each statement. */
  readonly inSqlTransaction: <Answer>(work: (transaction: SqlTransaction) => Promise<Answer>) => Promise<Answer>
  /**
   * Plain SQL beside Prisma, for the job queue's own tables and for platform/database/statement. Never inside a
   * transaction: on PGlite it would wait for itself. A named statement keeps its plan on its connection.
   */
  readonly query: (sql: string, parameters?: unknown[], plan?: StatementName) => Promise<Answered>
  /** Hears a channel, on a connection of its own. `onLost` once, when that connection ends by itself. Answers how to end it. */
  readonly listen: (channel: string, hear: (payload: string) => void, onLost: () => void) => Promise<() => Promise<void>>
  readonly pool: () => PoolFigures
  readonly close: () => Promise<void>
}

/** Connections in use and idle, and how many calls wait for one. */
export type PoolFigures = { readonly used: number; readonly idle: number; readonly waiting: number }

const NO_POOL: PoolFigures = { used: 0, idle: 0, waiting: 0 }
/** Whoever gets no connection for so long is told to come again, while she still waits. */
const MOST_WAIT = 4_000
// One transaction holds PGlite's only connection; the seeds are the longest ones.
const TRANSACTION = { maxWait: 30_000, timeout: 120_000 }

/** @param directUrl past a pooler, which hands each statement to another connection: no plan is kept then. */
export function connectPostgres(url: string, poolSize: number, directUrl = url): Database {
  const keepsPlans = directUrl === url
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: MOST_WAIT })
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: MOST_WAIT, timeout: 30_000 },
  })
  return {
    kind: 'postgresql',
    client,
    inSqlTransaction: (work) => inPostgresTransaction(pool, keepsPlans, work),
    query: async (text, values, name) => {
      const { rows, rowCount } = await pool.query({ text, ...(values && { values }), ...(keepsPlans && name && { name }) })
      return { rows, changed: rowCount ?? 0 }
    },
    listen: (channel, hear, onLost) => listenOn(directUrl, channel, hear, onLost),
    pool: () => ({ used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await client.$disconnect()
      await pool.end()
    },
  }
}

async function listenOn(url: string, channel: string, hear: (payload: string) => void, onLost: () => void): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: MOST_WAIT, keepAlive: true })
  let isOver = false
  const end = async () => {
    isOver = true
    await client.end().catch(() => {})
  }
  const lose = () => {
    if (isOver) return
    void end()
    onLost()
  }
  client.on('error', lose)
  client.on('end', lose)
  client.on('notification', ({ payload }) => hear(payload ?? ''))
  try {
    await client.connect()
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
  } catch (error) {
    await end()
    throw error
  }
  return end
}

export function connectPglite(pglite: PGlite, release: () => void = () => {}): Database {
  const client = new PrismaClient({ adapter: new PrismaPGlite(pglite), transactionOptions: TRANSACTION })
  return {
    kind: 'pglite',
    client,
    inSqlTransaction: (work) => client.$transaction(work),
    query: (sql, parameters) => queryPglite(pglite, sql, parameters),
    listen: async (channel, hear) => {
      // As it is, whatever the word: PGlite writes it into the statement.
      const end = await pglite.listen(`"${channel}"`, hear)
      return () => end()
    },
    pool: () => NO_POOL,
    close: async () => {
      await client.$disconnect()
      await pglite.close()
      release()
    },
  }
}

/** PGlite prepares every statement that has parameters; several statements at once go without. */
async function queryPglite(pglite: PGlite, sql: string, parameters?: unknown[]): Promise<Answered> {
  if (parameters !== undefined) {
    const { rows, affectedRows } = await pglite.query<Record<string, unknown>>(sql, parameters)
    return { rows, changed: affectedRows ?? 0 }
  }
  const last = (await pglite.exec(sql)).at(-1)
  return { rows: last?.rows ?? [], changed: last?.affectedRows ?? 0 }
}

let opened: Promise<Database> | null = null
let current: Database | null = null

/** Of the database that is open now; nothing is opened for it. */
export function poolFigures(): PoolFigures {
  return current?.pool() ?? NO_POOL
}

/** The process's one database, opened at the first use. */
export function database(): Promise<Database> {
  opened ??= openFromEnvironment().then((own) => {
    current = own
    return own
  })
  return opened
}

/** For tests and scripts that bring their own database. */
export function useDatabase(own: Database): void {
  opened = Promise.resolve(own)
  current = own
}

export async function closeDatabase(): Promise<void> {
  const closing = opened
  opened = null
  current = null
  if (closing) await (await closing).close()
}

async function openFromEnvironment(): Promise<Database> {
  const { databaseUrl, databaseDirectUrl, databasePool, dataFolder } = environment()
  if (databaseUrl !== null) return connectPostgres(databaseUrl, databasePool, databaseDirectUrl ?? databaseUrl)
  const folder = await openDataFolder(dataFolder)
  return connectPglite(folder.pglite, folder.release)
}
