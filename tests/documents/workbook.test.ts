import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RecapRow, scoreRecapWorkbook } from '#app/documents/score-recap.server.tsx'
import { guardedText, sheet, workbook } from '#app/documents/workbook.server.tsx'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'

const at = new Date('2026-12-12T03:00:00Z')

async function read(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  await book.xlsx.load(copy)
  return book
}

describe('an Excel file', () => {
  test('holds figures as figures, days as WIB days and heads above them', async () => {
    const rows = [{ name: 'Siti', score: 75.125, day: new Date('2026-12-11T17:30:00Z') }]
    const one = sheet({
      name: 'Nilai',
      notes: ['Rekap'],
      rows,
      columns: [
        { head: 'Nama', kind: 'text', value: (row) => row.name },
        { head: 'Nilai', kind: 'score', value: (row) => row.score },
        { head: 'Tanggal', kind: 'day', value: (row) => row.day },
      ],
    })
    const found = (await read(await workbook([one], { at }))).getWorksheet('Nilai')
    expect(found?.getCell('A1').value).toBe('Rekap')
    expect(found?.getCell('A3').value).toBe('Nama')
    expect(found?.getCell('B4').value).toBe(75.125)
    expect(found?.getCell('B4').numFmt).toBe('0.00')
    expect(found?.getCell('C4').value).toEqual(new Date('2026-12-12T00:30:00Z'))
  })

  test('no text begins like a formula, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('=cmd|x', '+62 812', '-1', '@SUM(A1)', '\t=1', '\r=1', '\u0000=1', ' =1', '\ufffe@x'),
        ),
        (text) => {
          expect(guardedText(text)).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/)
        },
      ),
    )
  })

  test('whatever is written comes back from the file, and the file opens', async () => {
    const rows = ['=1+1', 'a\u0000b', '\ud800', '<b>&"', '😀', 'x'.repeat(40_000)]
    const one = sheet({ name: "[a]:*?/\\'", rows, columns: [{ head: '=Kepala', kind: 'text', value: (row) => row }] })
    const book = await read(await workbook([one, one, { ...one, name: '' }], { at }))
    expect(book.worksheets).toHaveLength(3)
    expect(new Set(book.worksheets.map(({ name }) => name.toLowerCase())).size).toBe(3)
    expect([1, 2, 3, 4, 5, 6].map((row) => book.worksheets[0]?.getCell(row, 1).value)).toEqual([
      "'=Kepala",
      "'=1+1",
      'ab',
      '',
      '<b>&"',
      '😀',
    ])
  })
})

describe('the recap of scores', () => {
  const person = (name: string, code: string, village: string, score: string, passed: boolean | null): RecapRow => ({
    participantNumber: `26-${name}`,
    name,
    urbanVillage: { code, name: village },
    districtName: 'Cibeber',
    passed,
    breakdown: {
      fields: SERVICE_FIELDS.map((field) => ({
        field,
        earned: '1',
        maximum: '1',
        score: { numerator: score, denominator: '3' },
        threshold: '60',
        competent: passed,
      })),
      total: { numerator: score, denominator: '3' },
      totalThreshold: '65',
      unmarked: passed === null ? 1 : 0,
    },
  })

  test('has the city first and one sheet per kelurahan, also where kelurahan and kecamatan share a name', async () => {
    const rows = [
      person('Ani', '36.72.01.1002', 'Kedaleman', '210', true),
      person('Budi', '36.72.01.1001', 'Cibeber', '100', false),
      person('Cici', '36.72.01.1001', 'Cibeber', '200', null),
    ]
    const book = await read(await scoreRecapWorkbook({ title: 'Ujian', rows, at, demo: true, locale: 'id' }))
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Rekap kota', 'Cibeber', 'Kedaleman'])
    const city = book.worksheets[0]
    const line = (row: number) => [1, 2, 3, 4, 5, 6, 7, 8].map((column) => city?.getCell(row, column).value)
    expect(line(6).slice(2, 7)).toEqual(['Semua', 3, 1, 1, 1])
    expect(line(7)).toEqual(['36.72.01.1001', 'Cibeber', 'Cibeber', 2, 0, 1, 1, 50])
    const village = book.worksheets[1]
    expect(village?.getCell(7, 2).value).toBe('Budi')
    expect(village?.getCell(7, 9).value).toBeCloseTo(33.333333)
    expect([village?.getCell(7, 10).value, village?.getCell(8, 10).value]).toEqual(['Tidak Lulus', 'Belum dinilai'])
  })
})
