import { randomUUID } from 'node:crypto'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '#app/domain/access/actor.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { CertificateBatchId, CertificateId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import { readStoredFile } from '#app/platform/file-storage.server.ts'
import { openCredential } from '#app/platform/signer/credential-signer.server.ts'
import { checkSignature } from '#app/platform/signer/signature-check.server.ts'
import { chainOf } from '#app/platform/signer/signer.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { readBatch } from '#app/use-cases/certificates/browse-batches.server.ts'
import { pauseBatch, resumeBatch } from '#app/use-cases/certificates/change-batch.server.ts'
import { checkCertificate } from '#app/use-cases/certificates/check-certificate.server.ts'
import { findIssuanceOf } from '#app/use-cases/certificates/issuance-store.server.ts'
import { issueCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates, WorkerStopped } from '#app/use-cases/certificates/make-certificates.server.ts'
import { printOwnCertificate } from '#app/use-cases/certificates/print-certificate.server.ts'
import { publishKeySet, publishStatusList } from '#app/use-cases/certificates/publish-keys.server.ts'
import {
  ensureSigningKeys,
  publishedKeys,
  reportCompromisedKey,
  rotateSigningKey,
} from '#app/use-cases/certificates/signing-keys.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { certificateJob, makeResult } from './results.ts'
import { useCertificateStaff } from './staff.ts'

useTestDatabase()

const ROUNDS = Number(process.env.TEST_ROUNDS ?? '40')
const staff = useCertificateStaff()
beforeAll(() => ensureSigningKeys(certificateJob))

async function approve(count: number, signer: 'local-key' | 'none' = 'local-key') {
  const results = []
  for (let made = 0; made < count; made += 1) results.push(await makeResult(staff.verifier.accountId))
  const outcome = await issueCertificates(
    staff.issuer,
    results.map(({ resultId }) => resultId),
    signer,
  )
  if (!outcome.ok || outcome.value.batchId === null) throw new Error('nothing was approved')
  return { batchId: outcome.value.batchId, results }
}
const certificatesOf = (resultIds: readonly string[]) =>
  reading((transaction) =>
    transaction.certificate.findMany({ where: { examResultId: { in: [...resultIds] } }, orderBy: { number: 'asc' } }),
  )
const numbers = async () =>
  (await reading((transaction) => transaction.certificate.findMany({ orderBy: { number: 'asc' } }))).map(({ number }) => number)
/** A lease of a worker that died ends by itself; here its time is over at once. */
const endLeases = () => reading((transaction) => transaction.$executeRaw`UPDATE certificate_issuance SET leased_until = NULL`)
const batch = async (id: CertificateBatchId) => {
  const result = await readBatch(staff.issuer, id)
  if (!result.ok) throw new Error('no batch')
  return result.value
}
const keyFile = (kid: string) => join(environment().dataFolder, 'keys', `${kid}.key`)
const activeKid = async (purpose: string) =>
  (await publishedKeys(ANONYMOUS)).find((key) => key.purpose === purpose && key.state === 'active')?.kid ?? ''

