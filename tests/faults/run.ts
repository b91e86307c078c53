import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ROOT } from '../../scripts/child-process.ts'
import { showTable } from '../load/report.ts'
import { commitOf } from '../load/run.ts'
import { breakProcess, killApp, skewAppClock } from './app-faults.ts'
import { killBrowser } from './browser-fault.ts'
import { fillDisk, killDatabase, restartDatabase } from './database-faults.ts'
import { type Fault, type FaultOutcome, Skipped } from './fault.ts'
import { disturbNetwork, goOffline, loseAnswers } from './network-faults.ts'
import { handInTwice, skewPhones, useTwoDevices } from './rivalry-faults.ts'

/** Every fault on this page, with its floor and how often it is tried. */
export const FAULTS: readonly Fault[] = [
  {
    id: 'F1',
    what: 'kill -9 of the app during saves',
    floor: '0 lost, ready in 5 s',
    recoverWithin: 5_000,
    rounds: { small: 2, usual: 10, full: 50 },
    run: killApp,
  },
  {
    id: 'F2',
    what: 'kill -9 of every PostgreSQL process',
    floor: '0 lost, saves again in 10 s',
    recoverWithin: 10_000,
    rounds: { small: 2, usual: 5, full: 20 },
    run: killDatabase,
  },
  {
    id: 'F3',
    what: 'orderly database restart under load',
    floor: 'no failed save, 15 s pause',
    recoverWithin: 15_000,
    rounds: { small: 1, usual: 3, full: 10 },
    run: restartDatabase,
  },
  {
    id: 'F4',
    what: 'network cut, half open, slow, truncated, lossy',
    floor: 'all delivered, 0 twice',
    recoverWithin: null,
    rounds: { small: 4, usual: 20, full: 200 },
    run: disturbNetwork,
  },
  {
    id: 'F4b',
    what: 'network away for so many minutes',
    floor: 'all delivered, time right in 5 s',
    // The queue tries again every thirty seconds at the latest.
    recoverWithin: 40_000,
    rounds: { small: 1, usual: 2, full: 30 },
    run: goOffline,
  },
  {
    id: 'F5',
    what: 'response lost after the commit',
    floor: 'one effect',
    recoverWithin: null,
    rounds: { small: 25, usual: 200, full: 1_000 },
    run: loseAnswers,
  },
  {
    id: 'F6',
    what: 'two hand-ins within 50 ms',
    floor: 'one result, both see it',
    recoverWithin: null,
    rounds: { small: 8, usual: 100, full: 1_000 },
    run: handInTwice,
  },
  {
    id: 'F7',
    what: 'two devices, two tabs',
    floor: 'never interleaved',
    recoverWithin: null,
    rounds: { small: 10, usual: 60, full: 500 },
    run: useTwoDevices,
  },
  {
    id: 'F8',
    what: "the device's clock a day off, or jumping",
    floor: 'no influence',
    recoverWithin: null,
    rounds: { small: 3, usual: 20, full: 200 },
    run: skewPhones,
  },
  {
    id: 'F9',
    what: "the app host's clock ten minutes off",
    floor: 'no influence',
    recoverWithin: null,
    rounds: { small: 1, usual: 2, full: 4 },
    run: skewAppClock,
  },
  {
    id: 'F10',
    what: 'disk of the database full',
    floor: '0 lost, recovers by itself',
    recoverWithin: 20_000,
    rounds: { small: 1, usual: 2, full: 5 },
    run: fillDisk,
  },
  {
    id: 'F14',
    what: 'one of two processes out of memory',
    floor: 'back in 5 s',
    recoverWithin: 5_000,
    rounds: { small: 1, usual: 2, full: 5 },
    run: breakProcess('memory'),
  },
  {
    id: 'F14b',
    what: 'one of two processes blocked',
    floor: 'back in 5 s',
    recoverWithin: 5_000,
    rounds: { small: 1, usual: 1, full: 3 },
    run: breakProcess('blocked'),
  },
  {
    id: 'F15',
    what: 'browser killed during the exam',
    floor: 'same answers and time in 5 s',
    recoverWithin: 5_000,
    rounds: { small: 1, usual: 5, full: 50 },
    run: killBrowser,
  },
]

type Tried = {
  readonly fault: Fault
  readonly outcome: FaultOutcome | null
  readonly verdict: 'holds' | 'falls short' | 'skipped'
  readonly reasons: readonly string[]
  readonly seconds: number
}

/** @param patience a factor for the time to come back, for machines that are busy with more than this */
export async function tryFault(fault: Fault, rounds: number, seed: number, patience = 1): Promise<Tried> {
  const from = performance.now()
  const seconds = () => Math.round((performance.now() - from) / 1000)
  try {
    const outcome = await fault.run(rounds, seed)
    const reasons = [
      ...outcome.faults,
      ...outcome.findings.flatMap(({ id, what, wrong, examples }) => (wrong === 0 ? [] : [`${id}: ${wrong} ${what}`, ...examples])),
      ...(outcome.lost > 0 ? [`${outcome.lost} lost`] : []),
    ]
    const isSlow = fault.recoverWithin !== null && outcome.recovery !== null && outcome.recovery > fault.recoverWithin * patience
    if (isSlow) reasons.push(`back after ${((outcome.recovery ?? 0) / 1000).toFixed(1)} s`)
    return { fault, outcome, verdict: reasons.length === 0 ? 'holds' : 'falls short', reasons, seconds: seconds() }
  } catch (error) {
    if (error instanceof Skipped) return { fault, outcome: null, verdict: 'skipped', reasons: [error.message], seconds: seconds() }
    return {
      fault,
      outcome: null,
      verdict: 'falls short',
      reasons: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      seconds: seconds(),
    }
  }
}

export function showTried(all: readonly Tried[]): void {
  showTable(
    ['', 'fault', 'rounds', 'lost', 'twice', 'back after', 'floor', 'verdict', 'note'],
    all.map(({ fault, outcome, verdict, reasons }) => [
      fault.id,
      fault.what,
      String(outcome?.rounds ?? '-'),
      String(outcome?.lost ?? '-'),
      String(outcome?.duplicates ?? '-'),
      outcome?.recovery === null || outcome === null ? '-' : `${(outcome.recovery / 1000).toFixed(1)} s`,
      fault.floor,
      verdict,
      outcome?.note ?? reasons[0]?.split('\n')[0] ?? '',
    ]),
  )
  for (const { fault, verdict, reasons } of all)
    if (verdict !== 'holds') for (const reason of reasons.slice(0, 12)) console.log(`  ${fault.id}: ${reason}`)
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      full: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  })
  const seed = Number(values.seed)
  const chosen = FAULTS.filter(({ id }) => positionals.length === 0 || positionals.includes(id))
  if (chosen.length === 0) throw new Error(`npm run faults -- ${FAULTS.map(({ id }) => id).join(' ')}`)
  const all: Tried[] = []
  for (const fault of chosen) {
    const { small, usual, full } = fault.rounds
    const tried = await tryFault(fault, Number(values.rounds ?? (values.full ? full : values.small ? small : usual)), seed)
    console.log(`${fault.id} ${tried.verdict}, ${tried.seconds} s`)
    all.push(tried)
  }
  console.log(`\nseed ${seed}, ${commitOf(ROOT)}; PostgreSQL with fsync, app, database and candidates on this machine`)
  showTried(all)
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ seed, commit: commitOf(ROOT), all }, null, 2)}\n`)
  process.exit(all.some(({ verdict }) => verdict === 'falls short') ? 1 : 0)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}
