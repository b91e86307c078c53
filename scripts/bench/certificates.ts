import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jobs } from '#app/jobs.server.ts'
import { closeDatabase, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { prepareJobs } from '#app/platform/job-queue.server.ts'
import { issueCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { makeResult } from '#tests/use-cases/certificates/results.ts'
import { withPostgres } from '../postgres.ts'
import { migrateDatabase } from './database.ts'

const COUNT = Number(process.env.BENCH_CERTIFICATES ?? '300')
const WARM_UP = 30
const job = { kind: 'system', job: 'make-certificates' } as const

/**
 * Certificates through the whole way in one process: numbered, rendered, signed with the local key, read back and checked,
 * published, each step in its own durable transaction on PostgreSQL.
 */
export async function measureCertificates() {
  await withPostgres(measure, { durable: true })
}

async function measure(url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tera-bench-'))
  try {
    await prepareCertificates(url, folder)
    await approveCertificates(WARM_UP)
    await makeCertificates(job)
    await approveCertificates(COUNT)
    const spent = new Map<string, number>()
    let last = performance.now()
    const before = process.cpuUsage()
    const from = last
    const done = await makeCertificates(job, {
      checkpoint: (place) => {
        const at = performance.now()
        spent.set(place, (spent.get(place) ?? 0) + at - last)
        last = at
      },
    })
    const seconds = (performance.now() - from) / 1000
    const { user, system } = process.cpuUsage(before)
    if (!done.ok || done.value.published !== COUNT) throw new Error('not every certificate was published')
    const processor = (user + system) / 1_000_000
    console.log(`Certificates from their number to their publication, ${COUNT} of them, one process, PostgreSQL with fsync\n`)
    console.log(`a second: ${(COUNT / seconds).toFixed(1)}   a second of its processor time: ${(COUNT / processor).toFixed(1)}`)
    for (const [place, milliseconds] of spent) console.log(`${place.padStart(12)} ${(milliseconds / COUNT).toFixed(1).padStart(6)} ms`)
  } finally {
    await closeDatabase()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Approves so many certificates with the local key; none is made yet. */
export async function approveCertificates(count: number) {
  const issuer = await makeStaff('issuer')
  const verifier = await makeStaff('verifier')
  const results = []
  for (let made = 0; made < count; made += 1) results.push(await makeResult(verifier.accountId, { name: `Siti Nurhayati ${made}` }))
  const outcome = await issueCertificates(
    issuer,
    results.map(({ resultId }) => resultId),
    'local-key',
  )
  if (!outcome.ok || outcome.value.approved !== count) throw new Error('not every certificate was approved')
}

/** A migrated database and a data folder of their own, with the regions in it. */
export async function prepareCertificates(url: string, folder: string) {
  Object.assign(process.env, { DEMO: '1', NODE_ENV: 'production', DATA_FOLDER: folder, LOG_LEVEL: 'error' })
  await migrateDatabase(url)
  useDatabase(connectPostgres(url, 5))
  await prepareJobs(jobs)
  await makeRegions()
}