describe('a batch', () => {
  test('goes from approval to published certificates with signed files that hold, in the order asked for', async () => {
    const { batchId, results } = await approve(3)
    expect((await batch(batchId)).counts.approved).toBe(3)
    expect(await makeCertificates(certificateJob)).toEqual(accept({ published: 3 }))
    expect(await batch(batchId)).toMatchObject({ state: 'done', through: 3, counts: { published: 3 } })
    const made = await certificatesOf(results.map(({ resultId }) => resultId))
    expect(made.map(({ examResultId }) => examResultId)).toEqual(results.map(({ resultId }) => resultId))
    const keys = await publishedKeys(ANONYMOUS)
    for (const { id, publicId, serial } of made) {
      const issuance = await reading((transaction) => findIssuanceOf(transaction, CertificateId.parse(id)))
      const file = await readStoredFile(issuance?.signed ?? { name: '', contentHash: '' })
      const document = keys.find(({ kid }) => kid === issuance?.documentKid)
      const root = keys.find(({ purpose }) => purpose === 'root')
      expect(checkSignature(file, [chainOf(document?.certificatePem ?? '', root?.certificatePem ?? '')]).ok).toBe(true)
      const credential = await openCredential(issuance?.credential ?? '', keys)
      expect(credential?.claims).toMatchObject({
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
        name: `Sertifikat Kompetensi Kader ${serial}`,
      })
      expect(JSON.stringify(credential?.claims)).not.toContain('participantNumber')
      expect(Buffer.from(file).includes(issuance?.credential ?? '-')).toBe(true)
      expect(publicId).toMatch(/^[0-9a-f]{32}$/)
    }
    expect(await printOwnCertificate(results[0]?.candidate ?? ANONYMOUS)).toMatchObject({ ok: true })
  })

  test('can be paused and resumed, and a second worker takes nothing twice', async () => {
    const { batchId, results } = await approve(6)
    let steps = 0
    const pausing = makeCertificates(certificateJob, {
      checkpoint: (place) => {
        steps += place === 'published' ? 1 : 0
        if (steps === 2) void pauseBatch(staff.issuer, batchId)
      },
    })
    await pausing
    const paused = await batch(batchId)
    expect(paused.state).toBe('paused')
    expect(paused.counts.published).toBeLessThan(6)
    await makeCertificates(certificateJob)
    expect((await batch(batchId)).counts.published).toBe(paused.counts.published)
    expect(await pauseBatch(staff.issuer, batchId)).toEqual(refuse({ kind: 'not-now' }))
    expect(await resumeBatch(staff.verifier, batchId)).toEqual(refuse({ kind: 'forbidden' }))
    await resumeBatch(staff.issuer, batchId)
    await Promise.all([makeCertificates(certificateJob), makeCertificates(certificateJob)])
    expect(await batch(batchId)).toMatchObject({ state: 'done', counts: { published: 6 } })
    expect(await certificatesOf(results.map(({ resultId }) => resultId))).toHaveLength(6)
  }, 180_000)

  test('is unknown or forbidden to others', async () => {
    expect(await readBatch(ANONYMOUS, CertificateBatchId.parse(randomUUID()))).toEqual(refuse({ kind: 'forbidden' }))
    expect(await readBatch(staff.issuer, CertificateBatchId.parse(randomUUID()))).toEqual(refuse({ kind: 'not-found' }))
    expect(await makeCertificates(staff.verifier)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await rotateSigningKey(staff.issuer, 'document')).toEqual(refuse({ kind: 'forbidden' }))
  })
})

describe('a worker that is killed', () => {
  test(`at any point, in ${ROUNDS} rounds, leaves exactly one certificate for each decision and no gap`, async () => {
    const places = ['numbered', 'leased', 'rendering', 'saved', 'rendered', 'signing', 'saved', 'signed', 'verified', 'published']
    const asked: string[] = []
    const seen = new Set<string>()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { results } = await approve(1 + (round % 2))
      asked.push(...results.map(({ resultId }) => resultId))
      // The second visit of a place is another effect: a file is kept twice on the way.
      let left = round % places.length >= 6 ? 2 : 1
      const place = places[round % places.length]
      const stop = (at: string) => {
        if (at === place) left -= 1
        if (at === place && (place !== 'saved' || left <= 0)) {
          seen.add(`${place}${round % places.length}`)
          throw new WorkerStopped()
        }
      }
      await expect(makeCertificates(certificateJob, { checkpoint: stop })).rejects.toBeInstanceOf(WorkerStopped)
      await endLeases()
      if (round % 5 === 0) await Promise.all([makeCertificates(certificateJob), makeCertificates(certificateJob)])
      else await makeCertificates(certificateJob)
    }
    expect(seen.size).toBe(Math.min(ROUNDS, places.length))
    const made = await certificatesOf(asked)
    expect(made).toHaveLength(asked.length)
    expect(new Set(made.map(({ examResultId }) => examResultId)).size).toBe(asked.length)
    expect(made.filter(({ publishedAt }) => publishedAt === null)).toEqual([])
    expect(await numbers()).toEqual((await numbers()).map((_, at) => at + 1))
    const entries = await reading((transaction) => auditEntriesAfter(transaction, 0n, 100_000))
    const published = entries.filter(({ event }) => event.kind === 'certificate.published').map(({ event }) => event.subject)
    expect(new Set(published).size).toBe(published.length)
  }, 300_000)

  test('a file that was cut short, altered or lost before its check is made again', async () => {
    for (const place of ['rendered', 'signed']) {
      const { batchId, results } = await approve(1)
      const stop = (at: string) => {
        if (at === place) throw new WorkerStopped()
      }
      await expect(makeCertificates(certificateJob, { checkpoint: stop })).rejects.toBeInstanceOf(WorkerStopped)
      const [made] = await certificatesOf(results.map(({ resultId }) => resultId))
      const issuance = await reading((transaction) => findIssuanceOf(transaction, CertificateId.parse(made?.id)))
      const name = (place === 'rendered' ? issuance?.rendered : issuance?.signed)?.name ?? ''
      const path = join(environment().dataFolder, 'files', name.slice(0, 2), name)
      renameSync(path, `${path}.lost`)
      await endLeases()
      await makeCertificates(certificateJob)
      expect((await batch(batchId)).counts.published).toBe(1)
      const again = await reading((transaction) => findIssuanceOf(transaction, CertificateId.parse(made?.id)))
      expect(again?.signed?.name).not.toBe(name)
    }
  }, 180_000)
})

