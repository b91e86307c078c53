import { join } from 'node:path'

import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase, connectPglite, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { openPglite } from '#app/platform/database/embedded.server.ts'

/**
 * Gives a test file a database of its own with all migrations applied: a copy of the prepared PGlite image, or a
 * database made from a template on the PostgreSQL that TEST_DATABASE_URL names.
 */
export function useTestDatabase() {
  beforeAll(async () => {
    const template = inject('testDatabase')
    if (template.kind === 'pglite') {
      const image = new Blob([new Uint8Array(await readImage(template.image))])
      useDatabase(connectPglite(await openPglite('memory://', image)))
      return
    }
    const name = `tera_test_${process.pid}_${Math.floor(performance.now() * 1000)}`
    const admin = new pg.Client({ connectionString: template.url })
    await admin.connect()
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template.templateName}`)
    await admin.end()
    const url = new URL(template.url)
    url.pathname = `/${name}`
    useDatabase(connectPostgres(url.toString(), 5))
  }, 60_000)
  afterAll(async () => {
    await closeDatabase()
  })
}

async function readImage(path: string) {
  const { readFile } = await import('node:fs/promises')
  return readFile(path)
}

export const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations')
