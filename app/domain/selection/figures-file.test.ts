import { describe, expect, test } from 'vitest'
import type { TableCell } from '../roster/import-cell.ts'
import { accept, refuse } from '../shared/result.ts'
import { checkFiguresFile } from './figures-file.ts'

const village = (code: string, name: string) => ({
  code,
  name,
  aliases: [],
  population: 1000,
  districtCode: '36.72.01',
  districtName: 'Cibeber',
  districtAliases: [],
})
const world = {
  villages: [village('36.72.01.1001', 'Cibeber'), village('36.72.01.1002', 'Kedaleman')],
  candidates: new Set(['26-000001', '26-000002']),
}
const lines = (...rows: readonly (readonly TableCell[])[]) => rows.map((cells, at) => ({ number: at + 1, cells }))
const check = (...rows: readonly (readonly TableCell[])[]) => checkFiguresFile(lines(...rows), world)

describe('a file of kelurahan', () => {
  test('holds quotas, seats per field, and any other column as a share', () => {
    expect(
      check(
        ['Lampiran SK'],
        ['Kode Kelurahan', 'Kuota SK', 'Kuota Kesehatan', 'RW', 'Jumlah Posyandu', 'Keterangan'],
        ['36.72.01.1001', 62, 10, 8, '1.204', 'apa saja'],
        ['3672011002', null, null, 5, 9, null],
      ),
    ).toEqual(
      accept({
        kind: 'villages',
        columns: ['kode_kelurahan', 'kuota_sk', 'kuota_kesehatan', 'rw', 'jumlah_posyandu', 'keterangan'],
        rows: [
          { code: '36.72.01.1001', figures: { rw: 8, jumlah_posyandu: 1204 }, decreeQuota: 62, fieldSeats: { health: 10 } },
          { code: '36.72.01.1002', figures: { rw: 5, jumlah_posyandu: 9 }, decreeQuota: null, fieldSeats: null },
        ],
      }),
    )
  })
  test('tells every fault at its cell and gives nothing else', () => {
    expect(
      check(
        ['kode_kelurahan', 'kuota', 'rw'],
        ['36.72.01.1001', '-3', 'delapan'],
        ['36.72.99.1001', 5, 8],
        ['36.72.01.1001', { kind: 'formula' }, 4],
      ),
    ).toEqual(
      refuse({
        kind: 'faults',
        faults: [
          { row: 2, cell: 'C2', column: 'rw', code: 'count-unreadable', text: 'delapan' },
          { row: 2, cell: 'B2', column: 'kuota', code: 'formula', text: '-3' },
          { row: 3, cell: 'A3', column: 'kode_kelurahan', code: 'unknown-code', text: '36.72.99.1001' },
          { row: 4, cell: 'A4', column: 'kode_kelurahan', code: 'twice', text: '36.72.01.1001' },
          { row: 4, cell: 'B4', column: 'kuota', code: 'formula', text: '' },
        ],
      }),
    )
  })
})

describe('a file of candidates', () => {
  test('holds component scores with a decimal comma, plenary places, fields and groups', () => {
    expect(
      check(
        ['Nomor Peserta', 'Nama', 'Praktik', 'Pengabdian', 'Pleno', 'Bidang', 'Kelompok'],
        ['26-000001', 'Siti', '82,50', 7, 2, 'Sosial; Kesehatan', 'Ibu Muda'],
        ['26-000002', 'Ani', null, '100', null, '', ''],
      ),
    ).toEqual(
      accept({
        kind: 'candidates',
        columns: ['nomor_peserta', 'nama', 'praktik', 'pengabdian', 'pleno', 'bidang', 'kelompok'],
        rows: [
          {
            participantNumber: '26-000001',
            practice: '82.5',
            serviceRecord: '7',
            plenaryPlace: 2,
            canServe: ['health', 'social'],
            groups: ['ibu-muda'],
          },
          { participantNumber: '26-000002', practice: null, serviceRecord: '100', plenaryPlace: null, canServe: [], groups: [] },
        ],
      }),
    )
  })
  test.each([
    [['26-000001', '101'], 'praktik', 'score-unreadable'],
    [['26-000001', '-1'], 'praktik', 'formula'],
    [['26-000001', '80.1234'], 'praktik', 'score-unreadable'],
    [['', '80'], 'nomor_peserta', 'empty'],
    [['26-999999', '80'], 'nomor_peserta', 'unknown-participant'],
  ])('%j is told as a fault of %s', (cells, column, code) => {
    expect(check(['nomor_peserta', 'praktik'], cells)).toMatchObject({
      ok: false,
      refusal: { kind: 'faults', faults: [{ row: 2, column, code }] },
    })
  })
  test('nobody stands there twice', () => {
    expect(check(['nomor_peserta', 'praktik'], ['26-000001', '80'], ['26-000001', '90'])).toMatchObject({
      refusal: { faults: [{ row: 3, cell: 'A3', code: 'twice' }] },
    })
  })
  test('a field that nobody knows is a fault', () => {
    expect(check(['nomor_peserta', 'bidang'], ['26-000001', 'kesehatan, olahraga'])).toMatchObject({
      refusal: { faults: [{ code: 'field-unknown' }] },
    })
  })
})

test.each([
  [[['nama'], ['Siti']], { kind: 'no-header' }],
  [
    [
      ['nomor_peserta', 'nama'],
      ['26-000001', 'Siti'],
    ],
    { kind: 'no-figures' },
  ],
  [
    [
      ['kode_kelurahan', 'keterangan'],
      ['36.72.01.1001', 'x'],
    ],
    { kind: 'no-figures' },
  ],
  [[['nomor_peserta', 'praktik']], { kind: 'no-rows' }],
  [
    [
      ['nomor_peserta', 'praktik', 'nilai praktik'],
      ['26-000001', '1', '2'],
    ],
    { kind: 'column-twice', columns: ['praktik'] },
  ],
  [
    [
      ['kode_kelurahan', 'constructor', 'kuota'],
      ['36.72.01.1001', '__proto__', 'toString'],
    ],
    { kind: 'faults', faults: expect.any(Array) },
  ],
])('a file that is none is refused by name', (rows, problem) => {
  expect(check(...rows)).toEqual(refuse(problem))
})
