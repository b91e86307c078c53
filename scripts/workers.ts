import cluster, { type Worker } from 'node:cluster'
import { randomUUID } from 'node:crypto'
import { AggregatorRegistry } from 'prom-client'
import { LONG_WORK } from '#app/platform/long-work.server.ts'
import { mainThreadSeconds } from './processor-time.ts'

/** How many processes `--workers N` asks for; 1 when it is not there. */
export function wantedWorkers(parameters: readonly string[]): number {
  const place = parameters.indexOf('--workers')
  if (place === -1) return 1
  const count = Number(parameters[place + 1])
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new Error('--workers needs a number from 1 to 64. / --workers memerlukan angka 1 sampai 64.')
  }
  return count
}

export const NEEDS_POSTGRESQL = [
  'Several processes need PostgreSQL: the embedded database belongs to one. Set DATABASE_URL, or start without --workers.',
  'Beberapa proses memerlukan PostgreSQL: basis data tertanam milik satu proses saja. Isi DATABASE_URL, atau jalankan tanpa --workers.',
].join('\n')

const FIRST_PAUSE = 200
const LONGEST_PAUSE = 10_000
/** Longer than a process gives its requests. */
const STOP_WITHIN = 15_000
const METRICS = 'tera:metrics'
const ALIVE = 'tera:alive'
const ALIVE_EVERY = 500
const WATCH_EVERY = 250
/** A process whose event loop stood still for so long while it was computing serves nobody: it never yields, and is replaced. */
const BUSY_FOR = 4_000
/** Of that time it had the processor for so many seconds; else it is the machine that is busy, and the process gets more time. */
const BUSY_SECONDS = 3
/** A process that says nothing for so long is replaced, whatever it does. */
const SILENT_FOR = 10_000
/** After a watch that came this late it was the machine that stood still. */
const LATE_WATCH = 1_000

type LastWord = { readonly at: number; readonly processor: number }

/** Whether a process that was heard of before is to be replaced. Moments in milliseconds, processor time in seconds; NaN where nobody knows it. */
export function standsStill(last: LastWord, now: LastWord): boolean {
  const silent = now.at - last.at
  return silent >= SILENT_FOR || (silent >= BUSY_FOR && now.processor - last.processor >= BUSY_SECONDS)
}

/**
 * Keeps so many processes behind one address. One that ends is replaced; one that ends before any of them ever took a
 * request ends everything, because its settings are at fault. A stop lets each finish what it has.
 */
export function superviseWorkers(count: number, say: (message: string) => void): void {
  const figures = new AggregatorRegistry()
  let stopping = false
  let pause = FIRST_PAUSE
  const listening = new Set<number>()
  const heard = new Map<number, LastWord>()
  /** Until when a process said that it may not yield. */
  const excused = new Map<number, number>()
  let everAnswered = false

  const start = () => void cluster.fork()
  const end = (code: number) => {
    if (stopping) return
    stopping = true
    process.exitCode = code
    for (const worker of workersNow()) worker.process.kill('SIGTERM')
    setTimeout(() => {
      for (const worker of workersNow()) worker.process.kill('SIGKILL')
    }, STOP_WITHIN).unref()
  }

  cluster.on('listening', (worker) => {
    listening.add(worker.id)
    pause = FIRST_PAUSE
    if (!everAnswered && listening.size === count) {
      everAnswered = true
      say(`${count} processes answer`)
    }
  })
  cluster.on('exit', (worker, code, signal) => {
    const answered = listening.delete(worker.id)
    heard.delete(worker.id)
    excused.delete(worker.id)
    if (stopping) return
    if (!answered && !everAnswered) {
      end(code === 0 ? 1 : code)
      return
    }
    say(`a process ended (${signal ?? code}) and is replaced`)
    setTimeout(() => {
      if (!stopping) start()
    }, pause)
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  })
  cluster.on('message', (worker: Worker, message: unknown) => {
    if (isAlive(message)) heard.set(worker.id, wordOf(worker))
    const long = longWorkOf(message)
    if (long !== null) excused.set(worker.id, performance.now() + long)
    const id = idOf(message)
    if (id === null) return
    figures.clusterMetrics().then(
      (text) => worker.isConnected() && worker.send({ type: METRICS, id, text }),
      () => worker.isConnected() && worker.send({ type: METRICS, id, text: null }),
    )
  })
  let watchedAt = performance.now()
  const watch = setInterval(() => {
    const isLate = performance.now() - watchedAt > LATE_WATCH
    watchedAt = performance.now()
    for (const worker of workersNow()) {
      const last = heard.get(worker.id)
      if (stopping || last === undefined || performance.now() < (excused.get(worker.id) ?? 0)) continue
      const now = wordOf(worker)
      if (isLate) heard.set(worker.id, now)
      else if (standsStill(last, now)) {
        heard.delete(worker.id)
        say('a process stands still and is replaced')
        worker.process.kill('SIGKILL')
      }
    }
  }, WATCH_EVERY)
  watch.unref()
  process.on('SIGTERM', () => end(0))
  process.on('SIGINT', () => end(0))
  for (let started = 0; started < count; started += 1) start()
}

function wordOf(worker: Worker): LastWord {
  return { at: performance.now(), processor: mainThreadSeconds(worker.process.pid) }
}

function workersNow(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}

/** Tells the process that started this one that its event loop turns. */
export function tellAlive(): void {
  if (process.send === undefined) return
  setInterval(() => process.send?.({ type: ALIVE }), ALIVE_EVERY).unref()
}

function isAlive(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === ALIVE
}

function longWorkOf(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== LONG_WORK) return null
  return 'milliseconds' in message && typeof message.milliseconds === 'number' ? message.milliseconds : null
}

/** The figures of all processes together, asked from the one that started them; null when it does not answer in time. */
export function allMetrics(): Promise<string | null> {
  const id = randomUUID()
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(null), 6_000)
    const onMessage = (message: unknown) => {
      if (idOf(message) === id) done(textOf(message))
    }
    const done = (text: string | null) => {
      clearTimeout(timer)
      process.off('message', onMessage)
      resolve(text)
    }
    process.on('message', onMessage)
    process.send?.({ type: METRICS, id })
  })
}

function idOf(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== METRICS) return null
  return 'id' in message && typeof message.id === 'string' ? message.id : null
}

function textOf(message: unknown): string | null {
  return typeof message === 'object' && message !== null && 'text' in message && typeof message.text === 'string' ? message.text : null
}
