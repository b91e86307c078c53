import { beforeAll, describe, expect, test } from 'vitest'
import { AuditDetails } from '#app/domain/audit/audit-entry.ts'
import { RosterImportId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { decrypt, keyedHash } from '#app/platform/cipher.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { cancelRosterImport } from '#app/use-cases/roster/cancel-roster-import.server.ts'
import { checkRosterFile } from '#app/use-cases/roster/check-roster-file.server.ts'
import { confirmRosterImport } from '#app/use-cases/roster/confirm-roster-import.server.ts'
import { expireRosterImports } from '#app/use-cases/roster/expire-roster-imports.server.ts'
import { makeRosterTemplate } from '#app/use-cases/roster/make-roster-template.server.ts'
import { readRosterImport } from '#app/use-cases/roster/read-roster-import.server.ts'
import { csvFile, loadCity, rosterLine, xlsxFile } from '#tests/factories/roster-file.ts'
import { makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()
beforeAll(loadCity)

const job = { kind: 'system', job: 'test' } as const
const analyst = () => makeStaff('office-analyst')
const cadreCount = () => reading((transaction) => transaction.cadre.count())

async function checked(bytes: Uint8Array) {
  const result = await checkRosterFile(await analyst(), bytes)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

async function imported(bytes: Uint8Array) {
  const found = await checked(bytes)
  expect(found.summary.faults).toBe(0)
  const result = await confirmRosterImport(await analyst(), found.id)
  if (!result.ok) throw new Error(result.refusal.kind)
  return found.summary
}

describe('the dry run', () => {
  test('changes nothing in the roster', async () => {
    const found = await checked(csvFile([rosterLine(1), rosterLine(2)]))
    expect(found.summary).toMatchObject({ rows: 2, faults: 0, added: 2, changed: 0, missing: 0 })
    expect(await cadreCount()).toBe(0)
  })

  test.each([
    ['semicolons and a BOM', { delimiter: ';', bom: true }],
    ['commas and no BOM', { delimiter: ',', bom: false }],
    ['tabs', { delimiter: '\t', bom: false }],
  ])('reads CSV with %s', async (_name, shape) => {
    expect((await checked(csvFile([rosterLine(1)], shape))).summary).toMatchObject({ rows: 1, faults: 0 })
  })

  test('shows every bad cell with its address, its text and the reason', async () => {
    const found = await checked(
      csvFile([
        rosterLine(1, { nik: '12345' }),
        rosterLine(2),
        rosterLine(3, { tanggal_lahir: '31/02/1980', kode_kelurahan: '36.72.09.1001' }),
      ]),
    )
    expect(found.summary).toMatchObject({ rows: 3, faults: 3, faultyRows: 2 })
    const view = await readRosterImport(await analyst(), found.id, { view: 'faults', page: 1 })
    expect(view.ok && view.value.content?.faults).toEqual([
      { row: 2, column: 'nik', cell: 'A2', code: 'nik-not-16-digits', text: '·2345', otherRow: null },
      { row: 4, column: 'tanggal_lahir', cell: 'D4', code: 'date-unreadable', text: '31/02/1980', otherRow: null },
      { row: 4, column: 'kode_kelurahan', cell: 'E4', code: 'unknown-code', text: '36.72.09.1001', otherRow: null },
    ])
  })

  test('keeps no person outside the encrypted lines', async () => {
    const found = await checked(csvFile([rosterLine(7, { nama: 'Kanari Rahasia', nik: '9901015205807777' }), rosterLine(8, { nik: 'x' })]))
    const row = await reading((transaction) => transaction.rosterImport.findUniqueOrThrow({ where: { id: found.id } }))
    const open = JSON.stringify({ ...row, rowsCipher: null }) + Buffer.from(row.rowsCipher ?? []).toString('latin1')
    expect(open).not.toContain('Kanari')
    expect(open).not.toContain('7777')
    const entries = await reading((transaction) => transaction.auditEntry.findMany({ where: { subject: found.id } }))
    expect(entries.map((entry) => AuditDetails.parse(entry.detail))).toEqual([{ fileHash: found.fileHash, rows: 2, faults: 1 }])
  })

  test('refuses files that are no roster, each with its own reason', async () => {
    const actor = await analyst()
    const text = (content: string) => new TextEncoder().encode(content)
    const kindOf = async (bytes: Uint8Array) => {
      const result = await checkRosterFile(actor, bytes)
      return result.ok ? 'accepted' : result.refusal.kind
    }
    expect(await kindOf(new Uint8Array())).toBe('empty-file')
    expect(await kindOf(text('nik;nama\r\n'))).toBe('missing-columns')
    expect(await kindOf(text('a;b\n1;2\n'))).toBe('no-header')
    expect(await kindOf(csvFile([]))).toBe('no-rows')
    expect(await kindOf(new Uint8Array([0x6e, 0x69, 0x6b, 0xe9, 0x0a]))).toBe('not-utf-8')
    expect(await kindOf(text('%PDF-1.7 …'))).toBe('not-a-table')
    expect(await kindOf(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toBe('old-excel')
    expect(await kindOf(text('PK\u0003\u0004 and then nothing'))).toBe('broken-file')
    expect(await kindOf(text('nik;nama\n"1;2\n'))).toBe('broken-file')
    expect(await kindOf((await xlsxFile([{ nik: '1' }])).slice(0, 3000))).toBe('broken-file')
  })

  test('a role that may not import is refused', async () => {
    for (const role of ['verifier', 'kelurahan-officer', 'administrator'] as const) {
      expect(await checkRosterFile(await makeStaff(role), csvFile([rosterLine(1)]))).toEqual(refuse({ kind: 'forbidden' }))
    }
  })
})

describe('spreadsheets', () => {
  test('the template goes in again as it came out, when the example is replaced', async () => {
    const template = await makeRosterTemplate(await analyst(), { format: 'xlsx', locale: 'id' })
    if (!template.ok) throw new Error('refused')
    const found = await checked(template.value)
    expect(found.summary).toMatchObject({ rows: 1, faults: 1 })
    const view = await readRosterImport(await analyst(), found.id, { view: 'faults', page: 1 })
    expect(view.ok && view.value.content?.faults.map((fault) => [fault.cell, fault.code])).toEqual([['A2', 'example-row']])
    const csv = await makeRosterTemplate(await analyst(), { format: 'csv', locale: 'id' })
    expect(csv.ok && (await checked(csv.value)).summary).toMatchObject({ rows: 1, faults: 1 })
  })

  test('date cells, numbers and rich text mean what the sheet shows', async () => {
    const line = {
      ...rosterLine(20),
      tanggal_lahir: new Date('1980-05-12T00:00:00Z'),
      mulai_bertugas: 2015,
      telepon: 81234567890,
      kode_kelurahan: 3672011001,
      nama: { richText: [{ text: 'Siti ' }, { text: 'Tebal' }] },
    }
    const found = await checked(await xlsxFile([line]))
    expect(found.summary).toMatchObject({ rows: 1, faults: 0, warnings: 0 })
  })

  test('a formula and a NIK stored as a number are told apart from other faults', async () => {
    const found = await checked(
      await xlsxFile([
        { ...rosterLine(21), nama: { formula: 'HYPERLINK("http://x")', result: 'Siti' } },
        { ...rosterLine(22), nik: 9901015205800022 },
      ]),
    )
    const view = await readRosterImport(await analyst(), found.id, { view: 'faults', page: 1 })
    expect(view.ok && view.value.content?.faults.map((fault) => [fault.cell, fault.code])).toEqual([
      ['B2', 'formula'],
      ['A3', 'nik-lost-digits'],
    ])
  })
})

describe('the confirmation', () => {
  test('stores all lines, and the NIK only sealed', async () => {
    const before = await cadreCount()
    await imported(csvFile([rosterLine(101), rosterLine(102)]))
    expect(await cadreCount()).toBe(before + 2)
    const { secrets } = environment()
    const lookup = keyedHash('9901015205800101', secrets.NIK_LOOKUP_KEY)
    const row = await reading((transaction) => transaction.cadre.findUniqueOrThrow({ where: { nationalIdLookup: lookup } }))
    expect(row).toMatchObject({ nationalIdLast4: '0101', phone: '+6281234567890', servingSince: 2015, isDemo: false, active: true })
    expect(row.birthDate.toISOString().slice(0, 10)).toBe('1980-05-12')
    expect(Buffer.from(row.nationalIdCipher).toString('latin1')).not.toContain('9901015205800101')
    expect(decrypt(row.nationalIdCipher, secrets.NIK_KEY)).toBe('9901015205800101')
  })

  test('a file with a fault stores nothing', async () => {
    const before = await cadreCount()
    const found = await checked(csvFile([rosterLine(201), rosterLine(202, { nama: '' })]))
    expect(await confirmRosterImport(await analyst(), found.id)).toEqual(refuse({ kind: 'has-faults' }))
    expect(await cadreCount()).toBe(before)
  })

  test('the second confirmation sees the result of the first', async () => {
    const found = await checked(csvFile([rosterLine(301)]))
    const actor = await analyst()
    const [first, second] = await Promise.all([confirmRosterImport(actor, found.id), confirmRosterImport(actor, found.id)])
    expect(first.ok && second.ok && first.value.confirmedAt).toEqual(second.ok && second.value.confirmedAt)
    const entries = await reading((transaction) => transaction.auditEntry.count({ where: { kind: 'roster.imported', subject: found.id } }))
    expect(entries).toBe(1)
  })

  test('a second import updates the same cadres and makes none twice', async () => {
    await imported(csvFile([rosterLine(401), rosterLine(402), rosterLine(403)]))
    const before = await cadreCount()
    const summary = await imported(csvFile([rosterLine(401, { nama: 'Nama Baru' }), rosterLine(402), rosterLine(404)]))
    expect(summary).toMatchObject({ added: 1, changed: 1, unchanged: 1 })
    expect(await cadreCount()).toBe(before + 1)
    const lookup = keyedHash('9901015205800401', environment().secrets.NIK_LOOKUP_KEY)
    expect(await reading((transaction) => transaction.cadre.findUnique({ where: { nationalIdLookup: lookup } }))).toMatchObject({
      name: 'Nama Baru',
      nameSort: 'nama baru',
    })
  })

  test('whoever is missing from the file is counted within its kelurahan and stays', async () => {
    const there = { kode_kelurahan: '36.72.02.1002', kelurahan: 'Ciwedus', kecamatan: 'Cilegon' }
    await imported(csvFile([rosterLine(501, there), rosterLine(502, there)]))
    const before = await cadreCount()
    const found = await checked(csvFile([rosterLine(501, there)]))
    expect(found.summary).toMatchObject({ unchanged: 1, missing: 1 })
    const view = await readRosterImport(await analyst(), found.id, { view: 'missing', page: 1 })
    expect(view.ok && view.value.content?.missing.map((cadre) => cadre.nationalIdLast4)).toEqual(['0502'])
    await confirmRosterImport(await analyst(), found.id)
    expect(await cadreCount()).toBe(before)
  })

  test('a comparison that no longer holds is refused', async () => {
    const stale = await checked(csvFile([rosterLine(601)]))
    await imported(csvFile([rosterLine(601)]))
    expect(await confirmRosterImport(await analyst(), stale.id)).toEqual(refuse({ kind: 'roster-changed' }))
  })

  test('lines are wiped when they are stored, cancelled or too old', async () => {
    const wiped = async (id: string) =>
      (await reading((transaction) => transaction.rosterImport.findUniqueOrThrow({ where: { id } }))).rowsCipher === null
    const [stored, cancelled, old] = [
      await checked(csvFile([rosterLine(701)])),
      await checked(csvFile([rosterLine(702)])),
      await checked(csvFile([rosterLine(703)])),
    ]
    await confirmRosterImport(await analyst(), stored.id)
    expect(await cancelRosterImport(await analyst(), cancelled.id)).toEqual(accept(null))
    expect(await cancelRosterImport(await analyst(), stored.id)).toEqual(refuse({ kind: 'no-longer-open' }))
    await reading((transaction) =>
      transaction.rosterImport.update({ where: { id: old.id }, data: { expiresAt: new Date(Date.now() - 1000) } }),
    )
    expect(await confirmRosterImport(await analyst(), old.id)).toEqual(refuse({ kind: 'no-longer-open' }))
    expect(await expireRosterImports(job)).toEqual(accept({ expired: 1 }))
    expect([await wiped(stored.id), await wiped(cancelled.id), await wiped(old.id)]).toEqual([true, true, true])
    expect(await confirmRosterImport(await analyst(), cancelled.id)).toEqual(refuse({ kind: 'no-longer-open' }))
  })

  test('a wrong role may neither read nor confirm nor cancel, and an unknown import is not found', async () => {
    const found = await checked(csvFile([rosterLine(801)]))
    const verifier = await makeStaff('verifier')
    expect(await confirmRosterImport(verifier, found.id)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await cancelRosterImport(verifier, found.id)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await readRosterImport(verifier, found.id, { view: 'faults', page: 1 })).toEqual(refuse({ kind: 'forbidden' }))
    const unknown = RosterImportId.parse('00000000-0000-4000-8000-000000000000')
    expect(await confirmRosterImport(await analyst(), unknown)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('2,650 lines are stored within seconds', async () => {
    const found = await checked(csvFile(Array.from({ length: 2_650 }, (_, index) => rosterLine(1_000 + index))))
    const startedAt = performance.now()
    const result = await confirmRosterImport(await analyst(), found.id)
    expect(result.ok).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})
