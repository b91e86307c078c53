import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collect } from '../../scripts/child-process.ts'
import { isReadyWithin } from '../load/app-process.ts'
import { randomOf } from '../load/plan.ts'
import { type FaultOutcome, outcomeOf, Skipped } from './fault.ts'
import { endExam, keepAnswering, nextAcknowledged, PHONES, pause, withSite } from './site.ts'

/** kill -9 of every PostgreSQL process; whoever runs it starts it again at once, and the app finds its way by itself. */
export function killDatabase(rounds: number, seed: number): Promise<FaultOutcome> {
  return disturb(rounds, seed, 'F2', async ({ postgres }) => {
    await postgres.crash()
    await postgres.resume()
  })
}

/** An orderly restart that ends every connection. */
export function restartDatabase(rounds: number, seed: number): Promise<FaultOutcome> {
  return disturb(rounds, seed, 'F3', async ({ postgres }) => {
    await postgres.halt()
    await postgres.resume()
  })
}

type SiteOf = Parameters<Parameters<typeof withSite>[1]>[0]

function disturb(rounds: number, seed: number, id: string, harm: (site: SiteOf) => Promise<void>): Promise<FaultOutcome> {
  return withSite({ candidates: PHONES }, async (site) => {
    const random = randomOf(seed, 0, id)
    const faults: string[] = []
    let recovery = 0
    const app = await site.startApp()
    const phones = await site.phones(PHONES, seed, { answerWithin: 15_000 })
    const answering = keepAnswering(phones, 10)
    for (let round = 0; round < rounds; round += 1) {
      await pause(random.between(200, 1_200))
      await harm(site)
      const took = await nextAcknowledged(phones, 15_000)
      recovery = Math.max(recovery, took ?? 15_000)
      if (app.isGone()) throw new Error(`round ${round + 1}: the app ended`)
      if (!(await isReadyWithin(site.port, 5_000))) faults.push(`round ${round + 1}: not ready again`)
    }
    await answering.stop()
    const { findings, undelivered, notHandedIn } = await endExam(site, phones)
    if (notHandedIn > 0) faults.push(`${notHandedIn} hand-ins without an answer`)
    const silence = Math.max(...phones.map((phone) => phone.longestSilence()))
    if (id === 'F3' && silence > 15_000) faults.push(`a candidate waited ${(silence / 1000).toFixed(1)} s`)
    const seen = phones.filter(({ troubles }) => troubles.has('signed-out') || troubles.has('refused') || troubles.has('other-device'))
    if (seen.length > 0)
      faults.push(
        `${seen.length} candidates saw more than a pause: ${[...new Set(seen.flatMap(({ troubles }) => [...troubles]))].join(', ')}`,
      )
    const saves = phones.reduce((sum, { ledger }) => sum + ledger.answers.length, 0)
    return outcomeOf(findings, {
      rounds,
      undelivered,
      recovery,
      faults,
      note: `${saves} answers; longest wait of a candidate ${(silence / 1000).toFixed(1)} s`,
    })
  })
}

const DISK_MEGABYTES = 160

/** The database lives on a small disk of its own, which is filled to the last byte and emptied again. */
export async function fillDisk(rounds: number, seed: number): Promise<FaultOutcome> {
  const disk = `/tmp/tera-small-disk-${process.pid}`
  mkdirSync(disk, { recursive: true })
  const mounted = await collect('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MEGABYTES}m,mode=1777`, 'tera-small-disk', disk])
  if (mounted.code !== 0) {
    rmSync(disk, { recursive: true, force: true })
    throw new Skipped(`a small disk cannot be mounted here: ${mounted.output.trim()}`)
  }
  const before = process.env.TMPDIR
  process.env.TMPDIR = disk
  try {
    return await withSite({ candidates: PHONES, settings: ['wal_recycle=off', 'min_wal_size=32MB', 'max_wal_size=48MB'] }, async (site) => {
      process.env.TMPDIR = before
      const faults: string[] = []
      let recovery = 0
      let refusals = 0
      const app = await site.startApp()
      const phones = await site.phones(PHONES, seed, { answerWithin: 5_000 })
      const answering = keepAnswering(phones, 10)
      for (let round = 0; round < rounds; round += 1) {
        await pause(500)
        const filler = join(disk, 'filler')
        fill(filler, disk)
        const from = performance.now()
        while (performance.now() < from + 4_000) {
          if (phones.some(({ troubles }) => troubles.has('refused') || troubles.has('signed-out'))) refusals += 1
          await pause(200)
        }
        rmSync(filler)
        const took = await nextAcknowledged(phones, 20_000)
        if (took === null) {
          faults.push(`round ${round + 1}: PostgreSQL had ended and was started by hand`)
          await site.postgres.crash()
          await site.postgres.resume()
          await nextAcknowledged(phones, 15_000)
        }
        recovery = Math.max(recovery, took ?? 20_000)
        if (app.isGone()) throw new Error(`round ${round + 1}: the app ended`)
      }
      await answering.stop()
      if (refusals > 0) faults.push('a candidate was refused or signed out instead of asked to wait')
      const { findings, undelivered } = await endExam(site, phones)
      return outcomeOf(findings, { rounds, undelivered, recovery, faults, note: `a disk of ${DISK_MEGABYTES} MB, full for 4 s` })
    })
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    await collect('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  }
}

function fill(path: string, disk: string) {
  const { bavail, bsize } = statfsSync(disk)
  try {
    writeFileSync(path, Buffer.alloc(bavail * bsize, 1))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
