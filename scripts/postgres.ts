import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { collect } from './child-process.ts'
import { installDebianPackages } from './debian.ts'

const DEBIAN_FOLDER = '/usr/lib/postgresql'
const START_WITHIN_MILLISECONDS = 30_000

export type Postgres = {
  readonly url: string
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>
  /** kill -9 of each of its processes; its folder stays as it was at that moment. */
  readonly crash: () => Promise<void>
  /** An orderly stop that waits for no connection; its folder stays. */
  readonly halt: () => Promise<void>
  /** Starts it again on its folder, at the same address. Answers when it takes connections. */
  readonly resume: () => Promise<void>
}

/** A PostgreSQL of its own for the time of the work: empty, on a free port of 127.0.0.1, gone afterwards. */
export async function withPostgres<Value>(work: (url: string) => Promise<Value>, options: PostgresOptions = {}): Promise<Value> {
  const postgres = await startPostgres(options)
  try {
    return await work(postgres.url)
  } finally {
    await postgres.stop()
  }
}

type PostgresOptions = {
  /** Whether a commit waits for the disk: for measurements, not for tests. */
  readonly durable?: boolean
  /** `name=value`, as in postgresql.conf. */
  readonly settings?: readonly string[]
}

export async function startPostgres({ durable = false, settings: more = [] }: PostgresOptions = {}): Promise<Postgres> {
  const binaries = await findBinaries()
  const folder = mkdtempSync(join(tmpdir(), 'tera-postgres-'))
  const user = await unprivilegedUser(folder)
  const data = join(folder, 'data')
  const made = await collect(
    ...asUser(user, join(binaries, 'initdb'), ['-D', data, '-U', 'tera', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']),
    {
      cwd: folder,
    },
  )
  if (made.code !== 0) throw new Error(`initdb failed:\n${made.output}`)
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    `fsync=${durable ? 'on' : 'off'}`,
    'max_connections=100',
    'log_min_messages=fatal',
    ...more,
  ]
  const [command, parameters] = asUser(user, join(binaries, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])])
  const start = () => spawn(command, parameters, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], detached: true })
  let server = start()
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const killAtExit = () => {
    kill(server, 'SIGQUIT')
    remove()
  }
  process.once('exit', killAtExit)
  process.once('SIGTERM', exitOnSignal)
  process.once('SIGINT', exitOnSignal)
  const url = `postgresql://tera@127.0.0.1:${port}/postgres`
  const stop = async () => {
    process.off('exit', killAtExit)
    process.off('SIGTERM', exitOnSignal)
    process.off('SIGINT', exitOnSignal)
    await stopped(server)
    remove()
  }
  try {
    await waitUntilReady(url, server)
  } catch (error) {
    await stop()
    throw error
  }
  const resume = async () => {
    server = start()
    await waitUntilReady(url, server)
  }
  return { url, stop, crash: () => crashed(server), halt: () => stopped(server), resume }
}

/** Without a listener a signal ends the process before its exit handlers run, and the server would stay behind. */
function exitOnSignal() {
  process.exit(130)
}

async function findBinaries(): Promise<string> {
  const found = newestBinaries()
  if (found !== null) return found
  await installDebianPackages(['postgresql'])
  const installed = newestBinaries()
  if (installed === null) throw new Error(`PostgreSQL was installed, but ${DEBIAN_FOLDER} has no server in it.`)
  return installed
}

function newestBinaries(): string | null {
  if (!existsSync(DEBIAN_FOLDER)) return null
  const versions = readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a))
  const folder = versions.map((version) => join(DEBIAN_FOLDER, version, 'bin')).find((each) => existsSync(join(each, 'initdb')))
  return folder ?? null
}

/** PostgreSQL refuses to run as root: there it runs as Debian's own user, who gets the folder. */
async function unprivilegedUser(folder: string): Promise<string | null> {
  if (process.getuid?.() !== 0) return null
  const { code, output } = await collect('chown', ['postgres:postgres', folder])
  if (code !== 0) throw new Error(`The folder for PostgreSQL cannot be handed over: ${output}`)
  chmodSync(folder, 0o700)
  return 'postgres'
}

function asUser(user: string | null, program: string, parameters: readonly string[]): [string, string[]] {
  if (user === null) return [program, [...parameters]]
  return ['setpriv', ['--reuid', user, '--regid', user, '--clear-groups', '--', program, ...parameters]]
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

async function waitUntilReady(url: string, server: ChildProcess) {
  const deadline = performance.now() + START_WITHIN_MILLISECONDS
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (server.exitCode !== null || performance.now() > deadline) throw new Error('PostgreSQL did not start.', { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    // SIGINT is PostgreSQL's fast shutdown: it does not wait for open connections.
    kill(server, 'SIGINT')
  })
}

/** The server first, so that it neither starts a process anew nor tidies up. */
async function crashed(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  const children = (await collect('ps', ['-o', 'pid=', '--ppid', String(server.pid)])).output.split(/\s+/).filter((text) => text !== '')
  const ended = new Promise((resolve) => server.once('exit', resolve))
  for (const pid of [server.pid, ...children.map(Number)]) signalIfThere(pid, 'SIGKILL')
  await ended
  // Their shared memory is refused to a new server while one of them still holds it.
  while (children.some((pid) => signalIfThere(Number(pid), 0))) await new Promise((resolve) => setTimeout(resolve, 10))
}

function signalIfThere(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

function kill(server: ChildProcess, signal: NodeJS.Signals) {
  if (server.exitCode === null && server.signalCode === null) server.kill(signal)
}

async function main() {
  const postgres = await startPostgres()
  console.log(postgres.url)
  console.log('An empty PostgreSQL; it goes away with Ctrl+C.')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
