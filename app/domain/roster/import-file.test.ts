import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TableCell, TableRow } from './import-cell.ts'
import { checkFile } from './import-file.ts'
import { IMPORT_COLUMNS, type ImportColumn } from './import-row.ts'
import type { UrbanVillage } from './region.ts'

const village: UrbanVillage = {
  code: '36.72.01.1001',
  name: 'Cibeber',
  aliases: [],
  population: 23_331,
  districtCode: '36.72.01',
  districtName: 'Cibeber',
  districtAliases: [],
}
const good: Record<ImportColumn, TableCell> = {
  nik: '9901015205800001',
  nama: 'Siti Aminah',
  jenis_kelamin: 'P',
  tanggal_lahir: '12/05/1980',
  kode_kelurahan: '36.72.01.1001',
  kelurahan: 'Cibeber',
  kecamatan: 'Cibeber',
  posyandu: 'Melati 1',
  telepon: '081234567890',
  pekerjaan: 'ibu rumah tangga',
  pekerjaan_suami: '-',
  mulai_bertugas: '2015',
  nomor_sk: 'SK-1/2025',
}
const line = (number: number, changes: Partial<Record<ImportColumn, TableCell>> = {}): TableRow => ({
  number,
  cells: IMPORT_COLUMNS.map((column) => ({ ...good, ...changes })[column]),
})
const header: TableRow = { number: 1, cells: [...IMPORT_COLUMNS] }
const check = (...lines: TableRow[]) => checkFile([header, ...lines], [village], '2026-01-15')
const faultsOf = (...lines: TableRow[]) => {
  const checked = check(...lines)
  return checked.ok ? checked.value.faults.map((fault) => `${fault.cell} ${fault.code}`) : [checked.refusal.kind]
}

describe('a line', () => {
  test('without a fault becomes a record', () => {
    const checked = check(line(2))
    expect(checked.ok && checked.value.rows).toEqual([
      {
        row: 2,
        nationalId: '9901015205800001',
        record: {
          name: 'Siti Aminah',
          sex: 'F',
          birthDate: '1980-05-12',
          urbanVillageCode: '36.72.01.1001',
          posyandu: 'Melati 1',
          phone: '+6281234567890',
          occupation: 'ibu rumah tangga',
          spouseOccupation: null,
          servingSince: 2015,
          decreeNumber: 'SK-1/2025',
        },
      },
    ])
  })

  test.each<[Partial<Record<ImportColumn, TableCell>>, string[]]>([
    [{ nik: '123' }, ['A2 nik-not-16-digits']],
    [{ nik: 9.9010152058e15 }, ['A2 nik-lost-digits']],
    [{ nik: null }, ['A2 empty']],
    [{ nik: '9900005205800001' }, ['A2 example-row']],
    [{ nama: '' }, ['B2 empty']],
    [{ nama: '12' }, ['B2 name-unreadable']],
    [{ nama: '=HYPERLINK("http://x")' }, ['B2 formula']],
    [{ nama: { kind: 'formula' } }, ['B2 formula']],
    [{ nama: '@SUM(1)' }, ['B2 formula']],
    [{ nama: 'Siti\u0000Aminah' }, ['B2 hidden-character']],
    [{ nama: 'Siti\u200bAminah' }, ['B2 hidden-character']],
    [{ nama: 'Siti \ud800' }, ['B2 hidden-character']],
    [{ nama: 'S'.repeat(101) }, ['B2 too-long']],
    [{ nama: { kind: 'error', text: '#REF!' } }, ['B2 error-value']],
    [{ jenis_kelamin: 'X' }, ['C2 sex-unknown']],
    [{ tanggal_lahir: '31/02/1980' }, ['D2 date-unreadable']],
    [{ tanggal_lahir: '16/01/2026' }, ['D2 date-in-future']],
    [{ tanggal_lahir: '01/01/1900' }, ['D2 date-too-old']],
    [{ kode_kelurahan: '36.72.01.9999' }, ['E2 unknown-code']],
    [{ kelurahan: 'Citangkil' }, ['F2 code-name-mismatch']],
    [{ kecamatan: 'Citangkil' }, ['G2 code-district-mismatch']],
    [{ kode_kelurahan: '', kecamatan: '' }, ['G2 name-needs-district']],
    [{ kode_kelurahan: '', kelurahan: '', kecamatan: '' }, ['E2 region-missing']],
    [{ telepon: 'tidak ada' }, ['I2 phone-unreadable']],
    [{ telepon: '=1+1' }, ['I2 formula']],
    [{ mulai_bertugas: '2027' }, ['L2 year-in-future']],
    [{ mulai_bertugas: '1900' }, ['L2 year-too-old']],
    [{ nama: '', nik: '', posyandu: '' }, ['A2 empty', 'B2 empty', 'H2 empty']],
  ])('%j has %j', (changes, expected) => {
    expect(faultsOf(line(2, changes))).toEqual(expected)
  })

  test('an odd NIK is a warning and no fault', () => {
    const checked = check(line(2, { nik: '9901011306800001' }))
    expect(checked.ok && checked.value.faults).toEqual([])
    expect(checked.ok && checked.value.warnings.map((warning) => warning.code)).toEqual(['nik-other-birth-date', 'nik-other-sex'])
  })

  test('of a NIK a fault shows the last four characters alone', () => {
    const checked = check(line(2, { nik: '990101520580000123' }))
    expect(checked.ok && checked.value.faults[0]?.text).toBe('··············0123')
  })
})

