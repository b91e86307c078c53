import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { jobs } from '#app/jobs.server.ts'
import { closeDatabase, connectPglite, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { applyMigrations, readMigrations } from '#app/platform/database/migrations.server.ts'
import { prepareJobs } from '#app/platform/job-queue.server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testDatabase: { kind: 'pglite'; image: string } | { kind: 'postgresql'; url: string; templateName: string }
  }
}

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations')

/** Prepares once what every test file copies: a migrated database with the queues of all jobs. */
export default async function prepare(project: TestProject) {
  const url = process.env.TEST_DATABASE_URL
  if (url === undefined) {
    const folder = join(import.meta.dirname, '../../node_modules/.cache/tera')
    await mkdir(folder, { recursive: true })
    const pglite = await PGlite.create('memory://')
    await applyMigrations(
      { query: (sql, parameters) => pglite.query(sql, parameters), execute: (sql) => pglite.exec(sql) },
      readMigrations(MIGRATIONS),
    )
    useDatabase(connectPglite(pglite))
    await prepareJobs(jobs)
    const image = join(folder, 'test-database.tar')
    const dump = await pglite.dumpDataDir('none')
    await writeFile(image, new Uint8Array(await dump.arrayBuffer()))
    await closeDatabase()
    project.provide('testDatabase', { kind: 'pglite', image })
    return
  }
  const templateName = `tera_template_${process.pid}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${templateName}`)
  const templateUrl = new URL(url)
  templateUrl.pathname = `/${templateName}`
  const client = new pg.Client({ connectionString: templateUrl.toString() })
  await client.connect()
  await applyMigrations(
    { query: (sql, parameters) => client.query(sql, parameters), execute: (sql) => client.query(sql) },
    readMigrations(MIGRATIONS),
  )
  await client.end()
  await admin.end()
  useDatabase(connectPostgres(templateUrl.toString(), 1))
  await prepareJobs(jobs)
  await closeDatabase()
  project.provide('testDatabase', { kind: 'postgresql', url, templateName })
}
