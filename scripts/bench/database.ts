import { join } from 'node:path'
import pg from 'pg'
import { applyMigrations, readMigrations } from '#app/platform/database/migrations.server.ts'
import { ROOT } from '../child-process.ts'

/** All migrations on an empty database, and whatever else a measure needs there. */
export async function migrateDatabase(url: string, more?: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await applyMigrations(
    { query: (sql, parameters) => client.query(sql, parameters), execute: (sql) => client.query(sql) },
    readMigrations(join(ROOT, 'prisma/migrations')),
  )
  if (more !== undefined) await client.query(more)
  await client.end()
}