describe('a file', () => {
  test('tells the second line of a NIK, and which line was the first', () => {
    const checked = check(line(2), line(3, { nik: '9901015205800002' }), line(7))
    expect(checked.ok && checked.value.faults).toEqual([
      { row: 7, column: 'nik', cell: 'A7', code: 'nik-twice', text: '············0001', otherRow: 2 },
    ])
  })

  test('may have a title above its headings, other names for them, another order, empty lines and more columns', () => {
    const headings: TableCell[] = [
      'No.',
      'Nama Lengkap',
      'N I K',
      'L/P',
      'Tgl. Lahir',
      'Kode Kelurahan',
      'Posyandu',
      'Pekerjaan',
      'Tahun Mulai',
      'No. SK',
    ]
    const cells: TableCell[] = [
      1,
      good.nama,
      good.nik,
      'P',
      good.tanggal_lahir,
      good.kode_kelurahan,
      good.posyandu,
      good.pekerjaan,
      2015,
      good.nomor_sk,
    ]
    const checked = checkFile(
      [
        { number: 1, cells: ['DAFTAR KADER'] },
        { number: 3, cells: headings },
        { number: 4, cells: [null, ' '] },
        { number: 6, cells },
      ],
      [village],
      '2026-01-15',
    )
    expect(checked.ok && checked.value).toMatchObject({ rowCount: 1, faults: [], ignoredColumns: ['No.'], rows: [{ row: 6 }] })
  })

  test.each<[string, TableRow[]]>([
    ['no-header', [line(1)]],
    ['no-rows', [header]],
    ['missing-columns', [{ number: 1, cells: ['nik', 'nama'] }, line(2)]],
    ['column-twice', [{ number: 1, cells: [...IMPORT_COLUMNS, 'NIK'] }, line(2)]],
    ['too-many-rows', [header, ...Array.from({ length: 20_001 }, (_, index) => line(index + 2))]],
  ])('is refused as a whole: %s', (kind, lines) => {
    const checked = checkFile(lines, [village], '2026-01-15')
    expect(checked.ok ? 'accepted' : checked.refusal.kind).toBe(kind)
  })

  test('10,000 generated lines never crash, and each is either a record or has a fault', () => {
    const cell: fc.Arbitrary<TableCell> = fc.oneof(
      fc.constantFrom<TableCell>(
        null,
        '',
        '-',
        '__proto__',
        'constructor',
        '=cmd|calc',
        '\u0000',
        '\ud800',
        '1e308',
        ...Object.values(good),
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.double(),
      fc
        .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
        .map((at) => ({ kind: 'date' as const, day: at.toISOString().slice(0, 10) })),
      fc.constant({ kind: 'formula' as const }),
      fc.string({ maxLength: 10 }).map((text) => ({ kind: 'error' as const, text })),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 15 }), { minLength: 50, maxLength: 50 }), (rows) => {
        const checked = check(...rows.map((cells, index) => ({ number: index + 2, cells })))
        if (!checked.ok) return checked.refusal.kind === 'no-rows'
        const faulty = new Set(checked.value.faults.map((fault) => fault.row))
        return checked.value.rowCount === checked.value.rows.length + faulty.size && checked.value.rows.every((row) => !faulty.has(row.row))
      }),
      { numRuns: 200 },
    )
  })
})