describe('a signing key', () => {
  test('that is not there stops the batch, and nothing goes out unsigned until it is back', async () => {
    const path = keyFile(await activeKid('document'))
    const { batchId, results } = await approve(3)
    let published = 0
    await makeCertificates(certificateJob, {
      checkpoint: (place) => {
        published += place === 'published' ? 1 : 0
        if (place === 'published' && published === 1) renameSync(path, `${path}.away`)
      },
    })
    expect(await batch(batchId)).toMatchObject({ state: 'stopped', stopReason: 'key-missing', counts: { published: 1 } })
    const [, second] = await certificatesOf(results.map(({ resultId }) => resultId))
    expect(second?.publishedAt).toBeNull()
    expect(await checkCertificate(ANONYMOUS, PublicId.parse(second?.publicId))).toEqual(refuse({ kind: 'not-found' }))
    await resumeBatch(staff.issuer, batchId)
    await makeCertificates(certificateJob)
    expect(await batch(batchId)).toMatchObject({ state: 'stopped', stopReason: 'key-missing' })
    renameSync(`${path}.away`, path)
    await resumeBatch(staff.issuer, batchId)
    await makeCertificates(certificateJob)
    expect(await batch(batchId)).toMatchObject({ state: 'done', counts: { published: 3 } })
  }, 180_000)

  test('that is rotated in the middle of a batch stops it; resumed, the rest is made with the new one and both stay published', async () => {
    const before = await activeKid('document')
    const { batchId, results } = await approve(6)
    const stop = (place: string) => {
      if (place === 'published') throw new WorkerStopped()
    }
    await expect(makeCertificates(certificateJob, { checkpoint: stop })).rejects.toBeInstanceOf(WorkerStopped)
    await endLeases()
    await rotateSigningKey(certificateJob, 'document')
    await makeCertificates(certificateJob)
    expect(await batch(batchId)).toMatchObject({ state: 'stopped', stopReason: 'key-rotated', counts: { published: 1 } })
    await resumeBatch(staff.issuer, batchId)
    await makeCertificates(certificateJob)
    expect(await batch(batchId)).toMatchObject({ state: 'done', counts: { published: 6 } })
    const after = await activeKid('document')
    expect(after).not.toBe(before)
    const made = await certificatesOf(results.map(({ resultId }) => resultId))
    const kids = await Promise.all(
      made.map(async ({ id }) => (await reading((transaction) => findIssuanceOf(transaction, CertificateId.parse(id))))?.documentKid),
    )
    expect(new Set(kids)).toEqual(new Set([before, after]))
    const set = await publishKeySet(ANONYMOUS)
    expect(set.keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining([before, after]))
  }, 120_000)

  test('that goes out of use while a file is being signed: the file is not kept', async () => {
    const kid = await activeKid('document')
    const { batchId } = await approve(1)
    let retired: Promise<unknown> | null = null
    await makeCertificates(certificateJob, {
      checkpoint: (place) => {
        if (place !== 'signing') return
        retired = reading((transaction) => transaction.$executeRaw`UPDATE signing_key SET state = 'retired' WHERE kid = ${kid}`)
      },
    })
    await retired
    expect(await batch(batchId)).toMatchObject({ state: 'stopped', stopReason: 'key-rotated', counts: { rendered: 1, signed: 0 } })
    await rotateSigningKey(certificateJob, 'document')
    await resumeBatch(staff.issuer, batchId)
    await makeCertificates(certificateJob)
    expect(await batch(batchId)).toMatchObject({ state: 'done', counts: { published: 1 } })
  }, 180_000)

  test('that is compromised leaves the published set, signs nothing, and never comes back', async () => {
    const kid = await activeKid('credential')
    expect(await reportCompromisedKey(certificateJob, kid)).toEqual(accept(null))
    expect((await publishKeySet(ANONYMOUS)).keys.map((key) => key.kid)).not.toContain(kid)
    const back = await reading((transaction) => transaction.$executeRaw`UPDATE signing_key SET state = 'active' WHERE kid = ${kid}`).catch(
      (error: unknown) => error,
    )
    expect(databaseErrorKind(back)).toBe('append-only')
    expect((await rotateSigningKey(certificateJob, 'credential')).ok).toBe(true)
    const { batchId } = await approve(1)
    await makeCertificates(certificateJob)
    expect(await batch(batchId)).toMatchObject({ state: 'done' })
  }, 180_000)

  test('published keys hold no private part, and tokens of another algorithm are never taken', async () => {
    const { keys } = await publishKeySet(ANONYMOUS)
    expect(JSON.stringify(keys)).not.toMatch(/"d":|"p":|"q":|PRIVATE/)
    const trusted = await publishedKeys(ANONYMOUS)
    const list = await publishStatusList(ANONYMOUS, 1)
    const jwt = list.ok ? list.value : ''
    expect((await openCredential(jwt, trusted))?.claims).toMatchObject({ type: ['VerifiableCredential', 'BitstringStatusListCredential'] })
    const [head = '', body = '', signature = ''] = jwt.split('.')
    const withHead = (change: object) =>
      Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(head, 'base64url').toString()), ...change })).toString('base64url')
    for (const mutant of [
      `${withHead({ alg: 'none' })}.${body}.`,
      `${withHead({ alg: 'HS256' })}.${body}.${signature}`,
      `${head}.${body}.${signature.slice(1)}`,
      `${head}.${body}A.${signature}`,
      '',
    ])
      expect(await openCredential(mutant, trusted)).toBeNull()
  })
})

