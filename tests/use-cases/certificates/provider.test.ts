import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { bsreSigner } from '#app/platform/signer/bsre-signer.server.ts'
import { signDigest } from '#app/platform/signer/cms.server.ts'
import { fillSignature, placeSignature, signedPart } from '#app/platform/signer/pdf-update.server.ts'
import { providerFault } from '#app/platform/signer/signature-check.server.ts'
import { newDocumentKeys, newRootKeys, selfSigned, signedByRoot } from '#app/platform/signer/x509.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { readBatch, signersHere } from '#app/use-cases/certificates/browse-batches.server.ts'
import { resumeBatch } from '#app/use-cases/certificates/change-batch.server.ts'
import { issueCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { printOwnCertificate } from '#app/use-cases/certificates/print-certificate.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { certificateJob, makeResult } from './results.ts'
import { useCertificateStaff } from './staff.ts'

const OFFICIAL = { nik: '3672010101800001', passphrase: 'rahasia#2026' }
const note = { signer: 'Pejabat', reason: 'Penerbitan', location: 'Cilegon', at: new Date('2026-12-12T03:00:00Z') }
const span = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const name = { organisation: 'BSrE tiruan', commonName: 'Akar' }

/** A stand-in for the Esign client that an office runs: the same request, the same answers. */
const rootKeys = await newRootKeys()
const keys = await newDocumentKeys()
const official = { ...name, commonName: 'Pejabat' }
const authority = { keys: rootKeys, name }
const root = selfSigned(rootKeys, name, span)
const chain = { root, certificate: signedByRoot(keys.publicKey, official, authority, span) }
const past = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2023-01-01T00:00:00Z') }
const pastChain = { root, certificate: signedByRoot(keys.publicKey, official, authority, past) }
const otherKeys = await newRootKeys()
const otherChain = {
  root: selfSigned(otherKeys, name, span),
  certificate: signedByRoot(keys.publicKey, official, { keys: otherKeys, name }, span),
}
let mode:
  | 'signs'
  | 'cuts'
  | 'errs'
  | 'alters'
  | 'signs-another-document'
  | 'signs-under-another-root'
  | 'signs-with-an-expired-certificate' = 'signs'
let asked: { path: string; authorization: string; fields: Record<string, string> }[] = []
const server = createServer(async (incoming, response) => {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(Buffer.from(part))
  const headers = { 'content-type': incoming.headers['content-type'] ?? '' }
  const form = await new Request('http://stand-in', { method: 'POST', headers, body: Buffer.concat(parts) }).formData()
  const fields = Object.fromEntries([...form].flatMap(([field, value]) => (typeof value === 'string' ? [[field, value]] : [])))
  asked.push({ path: `${incoming.method} ${incoming.url}`, authorization: incoming.headers.authorization ?? '', fields })
  const json = (status: number, body: object) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const file = form.get('file')
  if (mode === 'cuts') return void incoming.socket.destroy()
  if (mode === 'errs') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
  if (fields.nik !== OFFICIAL.nik) return json(404, { status_code: 1001, error: 'User tidak terdaftar' })
  if (fields.passphrase !== OFFICIAL.passphrase) return json(400, { status_code: 2031, error: 'Passphrase anda salah' })
  if (file === null || typeof file === 'string') return json(400, { status_code: 3001, error: 'Dokumen tidak ada' })
  const pdf = Buffer.from(await file.arrayBuffer())
  // One letter of what the file says of itself: the signature over it is good, only the document is not the one that was sent.
  if (mode === 'signs-another-document') pdf.write('t', pdf.indexOf('Tera'), 'latin1')
  const place = placeSignature(new Uint8Array(pdf), note, 4096)
  const used = mode === 'signs-under-another-root' ? otherChain : mode === 'signs-with-an-expired-certificate' ? pastChain : chain
  const signed = fillSignature(place, signDigest(createHash('sha256').update(signedPart(place)).digest(), used, keys.privateKey))
  if (mode === 'alters') signed[Buffer.from(signed).lastIndexOf(note.reason)] = 'p'.charCodeAt(0)
  response.writeHead(200, { 'content-type': 'application/pdf', id_dokumen: 'dokumen-1' }).end(signed)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
process.env.BSRE_URL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
process.env.BSRE_USERNAME = 'tera'
process.env.BSRE_PASSWORD = 'klien'
const folder = mkdtempSync(join(tmpdir(), 'tera-roots-'))
process.env.BSRE_ROOTS = join(folder, 'roots.pem')
writeFileSync(process.env.BSRE_ROOTS, root.toString())
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

useTestDatabase()
const staff = useCertificateStaff()
beforeEach(() => {
  mode = 'signs'
  asked = []
})

async function approved(count = 1) {
  const results = []
  for (let made = 0; made < count; made += 1) results.push(await makeResult(staff.verifier.accountId))
  const outcome = await issueCertificates(
    staff.issuer,
    results.map(({ resultId }) => resultId),
    'bsre',
  )
  if (!outcome.ok || outcome.value.batchId === null) throw new Error('refused')
  await makeCertificates(certificateJob)
  return { batchId: outcome.value.batchId, results }
}
const batch = async (id: Awaited<ReturnType<typeof approved>>['batchId']) => {
  const result = await readBatch(staff.issuer, id)
  if (!result.ok) throw new Error('no batch')
  return result.value
}
const settled = (id: Awaited<ReturnType<typeof approved>>['batchId']) =>
  vi.waitFor(async () => expect((await batch(id)).state).not.toBe('running'), { timeout: 15_000, interval: 50 })

describe('signing by the provider', () => {
  test('waits for the official’s passphrase, sends it with each file, and publishes what came back signed', async () => {
    const { batchId, results } = await approved(2)
    expect(await batch(batchId)).toMatchObject({ state: 'stopped', stopReason: 'passphrase-needed', counts: { numbered: 2 } })
    expect(await resumeBatch(staff.issuer, batchId)).toEqual(refuse({ kind: 'official-needed' }))
    expect(await resumeBatch(staff.issuer, batchId, OFFICIAL)).toEqual(accept(null))
    await settled(batchId)
    expect(await batch(batchId)).toMatchObject({ state: 'done', counts: { published: 2 } })
    expect(asked).toHaveLength(2)
    expect(asked[0]).toMatchObject({
      path: 'POST /api/sign/pdf',
      authorization: `Basic ${Buffer.from('tera:klien').toString('base64')}`,
      fields: { ...OFFICIAL, tampilan: 'invisible' },
    })
    const candidate = results[0]?.candidate
    const printed = candidate === undefined ? null : await printOwnCertificate(candidate)
    expect(printed?.ok && providerFault(printed.value.bytes, [root], new Date())).toBeNull()
  })

  test.each([
    ['a wrong passphrase', { ...OFFICIAL, passphrase: 'salah' }, 'signs', 'passphrase-needed'],
    ['an unknown official', { ...OFFICIAL, nik: '3672010101800009' }, 'signs', 'passphrase-needed'],
    ['an answer that is no file', OFFICIAL, 'errs', 'provider-unavailable'],
    ['a cut connection', OFFICIAL, 'cuts', 'provider-unavailable'],
    ['a file that was altered on its way', OFFICIAL, 'alters', 'step-failed'],
    ['another document with a good signature', OFFICIAL, 'signs-another-document', 'provider-other-document'],
    ['a signer whom another root vouches for', OFFICIAL, 'signs-under-another-root', 'provider-untrusted'],
    ['a signer whose certificate has expired', OFFICIAL, 'signs-with-an-expired-certificate', 'provider-untrusted'],
  ] as const)('%s stops the batch, and nothing is published', async (_case, official, how, stopReason) => {
    const { batchId } = await approved()
    mode = how
    await resumeBatch(staff.issuer, batchId, official)
    await settled(batchId)
    expect(await batch(batchId)).toMatchObject({ state: 'stopped', stopReason, counts: { published: 0 } })
  })

  test('a passphrase is kept nowhere: not in the database, not in the audit trail', async () => {
    const { batchId } = await approved()
    await resumeBatch(staff.issuer, batchId, OFFICIAL)
    await settled(batchId)
    const tables = await reading(async (transaction) => [
      await transaction.certificateBatch.findMany(),
      await transaction.certificateIssuance.findMany(),
      (await auditEntriesAfter(transaction, 0n, 100_000)).map(({ event }) => event),
    ])
    const all = JSON.stringify(tables)
    expect(all).not.toContain(OFFICIAL.passphrase)
    expect(all).not.toContain(OFFICIAL.nik)
  })

  test('it can be chosen only where its client is configured, and an unreachable one is told apart from a wrong passphrase', async () => {
    expect(signersHere(staff.issuer)).toContain('bsre')
    mode = 'cuts'
    expect(await bsreSigner(OFFICIAL).sign(new Uint8Array([1]), note)).toEqual({ ok: false, fault: 'unavailable' })
  })
})
