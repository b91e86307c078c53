import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { HOST, ROOT } from '../../scripts/child-process.ts'
import { processorSeconds } from '../../scripts/processor-time.ts'

export type AppSetup = {
  readonly url: string
  readonly folder: string
  readonly port: number
  readonly workers?: number
  readonly env?: Readonly<Record<string, string>>
  /** Options of Node before the server's file. */
  readonly options?: readonly string[]
}

export type AppProcess = {
  readonly child: ChildProcess
  /** Milliseconds from its start to its first "ready". */
  readonly readyAfter: number
  /** Seconds of processor time that it took until then: on a busy machine that says more than the clock. */
  readonly processorSeconds: number
  readonly isGone: () => boolean
  /** kill -9 of it and of every process that it started. */
  readonly kill: () => Promise<void>
  readonly watched: () => Watched[][]
  /** The orderly way. */
  readonly stop: () => Promise<void>
}

const START_WITHIN = 60_000
const WATCH = join(import.meta.dirname, 'watch-process.mjs')

/** The built app, as `npm start` runs it, on a database that is migrated. Answers when it says that it is ready. */
export async function startApp({ url, folder, port, workers = 1, env = {}, options = [] }: AppSetup): Promise<AppProcess> {
  const from = performance.now()
  const parameters = [...options, '--import', WATCH, join(ROOT, HOST), ...(workers > 1 ? ['--workers', String(workers)] : [])]
  const child = spawn(process.execPath, parameters, {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DEMO: '1',
      LOG_LEVEL: 'error',
      DATABASE_URL: url,
      DATABASE_POOL: '10',
      DATA_FOLDER: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
      APP_ORIGIN: `http://localhost:${port}`,
      WATCH_FOLDER: folder,
      ...env,
    },
    stdio: ['ignore', 'ignore', process.env.FAULTS_VERBOSE === '1' ? 'inherit' : 'ignore'],
    detached: true,
  })
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const killGroup = () => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
  process.once('exit', killGroup)
  void ended.then(() => process.off('exit', killGroup))
  if (!(await isReadyWithin(port, START_WITHIN, isGone))) {
    killGroup()
    throw new Error('the app did not become ready')
  }
  return {
    child,
    readyAfter: performance.now() - from,
    processorSeconds: processorSeconds(child.pid),
    isGone,
    watched: () => watchedIn(folder),
    kill: () => {
      killGroup()
      return ended
    },
    stop: () => {
      child.kill('SIGTERM')
      const impatient = setTimeout(killGroup, 15_000)
      return ended.finally(() => clearTimeout(impatient))
    },
  }
}

/** Asks /readyz until it says yes. @param isGone ends the asking early */
export async function isReadyWithin(port: number, milliseconds: number, isGone: () => boolean = () => false): Promise<boolean> {
  const until = performance.now() + milliseconds
  while (!isGone() && performance.now() < until) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return true
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return false
}

const Watched = z.object({ at: z.number(), rss: z.number(), heap: z.number(), delayP99: z.number(), processor: z.number() })
export type Watched = z.infer<typeof Watched>

/** What each watched process wrote of itself, each second. */
function watchedIn(folder: string): Watched[][] {
  const files = readdirSync(folder).filter((name) => name.startsWith('watch-'))
  return files.map((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => Watched.parse(JSON.parse(line))),
  )
}
