import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyMigrations, readMigrations } from '#app/platform/database/migrations.server.ts'
import { MIGRATIONS } from '#tests/setup/database.ts'
import { CACHE, runProgram } from '../../scripts/child-process.ts'
import { fingerprint, rememberedFingerprint, rememberFingerprint } from '../../scripts/fingerprint.ts'

/** What the schema language can say about a database; checks, triggers and partial indexes stand in the migrations alone. */
const CATALOGUES = {
  columns: `
    SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
           pg_get_expr(d.adbin, d.adrelid) AS "default", a.attidentity AS identity, a.attgenerated AS generated
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relname <> '_prisma_migrations' ORDER BY 1`,
  indexes: `
    SELECT pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND i.indpred IS NULL AND c.relname <> '_prisma_migrations'
    ORDER BY 1`,
  constraints: `
    SELECT c.relname || '.' || k.conname AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.connamespace = 'public'::regnamespace AND k.contype IN ('p', 'f', 'u') AND c.relname <> '_prisma_migrations'
    ORDER BY 1`,
  enums: `
    SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace
    GROUP BY t.typname ORDER BY 1`,
} as const

async function cataloguesOf(database: PGlite) {
  const entries = Object.entries(CATALOGUES).map(async ([name, sql]) => [name, (await database.query(sql)).rows] as const)
  return Object.fromEntries(await Promise.all(entries))
}

let migrated: PGlite
let described: PGlite
beforeAll(async () => {
  migrated = await PGlite.create('memory://')
  await applyMigrations(
    { query: (sql, parameters) => migrated.query(sql, parameters), execute: (sql) => migrated.exec(sql) },
    readMigrations(MIGRATIONS),
  )
  described = await PGlite.create('memory://')
  await described.exec(await schemaAsSql())
}, 180_000)
afterAll(() => Promise.all([migrated?.close(), described?.close()]))

/** Prisma takes a quarter of a minute for this, so its answer is kept until the schema changes. */
async function schemaAsSql(): Promise<string> {
  const kept = join(CACHE, 'schema.sql')
  const wanted = fingerprint(['prisma/schema.prisma', 'prisma/models', 'node_modules/prisma/package.json'])
  if (existsSync(kept) && rememberedFingerprint('schema') === wanted) return readFileSync(kept, 'utf8')
  const { code, output } = await runProgram('prisma', ['migrate', 'diff', '--from-empty', '--to-schema-datamodel', 'prisma', '--script'])
  if (code !== 0) throw new Error(output)
  const script = output.slice(output.indexOf('-- '))
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(kept, script)
  rememberFingerprint('schema', wanted)
  return script
}

test('the migrations and the schema describe the same database', async () => {
  expect(await cataloguesOf(migrated)).toEqual(await cataloguesOf(described))
})

test('a column that only one side has is seen', async () => {
  const before = await cataloguesOf(migrated)
  await migrated.exec('ALTER TABLE audit_head ADD COLUMN planted text')
  expect(await cataloguesOf(migrated)).not.toEqual(before)
})