describe('the database itself', () => {
  test('publishes nothing that was not verified, and takes no step out of turn', async () => {
    const { results } = await approve(1)
    const stop = (at: string) => {
      if (at === 'rendered') throw new WorkerStopped()
    }
    await expect(makeCertificates(certificateJob, { checkpoint: stop })).rejects.toBeInstanceOf(WorkerStopped)
    const [made] = await certificatesOf(results.map(({ resultId }) => resultId))
    const forged = [
      reading((transaction) => transaction.$executeRaw`UPDATE certificate SET published_at = now() WHERE id = ${made?.id}::uuid`),
      reading(
        (transaction) =>
          transaction.$executeRaw`UPDATE certificate_issuance SET state = 'published' WHERE certificate_id = ${made?.id}::uuid`,
      ),
      reading(
        (transaction) => transaction.$executeRaw`UPDATE certificate_issuance SET state = 'signed' WHERE certificate_id = ${made?.id}::uuid`,
      ),
      reading((transaction) => transaction.$executeRaw`DELETE FROM certificate_issuance WHERE certificate_id = ${made?.id}::uuid`),
    ]
    const errors = await Promise.all(forged.map((attempt) => attempt.catch((error: unknown) => error)))
    expect(errors.map(databaseErrorKind)).toEqual(['check', 'append-only', 'check', 'append-only'])
    await endLeases()
    await makeCertificates(certificateJob)
  })
})
