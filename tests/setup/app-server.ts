import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../../scripts/postgres.ts'

const ROOT = join(import.meta.dirname, '../..')
const READY_WITHIN_MILLISECONDS = 60_000

export type AppServer = { readonly origin: string; readonly dataFolder: string; readonly stop: () => Promise<void> }

type Options = {
  /** With the demo data loaded. */
  readonly demo: boolean
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Starts the built app as a process of its own, with a database of its own: a fresh data folder, or a fresh database on
 * the PostgreSQL that TEST_DATABASE_URL names.
 */
export async function startApp({ demo, env = {} }: Options): Promise<AppServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tera-journey-'))
  const database = await ownDatabase()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const settings: NodeJS.ProcessEnv = {
    ...process.env,
    ...database.env,
    NODE_ENV: 'production',
    DEMO: demo ? '1' : '0',
    DATA_FOLDER: dataFolder,
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_ORIGIN: origin,
    ...(!demo && secrets()),
    ...env,
  }
  const removeData = async () => {
    rmSync(dataFolder, { recursive: true, force: true })
    await database.drop()
  }
  try {
    await runScript('scripts/migrate.ts', settings)
    if (demo) await runScript('prisma/seed.ts', settings)
  } catch (error) {
    await removeData()
    throw error
  }
  const child = startScript('server.ts', settings)
  const written = collectOutput(child)
  const stop = async () => {
    await stopProcess(child)
    await removeData()
  }
  try {
    await waitUntilHealthy(`${origin}/healthz`, child)
  } catch (error) {
    await stop()
    throw new Error(`The app did not start:\n${written()}`, { cause: error })
  }
  return { origin, dataFolder, stop }
}

/** Without the demo the app asks for its secrets; a test gives it some that open nothing else. */
function secrets() {
  const names = ['NIK_KEY', 'NIK_LOOKUP_KEY', 'EXAM_SECRET', 'RECEIPT_KEY', 'SESSION_SECRET']
  return Object.fromEntries(names.map((name, place) => [name, String(place + 1).repeat(64)]))
}

async function ownDatabase(): Promise<{ env: Record<string, string>; drop: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) return { env: {}, drop: async () => {} }
  const name = `tera_journey_${process.pid}_${Math.floor(performance.now() * 1000)}`
  const asAdministrator = async (sql: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await asAdministrator(`CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { env: { DATABASE_URL: url.toString() }, drop: () => asAdministrator(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

function startScript(file: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function runScript(file: string, env: NodeJS.ProcessEnv) {
  const child = startScript(file, env)
  const written = collectOutput(child)
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`${file} failed:\n${written()}`)
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString('utf8')
}

async function waitUntilHealthy(address: string, child: ChildProcess) {
  const deadline = performance.now() + READY_WITHIN_MILLISECONDS
  while (child.exitCode === null && performance.now() < deadline) {
    const answered = await fetch(address).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(child.exitCode === null ? 'no answer in time' : `it ended with code ${child.exitCode}`)
}

/** Asks it to stop, and ends it when it does not within fifteen seconds. */
function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const impatient = setTimeout(() => child.kill('SIGKILL'), 15_000)
    child.once('exit', () => {
      clearTimeout(impatient)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
