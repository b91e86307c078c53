import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a migration needs of a connection; pg's client and PGlite both give it. */
export type MigrationConnection = {
  readonly query: (sql: string, parameters?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>
  readonly execute: (sql: string) => Promise<unknown>
}

export class MigrationFault extends Error {}

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Applies what is not applied yet, one transaction a file, in the ledger that Prisma itself would keep
 * (`_prisma_migrations`). Refuses a changed or a missing past. Answers the names it applied.
 */
export async function applyMigrations(connection: MigrationConnection, migrations: readonly Migration[]): Promise<string[]> {
  await connection.execute(LEDGER)
  await connection.query('SELECT pg_advisory_lock(72707369)')
  try {
    const { rows } = await connection.query('SELECT migration_name, checksum FROM _prisma_migrations ORDER BY migration_name')
    const past = new Map(rows.map((row) => [String(row.migration_name), String(row.checksum)]))
    for (const [name, checksum] of past) {
      const migration = migrations.find((each) => each.name === name)
      if (!migration)
        throw new MigrationFault(
          `The database knows the migration ${name}, which is not among the files: this code is older than its data.`,
        )
      if (migration.checksum !== checksum)
        throw new MigrationFault(`The migration ${name} was changed after it was applied. Write a new one instead.`)
    }
    const applied: string[] = []
    for (const migration of migrations.filter((each) => !past.has(each.name))) {
      await applyOne(connection, migration)
      applied.push(migration.name)
    }
    return applied
  } finally {
    await connection.query('SELECT pg_advisory_unlock(72707369)')
  }
}

async function applyOne(connection: MigrationConnection, migration: Migration) {
  await connection.execute('BEGIN')
  try {
    await connection.execute(migration.sql)
    await connection.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES (gen_random_uuid()::text, $1, $2, now(), now(), 1)`,
      [migration.checksum, migration.name],
    )
    await connection.execute('COMMIT')
  } catch (error) {
    await connection.execute('ROLLBACK')
    throw new MigrationFault(`The migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`
