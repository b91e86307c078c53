import { spawn } from 'node:child_process'
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { CACHE, ROOT } from '../../scripts/child-process.ts'
import { fingerprint, forgetFingerprint, rememberedFingerprint, rememberFingerprint } from '../../scripts/fingerprint.ts'
import { alone } from './alone.ts'

/** What a journey begins with: nothing, the reference data and one account for each role, an exam to sit, or the whole demo. */
export type DataKind = 'empty' | 'people' | 'exam' | 'demo'

/** A database with all migrations and its data. Loading takes long, so it is made once and copied. */
export type OwnData = { readonly env: Readonly<Record<string, string>>; readonly drop: () => Promise<void> }

/** What makes each; all but the first begin with a copy of it. */
const SCRIPTS: Record<DataKind, string> = {
  empty: 'scripts/migrate.ts',
  people: 'tests/setup/journey-people.ts',
  exam: 'tests/setup/journey-exam.ts',
  demo: 'prisma/seed.ts',
}

const INPUTS = ['app', 'prisma', 'question-banks', 'tests/setup', 'scripts', 'package-lock.json']

/** The same ones in every copy, so that a copy opens what was encrypted before it was made. They protect nothing else. */
const SECRETS = Object.fromEntries(
  ['NIK_KEY', 'NIK_LOOKUP_KEY', 'EXAM_SECRET', 'RECEIPT_KEY', 'SESSION_SECRET'].map((name, place) => [name, String(place + 1).repeat(64)]),
)

/** Gives an app its own copy: in its data folder, or as a database on the PostgreSQL that TEST_DATABASE_URL names. */
export async function copyData(kind: DataKind, dataFolder: string): Promise<OwnData> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) {
    cpSync(await preparedFolder(kind), dataFolder, { recursive: true })
    return { env: SECRETS, drop: async () => {} }
  }
  const template = await preparedDatabase(server, kind)
  const name = `tera_journey_${process.pid}_${Math.floor(performance.now() * 1000)}`
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    env: { ...SECRETS, DATABASE_URL: addressOf(server, name) },
    drop: async () => {
      await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

/** Makes what the journeys copy, before the first of them looks at the clock. */
export async function prepareData(kind: DataKind): Promise<void> {
  const server = process.env.TEST_DATABASE_URL
  await (server === undefined ? preparedFolder(kind) : preparedDatabase(server, kind))
}

function preparedFolder(kind: DataKind): Promise<string> {
  const step = `journey-${kind}`
  const folder = join(CACHE, step)
  return alone(step, async () => {
    const wanted = fingerprint(INPUTS)
    if (existsSync(folder) && rememberedFingerprint(step) === wanted) return folder
    forgetFingerprint(step)
    const fresh = join(CACHE, `${step}.new-${process.pid}`)
    for (const each of [folder, fresh]) rmSync(each, { recursive: true, force: true })
    if (kind !== 'empty') cpSync(await preparedFolder('empty'), fresh, { recursive: true })
    await fill(kind, { DATA_FOLDER: fresh })
    renameSync(fresh, folder)
    rememberFingerprint(step, wanted)
    return folder
  })
}

function preparedDatabase(server: string, kind: DataKind): Promise<string> {
  const name = `tera_${kind}_${fingerprint(INPUTS).slice(0, 16)}`
  return alone(name, async () => {
    const { rows } = await administer(server, `SELECT 1 FROM pg_database WHERE datname = '${name}'`)
    if (rows.length > 0) return name
    const fresh = `${name}_${process.pid}`
    const begun = kind === 'empty' ? '' : `TEMPLATE ${await preparedDatabase(server, 'empty')}`
    await administer(server, `CREATE DATABASE ${fresh} ${begun}`)
    await fill(kind, { DATABASE_URL: addressOf(server, fresh), DATA_FOLDER: join(CACHE, `journey-postgres-${kind}`) })
    await administer(server, `ALTER DATABASE ${fresh} RENAME TO ${name}`)
    return name
  })
}

async function fill(kind: DataKind, env: Readonly<Record<string, string>>) {
  const settings = { ...SECRETS, ...env, NODE_ENV: 'production', DEMO: kind === 'demo' ? '1' : '0' }
  await runScript(SCRIPTS[kind], settings)
}

function addressOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.toString()
}

async function administer(server: string, sql: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Runs a script of the project with these settings; throws with what it printed when it fails. */
export async function runScript(file: string, env: Readonly<Record<string, string | undefined>>) {
  const settings: NodeJS.ProcessEnv = { ...process.env, ...env }
  const child = spawn(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, env: settings, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`${file} failed:\n${Buffer.concat(chunks).toString('utf8')}`)
}
