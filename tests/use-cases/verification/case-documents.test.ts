import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { CaseDocumentId, type EligibilityCaseId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { addCaseDocument, readCaseDocument, removeCaseDocument } from '#app/use-cases/verification/case-documents.server.ts'
import { declareTie } from '#app/use-cases/verification/declare-tie.server.ts'
import { readCase } from '#app/use-cases/verification/read-case.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { acknowledge, CIBEBER, eligible, go, makeCase, makeOfficers, propose } from './cases.ts'

useTestDatabase()
let officers: Awaited<ReturnType<typeof makeOfficers>>
beforeAll(async () => {
  await makeRegions()
  officers = await makeOfficers()
})

const PDF = new TextEncoder().encode('%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n')
const upload = (bytes: Uint8Array = PDF) => ({ kind: 'identity-card' as const, bytes })
const storedFiles = () => {
  const folder = join(environment().dataFolder, 'files')
  return existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : []
}
const rowsOf = (caseId: EligibilityCaseId) => reading((transaction) => transaction.caseDocument.findMany({ where: { caseId } }))

async function added(caseId: EligibilityCaseId, bytes?: Uint8Array) {
  const result = await addCaseDocument(officers.kelurahan, caseId, upload(bytes))
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}

describe('a document', () => {
  test('is kept outside the web root, encrypted, under a name that says nothing, and comes back as it was', async () => {
    const { caseId } = await makeCase()
    const documentId = await added(caseId)
    const [row] = await rowsOf(caseId)
    expect(row).toMatchObject({
      mediaType: 'application/pdf',
      byteSize: PDF.length,
      contentHash: createHash('sha256').update(PDF).digest('hex'),
    })
    const name = row?.storageName ?? ''
    expect(name).toMatch(/^[0-9a-f]{64}$/)
    const path = join(environment().dataFolder, 'files', name.slice(0, 2), name)
    expect(path).not.toContain(join(process.cwd(), 'public'))
    expect(readFileSync(path).includes(Buffer.from('%PDF'))).toBe(false)
    expect(await readCaseDocument(officers.verifier, caseId, documentId)).toEqual(
      accept({ bytes: PDF, fileName: `identity-card-${documentId.slice(0, 8)}.pdf`, contentType: 'application/pdf' }),
    )
  })

  test('is refused by its content, and leaves neither a row nor a file', async () => {
    const { caseId } = await makeCase()
    const before = storedFiles().length
    const script = new TextEncoder().encode('%PDF-1.4\n<< /S /JavaScript >>\n%%EOF')
    for (const [bytes, kind] of [
      [new TextEncoder().encode('<html>'), 'unknown-type'],
      [script, 'active-content'],
      [new Uint8Array(6_000_000), 'too-large'],
      [new Uint8Array(), 'empty'],
    ] as const)
      expect(await addCaseDocument(officers.kelurahan, caseId, upload(bytes))).toEqual(refuse({ kind }))
    expect(await rowsOf(caseId)).toEqual([])
    expect(storedFiles()).toHaveLength(before)
  })

  test('is added by whoever has the case on the desk, and by nobody else', async () => {
    const { caseId } = await makeCase()
    expect(await addCaseDocument(officers.kecamatan, caseId, upload())).toEqual(refuse({ kind: 'not-on-your-desk' }))
    expect(await addCaseDocument(officers.otherKelurahan, caseId, upload())).toEqual(refuse({ kind: 'not-found' }))
    await go(caseId, [officers.kelurahan, propose])
    expect(await addCaseDocument(officers.kelurahan, caseId, upload())).toEqual(refuse({ kind: 'not-on-your-desk' }))
    expect(await addCaseDocument(officers.kecamatan, caseId, upload())).toMatchObject({ ok: true })
    await go(caseId, [officers.kecamatan, acknowledge], [officers.verifier, eligible])
    expect(await addCaseDocument(officers.verifier, caseId, upload())).toEqual(refuse({ kind: 'not-on-your-desk' }))
    const relative = await makeStaff('kelurahan-officer', { regionCode: CIBEBER })
    const other = await makeCase()
    await declareTie(relative, other.caseId, 'self')
    expect(await addCaseDocument(relative, other.caseId, upload())).toEqual(refuse({ kind: 'own-or-kin' }))
  })

  test('comes in at most ten times, also when they come at once', async () => {
    const { caseId } = await makeCase()
    const before = storedFiles().length
    const results = await Promise.all(Array.from({ length: 12 }, () => addCaseDocument(officers.kelurahan, caseId, upload())))
    expect(results.filter(({ ok }) => ok)).toHaveLength(10)
    expect(results.flatMap((result) => (result.ok ? [] : [result.refusal.kind]))).toEqual(['too-many-documents', 'too-many-documents'])
    expect(storedFiles()).toHaveLength(before + 10)
  })

  test('is taken out by who put it in; its line stays, its file goes', async () => {
    const { caseId } = await makeCase()
    const documentId = await added(caseId)
    const before = storedFiles().length
    const colleague = await makeStaff('kelurahan-officer', { regionCode: CIBEBER })
    expect(await removeCaseDocument(colleague, caseId, documentId)).toEqual(refuse({ kind: 'uploaded-by-somebody-else' }))
    expect(await removeCaseDocument(officers.kelurahan, caseId, documentId)).toEqual(accept(null))
    expect(await removeCaseDocument(officers.kelurahan, caseId, documentId)).toEqual(refuse({ kind: 'not-found' }))
    expect(await readCaseDocument(officers.kelurahan, caseId, documentId)).toEqual(refuse({ kind: 'not-found' }))
    expect(storedFiles()).toHaveLength(before - 1)
    const sheet = await readCase(officers.kelurahan, caseId)
    expect(sheet.ok && sheet.value.documents.map(({ id, removed }) => ({ id, gone: removed !== null }))).toEqual([
      { id: documentId, gone: true },
    ])
  })

  test('of another case, or read from another region, is not found', async () => {
    const [one, other] = [await makeCase(), await makeCase()]
    const documentId = await added(one.caseId)
    expect(await readCaseDocument(officers.verifier, other.caseId, documentId)).toEqual(refuse({ kind: 'not-found' }))
    expect(await readCaseDocument(officers.otherKecamatan, one.caseId, documentId)).toEqual(refuse({ kind: 'not-found' }))
    expect(await readCaseDocument({ kind: 'anonymous' }, one.caseId, documentId)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('cannot be exchanged or deleted in the database, and a changed file is noticed', async () => {
    const { caseId } = await makeCase()
    const documentId = await added(caseId)
    const kindOf = (work: Promise<unknown>) => work.then(() => null, databaseErrorKind)
    const data = { contentHash: 'b'.repeat(64), removedAt: new Date(), removedBy: officers.kelurahan.accountId }
    expect(await kindOf(reading((transaction) => transaction.caseDocument.update({ where: { id: documentId }, data })))).toBe('append-only')
    expect(await kindOf(reading((transaction) => transaction.caseDocument.delete({ where: { id: documentId } })))).toBe('append-only')
    expect(CaseDocumentId.safeParse(documentId).success).toBe(true)
  })
})
