import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { environment } from '../environment.server.ts'
import { openDataFolder } from './data-folder.server.ts'
import { PrismaClient } from './generated/client.ts'

/** One name stands for one text, always. */
type StatementName = string

export type Database = {
  readonly kind: 'postgresql' | 'pglite'
  readonly client: PrismaClient
  /**
   * Plain SQL beside Prisma, for the job queue's own tables and for platform/database/statement. Never inside a
   * transaction: on PGlite it would wait for itself. A named statement keeps its plan on its connection.
   */
  readonly query: (sql: string, parameters?: unknown[], plan?: StatementName) => Promise<{ rows: Record<string, unknown>[] }>
  readonly close: () => Promise<void>
}

// One transaction holds PGlite's only connection; the seeds are the longest ones.
const TRANSACTION = { maxWait: 30_000, timeout: 120_000 }

/** @param keepsPlans false where a pooler hands each statement to another connection. */
export function connectPostgres(url: string, poolSize: number, keepsPlans = true): Database {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 })
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  })
  return {
    kind: 'postgresql',
    client,
    query: (text, values, name) => pool.query({ text, ...(values && { values }), ...(keepsPlans && name && { name }) }),
    close: async () => {
      await client.$disconnect()
      await pool.end()
    },
  }
}

export function connectPglite(pglite: PGlite, release: () => void = () => {}): Database {
  const client = new PrismaClient({ adapter: new PrismaPGlite(pglite), transactionOptions: TRANSACTION })
  return {
    kind: 'pglite',
    client,
    query: (sql, parameters) => queryPglite(pglite, sql, parameters),
    close: async () => {
      await client.$disconnect()
      await pglite.close()
      release()
    },
  }
}

/** PGlite prepares every statement that has parameters; several statements at once go without. */
async function queryPglite(pglite: PGlite, sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
  if (parameters !== undefined) return pglite.query<Record<string, unknown>>(sql, parameters)
  const results = await pglite.exec(sql)
  return { rows: results.at(-1)?.rows ?? [] }
}

let opened: Promise<Database> | null = null

/** The process's one database, opened at the first use. */
export function database(): Promise<Database> {
  opened ??= openFromEnvironment()
  return opened
}

/** For tests and scripts that bring their own database. */
export function useDatabase(own: Database): void {
  opened = Promise.resolve(own)
}

export async function closeDatabase(): Promise<void> {
  const closing = opened
  opened = null
  if (closing) await (await closing).close()
}

async function openFromEnvironment(): Promise<Database> {
  const { databaseUrl, databaseDirectUrl, databasePool, dataFolder } = environment()
  if (databaseUrl !== null) return connectPostgres(databaseUrl, databasePool, databaseDirectUrl === databaseUrl)
  const folder = await openDataFolder(dataFolder)
  return connectPglite(folder.pglite, folder.release)
}
