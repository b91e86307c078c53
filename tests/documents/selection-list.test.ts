import { Buffer } from 'node:buffer'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ListedVillage, renderSelectionList, type SelectionList, selectionWorkbook } from '#app/documents/selection-list.server.tsx'
import { concludeSelection, prepareSelection } from '#app/domain/selection/select-candidates.ts'
import { inputsHash, sealedHash } from '#app/domain/selection/selection-inputs.ts'
import { resultHash } from '#app/domain/selection/selection-outcome.ts'
import { summaryOf } from '#app/domain/selection/selection-run.ts'
import { AccountId, PeriodId, SelectionRunId } from '#app/domain/shared/id.ts'
import { SOME_RULES, someInputs, somePerson, someVillage } from '#tests/factories/selection.ts'
import { hasPdfTools, readPdf } from './pdf-tools.ts'

const at = new Date('2026-12-12T03:00:00Z')
const uuid = '00000000-0000-4000-8000-000000000009'
const OTHER = '36.72.01.1002'

function aList(): SelectionList {
  const inputs = someInputs({
    candidates: [
      somePerson(1, 55),
      somePerson(2, 50),
      somePerson(3, 45),
      somePerson(4, 30),
      somePerson(5, 58, { urbanVillageCode: OTHER }),
    ],
    villages: [someVillage({ decreeQuota: 1 }), someVillage({ code: OTHER, decreeQuota: 1 })],
    rules: { quota: { ...SOME_RULES.quota, method: 'decree', cityTotal: null } },
  })
  const prepared = prepareSelection(inputs)
  const result = prepared.ok ? concludeSelection(prepared.value, new Map()) : prepared
  if (!result.ok) throw new Error(result.refusal.kind)
  const names = ['Siti Aminah', 'Nur Aini', 'Ani', '=HYPERLINK("x")', 'Eka']
  const villages = result.value.villages.map(
    (figures): ListedVillage => ({
      figures,
      place: { code: figures.code, name: figures.code === OTHER ? 'Kedaleman' : 'Cibeber', districtName: 'Cibeber' },
      people: result.value.outcomes
        .filter(({ urbanVillageCode }) => urbanVillageCode === figures.code)
        .map((outcome) => ({
          outcome,
          standing: outcome.outcome,
          name: names[Number(outcome.participantNumber.slice(-1)) - 1] ?? '',
          posyandu: 'Melati 1',
        })),
    }),
  )
  return {
    run: {
      id: SelectionRunId.parse(uuid),
      periodId: PeriodId.parse(uuid),
      number: 3,
      state: 'approved',
      scenarioId: null,
      inputsHash: inputsHash(inputs),
      sealedHash: sealedHash(inputs),
      resultHash: resultHash(result.value),
      lotNumber: null,
      summary: summaryOf(result.value),
      createdBy: AccountId.parse(uuid),
      createdAt: at,
      proposedBy: null,
      proposedAt: null,
      approvedBy: null,
      approvedAt: null,
      rejectedBy: null,
      rejectedAt: null,
      rejectionReason: null,
    },
    periodName: 'Asesmen Kader 2026',
    villages,
    at,
  }
}

describe.runIf(hasPdfTools)('the list on paper', () => {
  test.each(['A4', 'F4'] as const)('on %s has letterhead, number, everybody of the kelurahan and a place to sign', async (paper) => {
    const whole = aList()
    const pdf = readPdf(
      await renderSelectionList({ ...whole, villages: whole.villages.slice(0, 1) }, { paper, demo: false, number: '3/SEL/2026' }),
    )
    expect(pdf.pages).toBe(1)
    expect(pdf.fonts.every(({ embedded }) => embedded)).toBe(true)
    for (const text of [
      'Nomor: 3/SEL/2026',
      'Kelurahan Cibeber',
      'Siti Aminah',
      '91,67',
      'Cadangan 1',
      'Kepala DP3AP2KB',
      '12 Desember 2026',
    ])
      expect(pdf.text).toContain(text)
  })
  test('of a city is a recap that names nobody', async () => {
    const pdf = readPdf(await renderSelectionList(aList(), { paper: 'F4', demo: false, number: '3/SEL/2026' }))
    expect(pdf.pages).toBe(1)
    expect(pdf.text).toMatch(/Kedaleman\s+1\s+1\s+1\s+1\s+0/)
    expect(pdf.text).not.toContain('Siti')
  })
  test('gives the same bytes again', async () => {
    const print = { paper: 'F4', demo: true, number: '3/SEL/2026' } as const
    expect(Buffer.compare(await renderSelectionList(aList(), print), await renderSelectionList(aList(), print))).toBe(0)
  })
})

describe('the list as a spreadsheet', () => {
  let book: ExcelJS.Workbook
  beforeAll(async () => {
    const bytes = await selectionWorkbook(aList(), 'id')
    book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(bytes).buffer)
  })
  const cells = (name: string) => {
    const rows: string[][] = []
    book.getWorksheet(name)?.eachRow((row) => {
      const values: string[] = []
      row.eachCell({ includeEmpty: true }, (cell) => {
        values.push(String(cell.value ?? ''))
      })
      rows.push(values)
    })
    return rows
  }

  test('has a city recap and one sheet per kelurahan, with the reason of each person', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Rekap kota', 'Cibeber', 'Kedaleman'])
    expect(cells('Rekap kota').slice(-3)).toEqual([
      ['Cibeber', 'Cibeber', '4', '3', '1', 'menurut SK', '1', '1', '91.67'],
      ['Cibeber', 'Kedaleman', '1', '1', '1', 'menurut SK', '1', '0', '96.67'],
      ['Jumlah', '', '5', '4', '2', '', '2', '1'],
    ])
    expect(cells('Cibeber').slice(-3)).toEqual([
      [
        '2',
        '26-000002',
        'Nur Aini',
        'Melati 1',
        '83.33',
        'Cadangan 1',
        'Peringkat 2 dari 3, nilai seleksi 83,33. Kuota 1 orang sudah terisi oleh peringkat di atasnya. Nilai terpilih terakhir 91,67. Cadangan urutan 1.',
      ],
      [
        '3',
        '26-000003',
        'Ani',
        'Melati 1',
        '75',
        'Tidak Terpilih',
        'Peringkat 3 dari 3, nilai seleksi 75,00. Kuota 1 orang sudah terisi oleh peringkat di atasnya. Nilai terpilih terakhir 91,67.',
      ],
      [
        '',
        '26-000004',
        `'=HYPERLINK("x")`,
        'Melati 1',
        '50',
        'Tidak Terpilih',
        'Belum mencapai nilai ambang: Pendidikan 50,00 (ambang 60); Kesehatan 50,00 (ambang 60); Pekerjaan umum 50,00 (ambang 60); Perumahan rakyat 50,00 (ambang 60); Ketenteraman dan ketertiban umum 50,00 (ambang 60); Sosial 50,00 (ambang 60); nilai total 50,00 (ambang 65).',
      ],
    ])
  })
})
