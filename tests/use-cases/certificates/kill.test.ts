import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { ANONYMOUS } from '#app/domain/access/actor.ts'
import { isIntact } from '#app/domain/certificates/certificate.ts'
import { CertificateId } from '#app/domain/shared/id.ts'
import { closeDatabase, connectPglite, useDatabase } from '#app/platform/database/connection.server.ts'
import { openPglite } from '#app/platform/database/embedded.server.ts'
import { readStoredFile } from '#app/platform/file-storage.server.ts'
import { checkSignature } from '#app/platform/signer/signature-check.server.ts'
import { chainOf } from '#app/platform/signer/signer.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { findCertificate } from '#app/use-cases/certificates/certificate-store.server.ts'
import { findIssuanceOf } from '#app/use-cases/certificates/issuance-store.server.ts'
import { ensureSigningKeys, publishedKeys } from '#app/use-cases/certificates/signing-keys.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

/** How often a worker is killed. 200 take some minutes: TEST_KILL_ROUNDS=200 npx vitest run tests/use-cases/certificates/kill.test.ts */
const ROUNDS = Number(process.env.TEST_KILL_ROUNDS ?? '6')
const SEED = process.env.TEST_KILL_SEED ?? 'tera'
/** A batch of three certificates takes about thirty steps; a kill comes somewhere behind one of the first forty. */
const MOST_STEPS = 40

const folder = mkdtempSync(join(tmpdir(), 'tera-kill-'))
process.env.DATA_FOLDER = folder
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const template = inject('testDatabase')
if (template.kind === 'postgresql') useTestDatabase()
else {
  beforeAll(async () => {
    const image = new Blob([new Uint8Array(await readFile(template.image))])
    useDatabase(connectPglite(await openPglite(join(folder, 'database'), image)))
  })
  afterAll(closeDatabase)
}

async function workerEnvironment(): Promise<NodeJS.ProcessEnv> {
  const people = { ISSUER: (await makeStaff('issuer')).accountId, VERIFIER: (await makeStaff('verifier')).accountId }
  const common = { ...process.env, ...people, DEMO: '1', NODE_ENV: 'production' as const, LOG_LEVEL: 'error', DATA_FOLDER: folder }
  if (template.kind === 'pglite') return common
  const [{ name }] = z
    .tuple([z.object({ name: z.string() })])
    .parse(await reading((transaction) => transaction.$queryRaw`SELECT current_database()::text AS name`))
  return { ...common, DATABASE_URL: Object.assign(new URL(template.url), { pathname: `/${name}` }).toString(), DATABASE_POOL: '3' }
}

const Line = z.object({ left: z.record(z.string(), z.number()) })

/** Starts a worker and answers what it found; it is killed after so many steps and a moment, or left to its end. */
async function runWorker(env: NodeJS.ProcessEnv, kill: { steps: number; milliseconds: number } | null): Promise<Record<string, number>> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'kill-worker.ts')], {
    env: { ...env, KILL_WORKER: kill === null ? 'finish' : 'go on' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (kill !== null && output.split('\n').length - 2 >= kill.steps) setTimeout(() => child.kill('SIGKILL'), kill.milliseconds)
  })
  expect([await ended, errors]).toEqual([kill === null ? 0 : 'SIGKILL', ''])
  return Line.parse(JSON.parse(output.split('\n')[0] ?? '')).left
}

test(`a worker that is killed at ${ROUNDS} seeded moments leaves exactly one certificate for each decision, and nothing half`, async () => {
  await makeRegions()
  await ensureSigningKeys({ kind: 'system', job: 'make-certificates' })
  const env = await workerEnvironment()
  if (template.kind === 'pglite') await closeDatabase()
  const started = performance.now()
  const seen: Record<string, number> = {}
  for (let round = 0; round <= ROUNDS; round += 1) {
    const random = createHash('sha256').update(`${SEED} ${round}`).digest()
    const moment = { steps: random.readUInt16BE(0) % MOST_STEPS, milliseconds: random.readUInt16BE(2) % 10 }
    const left = await runWorker(env, round < ROUNDS ? moment : null)
    if (round > 0)
      for (const state of Object.keys(left).length === 0 ? ['nothing under way'] : Object.keys(left)) seen[state] = (seen[state] ?? 0) + 1
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  if (template.kind === 'pglite') useDatabase(connectPglite(await openPglite(join(folder, 'database'))))

  const decisions = await reading((transaction) => transaction.certificateIssuance.findMany())
  const rows = await reading((transaction) => transaction.certificate.findMany({ orderBy: { number: 'asc' } }))
  expect(decisions.filter(({ state }) => state !== 'published')).toEqual([])
  expect(rows.map(({ examResultId }) => examResultId).sort()).toEqual(decisions.map(({ examResultId }) => examResultId).sort())
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1))
  expect(await reading((transaction) => transaction.certificateBatch.count({ where: { state: { not: 'done' } } }))).toBe(0)
  const keys = await publishedKeys(ANONYMOUS)
  const root = keys.find(({ purpose }) => purpose === 'root')
  const named = new Set<string>()
  for (const { id } of rows) {
    const certificate = await reading((transaction) => findCertificate(transaction, CertificateId.parse(id)))
    const issuance = await reading((transaction) => findIssuanceOf(transaction, CertificateId.parse(id)))
    const document = keys.find(({ kid }) => kid === issuance?.documentKid)
    if (!certificate || !issuance?.signed || !issuance.rendered) throw new Error('a certificate is half')
    expect(isIntact(certificate)).toBe(true)
    expect(certificate.publishedAt).not.toBeNull()
    const chain = chainOf(document?.certificatePem ?? '', root?.certificatePem ?? '')
    expect(checkSignature(await readStoredFile(issuance.signed), [chain]).ok).toBe(true)
    named.add(issuance.signed.name).add(issuance.rendered.name)
  }
  expect(named.size).toBe(rows.length * 2)
  const files = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  expect(files.filter(({ name }) => named.has(name))).toHaveLength(named.size)
  const events = (await reading((transaction) => auditEntriesAfter(transaction, 0n, 1_000_000))).map(({ event }) => event)
  for (const kind of ['certificate.issued', 'certificate.published'])
    expect(
      events
        .filter((event) => event.kind === kind)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(rows.map(({ id }) => id).sort())
  process.stdout.write(
    `${template.kind}: ${ROUNDS} kills in ${seconds} s, ${rows.length} certificates, ${files.length - named.size} files that nothing names; kills that left decisions ${JSON.stringify(seen)}\n`,
  )
}, 3_600_000)
