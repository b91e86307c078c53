import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { jobs } from '#app/jobs.server.ts'
import { closeDatabase, connectPglite, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { openDataFolder } from '#app/platform/database/data-folder.server.ts'
import { applyMigrations, type MigrationConnection, readMigrations } from '#app/platform/database/migrations.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import { prepareJobs } from '#app/platform/job-queue.server.ts'
import { ROOT } from './child-process.ts'
import { loadReferenceData } from './reference-data.ts'

const MIGRATIONS = join(ROOT, 'prisma/migrations')

async function migratePostgres(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await migrate({ query: (sql, parameters) => client.query(sql, parameters), execute: (sql) => client.query(sql) })
  } finally {
    await client.end()
  }
}

async function migratePglite(pglite: PGlite) {
  return migrate({ query: (sql, parameters) => pglite.query(sql, parameters), execute: (sql) => pglite.exec(sql) })
}

async function migrate(connection: MigrationConnection) {
  return applyMigrations(connection, readMigrations(MIGRATIONS))
}

async function main() {
  const { databaseDirectUrl, dataFolder } = environment()
  let applied: string[]
  if (databaseDirectUrl !== null) {
    applied = await migratePostgres(databaseDirectUrl)
    useDatabase(connectPostgres(databaseDirectUrl, 2))
  } else {
    const folder = await openDataFolder(dataFolder)
    useDatabase(connectPglite(folder.pglite, folder.release))
    applied = await migratePglite(folder.pglite)
  }
  await prepareJobs(jobs)
  const reference = await loadReferenceData()
  await closeDatabase()
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`)
  if (reference.length > 0) console.log(`Reference data: ${reference.join(', ')}.`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
