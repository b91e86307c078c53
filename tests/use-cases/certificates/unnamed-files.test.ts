import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '#app/domain/access/actor.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { storeFile } from '#app/platform/file-storage.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { issueCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { removeUnnamedFiles } from '#app/use-cases/certificates/remove-unnamed-files.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { makeResult } from './results.ts'

const folder = mkdtempSync(join(tmpdir(), 'tera-files-'))
process.env.DATA_FOLDER = folder
afterAll(() => rmSync(folder, { recursive: true, force: true }))
useTestDatabase()
beforeAll(makeRegions)
beforeEach(() => rmSync(join(folder, 'files'), { recursive: true, force: true }))

const job = { kind: 'system', job: 'remove-unnamed-files' } as const
const pathOf = (name: string) => join(folder, 'files', name.slice(0, 2), name)
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

async function stored(hours: number) {
  const { name } = await storeFile(Buffer.from(randomUUID()))
  utimesSync(pathOf(name), hoursAgo(hours), hoursAgo(hours))
  return name
}

describe('files that no row names', () => {
  test('are removed after a day, with what was left half-written, and not before', async () => {
    const [old, fresh] = [await stored(25), await stored(23)]
    const half = `${pathOf(old)}.new`
    writeFileSync(half, 'half')
    utimesSync(half, hoursAgo(25), hoursAgo(25))
    expect(await removeUnnamedFiles(job)).toEqual(accept({ removed: 2 }))
    expect([existsSync(pathOf(old)), existsSync(half), existsSync(pathOf(fresh))]).toEqual([false, false, true])
    const entries = await reading((transaction) => auditEntriesAfter(transaction, 0n, 1_000))
    expect(entries.at(-1)?.event).toEqual({ kind: 'files.swept', subject: 'stored-files', detail: { removed: 2 } })
    expect(await removeUnnamedFiles(job)).toEqual(accept({ removed: 0 }))
  })

  test('are told from those of certificates, of cases and of appeals, which stay however old they are', async () => {
    const issuer = await makeStaff('issuer')
    const { resultId } = await makeResult((await makeStaff('verifier')).accountId)
    await issueCertificates(issuer, [resultId], 'local-key')
    await makeCertificates({ kind: 'system', job: 'make-certificates' })
    const issuance = await reading((transaction) => transaction.certificateIssuance.findFirstOrThrow({ where: { examResultId: resultId } }))
    const names = [issuance.renderedFile ?? '', issuance.signedFile ?? '', await stored(0), await stored(0)]
    await reading(async (transaction) => {
      await transaction.caseDocument.create({
        data: {
          id: randomUUID(),
          caseId: randomUUID(),
          kind: 'identity-card',
          mediaType: 'image/jpeg',
          byteSize: 36,
          contentHash: 'a'.repeat(64),
          storageName: names[2] ?? '',
          uploadedBy: issuer.accountId,
          uploadedAt: new Date(),
        },
      })
      await transaction.appealFile.create({
        data: {
          id: randomUUID(),
          appealId: randomUUID(),
          type: 'application/pdf',
          size: 36,
          hash: 'b'.repeat(64),
          storedAs: names[3] ?? '',
          addedAt: new Date(),
        },
      })
    })
    for (const name of names) utimesSync(pathOf(name), hoursAgo(9_000), hoursAgo(9_000))
    const unnamed = await stored(30)
    expect(await removeUnnamedFiles(job)).toEqual(accept({ removed: 1 }))
    expect([...names, unnamed].map((name) => existsSync(pathOf(name)))).toEqual([true, true, true, true, false])
  })

  test('are all left where most files have no row: that is the wrong database for this folder', async () => {
    const names: string[] = []
    for (let made = 0; made < 21; made += 1) names.push(await stored(48))
    expect(await removeUnnamedFiles(job)).toEqual(refuse({ kind: 'too-many' }))
    expect(names.every((name) => existsSync(pathOf(name)))).toBe(true)
  })

  test('are swept by the job alone', async () => {
    expect(await removeUnnamedFiles(ANONYMOUS)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await removeUnnamedFiles(await makeStaff('issuer'))).toEqual(refuse({ kind: 'forbidden' }))
  })

  test('can only be of the kinds that the sweep asks for', () => {
    const sources = import.meta.glob<string>(['/app/use-cases/**/*.server.ts'], { query: '?raw', import: 'default', eager: true })
    const storing = Object.entries(sources).flatMap(([path, text]) => (/\bstoreFile\(/.test(text) ? [path] : []))
    // Whoever stores files in another place adds its table to findNamedFiles, else they are swept after a day.
    expect(storing.sort()).toEqual([
      '/app/use-cases/certificates/make-certificate-file.server.ts',
      '/app/use-cases/determination/appeal-files.server.ts',
      '/app/use-cases/verification/case-documents.server.ts',
    ])
  })
})
