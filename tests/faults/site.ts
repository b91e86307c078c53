import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Policy } from '#app/domain/period/policy.ts'
import { closeDatabase, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { buildApp } from '../../scripts/build.ts'
import { freePort, type Postgres, startPostgres } from '../../scripts/postgres.ts'
import { type AppProcess, type AppSetup, startApp } from '../load/app-process.ts'
import { enter } from '../load/candidate.ts'
import { openConnection } from '../load/connection.ts'
import { checkInvariants, type Finding, waitUntilScored } from '../load/invariants.ts'
import type { Ledger } from '../load/ledger.ts'
import { makeRoom, migrateRoom, ROOM } from '../load/room.ts'
import { makePhone, type Phone, type PhoneSetup } from './phone.ts'

/** So many candidates sit the exam while a fault happens. */
export const PHONES = 8

export type Site = {
  readonly postgres: Postgres
  readonly url: string
  readonly folder: string
  readonly port: number
  readonly examSessionId: string
  readonly numbers: readonly string[]
  readonly startApp: (setup?: Partial<AppSetup>) => Promise<AppProcess>
  /** Candidates who have signed in and hold their paper, each with a phone. @param first the place of the first of them in the room */
  readonly phones: (count: number, seed: number, setup?: Partial<PhoneSetup>, first?: number) => Promise<Phone[]>
}

type SiteOptions = { readonly candidates: number; readonly policy?: Partial<Policy>; readonly settings?: readonly string[] }

/** A PostgreSQL that waits for its disk, and a room of candidates with cards; the app is started by the fault itself. */
export async function withSite<Value>(
  { candidates, policy, settings = [] }: SiteOptions,
  work: (site: Site) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'tera-fault-'))
  Object.assign(process.env, { DEMO: '1', NODE_ENV: 'production', DATA_FOLDER: folder, LOG_LEVEL: 'error' })
  await buildApp()
  const postgres = await startPostgres({ durable: true, settings: ['log_min_messages=panic', ...settings] })
  const { url } = postgres
  const running: AppProcess[] = []
  const open: Phone[] = []
  try {
    await migrateRoom(url)
    useDatabase(connectPostgres(url, 5))
    const { numbers, examSessionId } = await makeRoom(candidates, policy)
    const port = await freePort()
    const start = async (setup: Partial<AppSetup> = {}) => {
      const app = await startApp({ url, folder, port, ...setup })
      running.push(app)
      return app
    }
    const phones: Site['phones'] = async (count, seed, setup = {}, first = 0) => {
      const made: Phone[] = []
      for (const [index, number] of numbers.slice(first, first + count).entries()) {
        const line = openConnection(port)
        const entered = await enter(line, { number, ...ROOM })
        line.close()
        made.push(makePhone({ port, number, entered, seed, index, ...setup }))
      }
      open.push(...made)
      return made
    }
    return await work({ postgres, url, folder, port, examSessionId, numbers, startApp: start, phones })
  } finally {
    for (const phone of open) phone.close()
    for (const app of running) if (!app.isGone()) await app.kill()
    await closeDatabase()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Everything that waits is delivered, everybody hands in, and then both sides are compared. */
export async function endExam(
  { url }: Site,
  phones: readonly Phone[],
  others: readonly Ledger[] = [],
): Promise<{ findings: readonly Finding[]; undelivered: number; notHandedIn: number }> {
  const until = performance.now() + 60_000
  while (performance.now() < until && phones.some((phone) => phone.waiting() > 0)) {
    await Promise.all(phones.map((phone) => phone.flush()))
    await pause(50)
  }
  const handed = await Promise.all(phones.map((phone) => phone.handIn()))
  return {
    ...(await compared(url, [...phones.map(({ ledger }) => ledger), ...others])),
    undelivered: phones.reduce((sum, phone) => sum + phone.undelivered(), 0),
    notHandedIn: handed.filter((done) => !done).length,
  }
}

export async function compared(url: string, ledgers: readonly Ledger[]): Promise<{ findings: readonly Finding[] }> {
  // A scoring job that is lost on the way is made good by the minute's schedule.
  await waitUntilScored(url, 100)
  return { findings: (await checkInvariants(url, ledgers)).findings }
}

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, milliseconds)))

/** Candidates answer one question after the other until they are told to stop, each about so many times a second. */
export function keepAnswering(phones: readonly Phone[], perSecond: number): { stop: () => Promise<void> } {
  let stopped = false
  const loops = phones.map(async (phone) => {
    while (!stopped) {
      phone.answer()
      // As when the page hears that the network is back; by itself the queue would wait up to thirty seconds.
      void phone.flush()
      await pause((500 + phone.random.between(0, 1000)) / perSecond)
    }
  })
  return {
    stop: async () => {
      stopped = true
      await Promise.all(loops)
    },
  }
}

/** Until somebody's answer is acknowledged that was sent after this call. Answers after how many milliseconds, or null. */
export async function nextAcknowledged(phones: readonly Phone[], within: number): Promise<number | null> {
  const from = performance.now()
  while (performance.now() < from + within) {
    if (phones.some((phone) => phone.lastAcceptedSentAt() > from)) return performance.now() - from
    await pause(10)
  }
  return null
}
