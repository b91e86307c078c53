import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOST, ROOT } from '../../scripts/child-process.ts'
import { freePort } from '../../scripts/postgres.ts'
import { copyData, type DataKind, runScript } from './prepared-data.ts'

const READY_WITHIN_MILLISECONDS = 60_000

export type AppServer = {
  readonly origin: string
  readonly dataFolder: string
  /** Stops the app, runs this script on its database and starts the app again at the same address. */
  readonly whileStopped: (script: string) => Promise<void>
  /** Stops the app and runs this script on what it left; only `stop` is called after it. */
  readonly endWith: (script: string) => Promise<void>
  readonly stop: () => Promise<void>
}

type Options = {
  readonly data: DataKind
  readonly env?: Readonly<Record<string, string>>
  /** A script that runs on the copied data before the app starts. */
  readonly prepare?: string
}

/** Starts the built app as a process of its own, with a database of its own. */
export async function startApp({ data: kind, env = {}, prepare }: Options): Promise<AppServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tera-journey-'))
  const data = await copyData(kind, dataFolder)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const settings: NodeJS.ProcessEnv = {
    ...process.env,
    ...data.env,
    NODE_ENV: 'production',
    DEMO: kind === 'demo' ? '1' : '0',
    DATA_FOLDER: dataFolder,
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_ORIGIN: origin,
    ...env,
  }
  let child: ChildProcess | null = null
  const stop = async () => {
    if (child !== null) await stopProcess(child)
    rmSync(dataFolder, { recursive: true, force: true })
    await data.drop()
  }
  const start = async () => {
    child = spawn(process.execPath, [HOST], { cwd: ROOT, env: settings, stdio: ['ignore', 'pipe', 'pipe'] })
    const written = collectOutput(child)
    try {
      await waitUntilHealthy(`http://127.0.0.1:${port}/healthz`, child)
    } catch (error) {
      await stop()
      throw new Error(`The app did not start:\n${written()}`, { cause: error })
    }
  }
  if (prepare !== undefined)
    await runScript(prepare, settings).catch(async (error: unknown) => {
      await stop()
      throw error
    })
  await start()
  const whileStopped = async (script: string) => {
    if (child !== null) await stopProcess(child)
    await runScript(script, settings)
    await start()
  }
  const endWith = async (script: string) => {
    if (child !== null) await stopProcess(child)
    await runScript(script, settings)
  }
  return { origin, dataFolder, whileStopped, endWith, stop }
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
