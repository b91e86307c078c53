import { collect, HOST } from '../../scripts/child-process.ts'
import { isReadyWithin } from '../load/app-process.ts'
import type { Ledger } from '../load/ledger.ts'
import { randomOf } from '../load/plan.ts'
import { closeRoomIn } from '../load/room.ts'
import { findFaketime } from './faketime.ts'
import { type FaultOutcome, outcomeOf, Skipped } from './fault.ts'
import { endExam, keepAnswering, nextAcknowledged, PHONES, pause, withSite } from './site.ts'

/** kill -9 of the app at drawn moments while candidates save. */
export function killApp(rounds: number, seed: number): Promise<FaultOutcome> {
  return withSite({ candidates: PHONES }, async (site) => {
    const random = randomOf(seed, 0, 'F1')
    const faults: string[] = []
    let [recovery, processor] = [0, 0]
    let app = await site.startApp()
    const phones = await site.phones(PHONES, seed, { answerWithin: 3_000 })
    const answering = keepAnswering(phones, 10)
    for (let round = 0; round < rounds; round += 1) {
      await pause(random.between(100, 900))
      await app.kill()
      app = await site.startApp()
      recovery = Math.max(recovery, app.readyAfter)
      processor = Math.max(processor, app.processorSeconds)
      if ((await nextAcknowledged(phones, 10_000)) === null) faults.push(`round ${round + 1}: no save within 10 s after it was ready`)
    }
    await answering.stop()
    const { findings, undelivered, notHandedIn } = await endExam(site, phones)
    if (notHandedIn > 0) faults.push(`${notHandedIn} hand-ins without an answer`)
    const saves = phones.reduce((sum, { ledger }) => sum + ledger.answers.length, 0)
    return outcomeOf(findings, {
      rounds,
      undelivered,
      recovery,
      faults,
      note: `${saves} answers of ${PHONES} candidates; at most ${processor.toFixed(1)} s of processor time for a start`,
    })
  })
}

/** One of two processes behind the address runs out of memory, or never yields again. */
export function breakProcess(kind: 'memory' | 'blocked') {
  return (rounds: number, seed: number): Promise<FaultOutcome> =>
    withSite({ candidates: PHONES }, async (site) => {
      const faults: string[] = []
      let recovery = 0
      const app = await site.startApp({ workers: 2, env: { WATCH_FAULT: kind, NODE_OPTIONS: '--max-old-space-size=400' } })
      const phones = await site.phones(PHONES, seed, { answerWithin: 3_000 })
      const answering = keepAnswering(phones, 4)
      for (let round = 0; round < rounds; round += 1) {
        await pause(700)
        const [worker] = await childrenOf(app.child.pid)
        if (worker === undefined) throw new Error('there is no second process')
        process.kill(worker, 'SIGUSR2')
        const brokenAt = performance.now()
        const back = await isReplacedWithin(app.child.pid, worker, site.port, REPLACED_WITHIN)
        recovery = Math.max(recovery, performance.now() - brokenAt)
        if (back) continue
        faults.push(`round ${round + 1}: the process was not replaced within ${REPLACED_WITHIN / 1000} s`)
        process.kill(worker, 'SIGKILL')
        await isReplacedWithin(app.child.pid, worker, site.port, REPLACED_WITHIN)
      }
      await answering.stop()
      const { findings, undelivered, notHandedIn } = await endExam(site, phones)
      if (notHandedIn > 0) faults.push(`${notHandedIn} hand-ins without an answer`)
      const note =
        kind === 'memory'
          ? 'the one of two processes that ran out of memory, from the fault to its replacement'
          : 'the one of two processes that never yields'
      return outcomeOf(findings, { rounds, undelivered, recovery, faults, note })
    })
}

const REPLACED_WITHIN = 20_000

async function childrenOf(pid: number | undefined): Promise<number[]> {
  const { output } = await collect('ps', ['-o', 'pid=,args=', '--ppid', String(pid)])
  return output
    .split('\n')
    .filter((line) => line.includes(HOST) && !line.includes('<defunct>'))
    .map((line) => Number(line.trim().split(' ')[0]))
}

/** Gone, another one in its place, and the app is ready. */
async function isReplacedWithin(parent: number | undefined, worker: number, port: number, milliseconds: number): Promise<boolean> {
  const until = performance.now() + milliseconds
  while (performance.now() < until) {
    const now = await childrenOf(parent)
    if (!now.includes(worker) && now.length >= 2) return isReadyWithin(port, until - performance.now())
    await pause(100)
  }
  return false
}

/** Ten minutes to either side, and the room closes on time by the database. */
export async function skewAppClock(rounds: number, seed: number): Promise<FaultOutcome> {
  const library = await findFaketime()
  if (library === null) throw new Skipped('libfaketime is not installed (Debian: apt-get install faketime)')
  return withSite({ candidates: PHONES * rounds, policy: { graceSeconds: 2 } }, async (site) => {
    const faults: string[] = []
    const earlier: Ledger[] = []
    let result: Pick<FaultOutcome, 'findings'> & { undelivered: number } = { findings: [], undelivered: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const minutes = round % 2 === 0 ? 10 : -10
      const env = {
        LD_PRELOAD: library,
        FAKETIME: `${minutes > 0 ? '+' : ''}${minutes * 60}s`,
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
      }
      const app = await site.startApp({ env })
      const isLast = round === rounds - 1
      const closesAt = isLast ? await closeRoomIn(site.url, site.examSessionId, 20) : null
      const phones = await site.phones(PHONES, seed, { answerWithin: 5_000 }, round * PHONES)
      for (const phone of phones) phone.answer()
      await Promise.all(phones.map((phone) => phone.flush()))
      for (const { ledger, clock } of phones) {
        const shown = clock()
        const right = shown === null ? Number.NaN : (shown.deadline - Date.now()) / 1000
        if (shown === null || Math.abs(shown.remaining - right) > 5)
          faults.push(`${minutes} min: ${ledger.number} is shown ${shown?.remaining} s instead of ${right}`)
        if (closesAt !== null && shown !== null && Math.abs(shown.deadline - closesAt) > 1_000)
          faults.push(`${minutes} min: another end than the session's`)
      }
      if (!isLast) {
        for (const phone of phones) phone.close()
        earlier.push(...phones.map(({ ledger }) => ledger))
        await app.stop()
        continue
      }
      await pause((closesAt ?? 0) - Date.now() - 1_500)
      for (const phone of phones) phone.answer()
      await Promise.all(phones.map((phone) => phone.flush()))
      if (phones.some(({ ledger }) => ledger.answers.at(-1)?.standing !== 'accepted'))
        faults.push(`${minutes} min: an answer before the end was not accepted`)
      await pause((closesAt ?? 0) - Date.now() + 3_500)
      const before = phones.map(({ ledger }) => ledger.answers.length)
      for (const phone of phones) phone.answer()
      await Promise.all(phones.map((phone) => phone.flush()))
      const after = phones.flatMap(({ ledger }, index) => ledger.answers.slice(before[index]))
      if (after.length === 0 || after.some(({ standing }) => standing !== 'late'))
        faults.push(`${minutes} min: an answer after the end was not late`)
      result = { ...(await endExam(site, phones, earlier)), undelivered: 0 }
    }
    return outcomeOf(result.findings, {
      rounds,
      undelivered: 0,
      recovery: null,
      faults,
      note: 'by libfaketime, ten minutes ahead and behind in turn',
    })
  })
}
