import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { poolFigures } from './database/connection.server.ts'

/** Its own, not the library's one of the whole process: a test that loads the build and its sources counts in both. */
const register = new Registry()
const registers = [register]
AggregatorRegistry.setRegistries(registers)

/**
 * What a process counts of itself, for Prometheus: figures and kinds, never a person, an attempt or an address. Several
 * processes behind one address answer as one: sums, but for what each of them reads from the database.
 */
const saves = new Counter({
  name: 'tera_saves_total',
  registers,
  help: 'Batches of answers, by the status they were answered with',
  labelNames: ['status'],
})
const events = new Counter({
  registers,
  name: 'tera_answer_events_total',
  help: 'Answer events, by how they stand',
  labelNames: ['standing'],
})
const saveSeconds = new Histogram({
  name: 'tera_save_seconds',
  registers,
  help: 'From a batch that is read to its answer',
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 5],
})
const groupSize = new Histogram({
  name: 'tera_save_group_size',
  registers,
  help: 'Batches that one commit carried',
  buckets: [1, 2, 4, 8, 16, 32, 64],
})
const liveStreams = new Gauge({
  name: 'tera_live_streams',
  registers,
  help: 'Boards that are told of changes, each by an open answer',
})
const liveChanges = new Counter({
  name: 'tera_live_changes_total',
  registers,
  help: 'Times that a board was told of a change',
})
new Gauge({
  name: 'tera_database_connections',
  registers,
  help: 'Connections of the pool, and who waits for one',
  labelNames: ['state'],
  collect() {
    for (const [state, count] of Object.entries(poolFigures())) this.set({ state }, count)
  },
})

export const metrics = {
  saveAnswered(status: number, milliseconds: number) {
    saves.inc({ status })
    saveSeconds.observe(milliseconds / 1000)
  },
  eventStands(standing: string) {
    events.inc({ standing })
  },
  groupDone(size: number) {
    groupSize.observe(size)
  },
  liveStreams(open: number) {
    liveStreams.set(open)
  },
  liveChangeTold() {
    liveChanges.inc()
  },
}

let isStarted = false

/** Begins to measure the process itself, and answers to the process that starts the others when it asks. */
export function startMetrics(openAttempts: () => Promise<number>): void {
  if (isStarted) return
  isStarted = true
  collectDefaultMetrics({ register })
  new Gauge({
    name: 'tera_open_attempts',
    registers,
    help: 'Attempts that are under way, as the database says',
    aggregator: 'max',
    async collect() {
      this.set(await openAttempts().catch(() => Number.NaN))
    },
  })
  new AggregatorRegistry()
}

/** Of this process alone, in Prometheus' text format. */
export async function ownMetrics(): Promise<{ readonly type: string; readonly text: string }> {
  return { type: register.contentType, text: await register.metrics() }
}
