import { PrismaPg } from '@prisma/adapter-pg'
import type { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { environment } from '../environment.server.ts'
import { PrismaClient } from './generated/client.ts'
import { openDataFolder } from './data-folder.server.ts'

export type Database = {
  readonly kind: 'postgresql' | 'pglite'
  readonly client: PrismaClient
  readonly close: () => Promise<void>
}

// One transaction holds PGlite's only connection; the seeds are the longest ones.
const TRANSACTION = { maxWait: 30_000, timeout: 120_000 }

export function connectPostgres(url: string, poolSize: number): Database {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  })
  return { kind: 'postgresql', client, close: () => client.$disconnect() }
}

export function connectPglite(pglite: PGlite, release: () => void = () => {}): Database {
  const client = new PrismaClient({ adapter: new PrismaPGlite(pglite), transactionOptions: TRANSACTION })
  return {
    kind: 'pglite',
    client,
    close: async () => {
      await client.$disconnect()
      await pglite.close()
      release()
    },
  }
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
  const { databaseUrl, databasePool, dataFolder } = environment()
  if (databaseUrl !== null) return connectPostgres(databaseUrl, databasePool)
  const folder = await openDataFolder(dataFolder)
  return connectPglite(folder.pglite, folder.release)
}
