import ExcelJS from 'exceljs'
import { describe, expect, test, vi } from 'vitest'
import { appealRegisterWorkbook, type RegisteredAppeal } from '#app/documents/appeal-register.server.tsx'
import { type DecreeAnnex, decreeAnnexWorkbook, renderDecreeAnnex } from '#app/documents/decree-annex.server.tsx'
import { bandsOf } from '#app/documents/paper-parts.server.tsx'
import { type PlenaryMinutes, renderPlenaryMinutes } from '#app/documents/plenary-minutes.server.tsx'
import { type ProvisionalList, type ProvisionalPart, renderProvisionalList } from '#app/documents/provisional-list.server.tsx'
import { quorumOf } from '#app/domain/determination/plenary.ts'
import type { ListedOutcome } from '#app/domain/determination/seat.ts'
import { publicLists } from '#app/domain/determination/village-list.ts'
import { AccountId, PlenaryId } from '#app/domain/shared/id.ts'
import { hasPdfTools, readPdf } from './pdf-tools.ts'

const at = new Date('2026-11-20T03:00:00Z')
const closesAt = new Date('2026-11-25T17:00:00Z')
const hash = 'c0ffee'.repeat(10)
const NIK = '3672015705800001'

const outcome = (number: number, name: string, seat: ListedOutcome['seat'], reserveRank: number | null = null): ListedOutcome => ({
  candidateId: `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  participantNumber: `26-${String(number).padStart(6, '0')}`,
  name,
  urbanVillageCode: number < 100 ? '36.72.01.1001' : '36.72.02.1002',
  urbanVillageName: number < 100 ? 'Cibeber' : 'Ciwedus',
  competent: seat !== 'not-selected',
  seat,
  reserveRank,
})
const OUTCOMES = [
  outcome(1, 'Siti Rahasiawati', 'selected'),
  outcome(2, 'Nur Kanaria', 'reserve', 1),
  outcome(3, 'Wati Terlewat', 'not-selected'),
  outcome(101, '=cmd|calc', 'selected'),
  ...Array.from({ length: 90 }, (_, more) => outcome(200 + more, `Kader Panjang Sekali Namanya Nomor ${more}`, 'selected')),
]

const list: ProvisionalList = {
  number: '400/12/DP3AP2KB',
  periodName: 'Asesmen Kader 2026',
  preparedAt: at,
  publication: { at, closesAt },
  villages: publicLists(OUTCOMES),
  contentHash: hash,
}
const annex: DecreeAnnex = {
  content: {
    decreeNumber: '400.2/Kep.12/2026',
    decreeDay: '2026-12-01',
    signer: { office: 'Wali Kota Cilegon', name: 'Nama Rekaan, S.Sos.' },
    period: { name: 'Asesmen Kader 2026', year: 2026 },
    policyVersion: 2,
    plenary: { id: PlenaryId.parse('20000000-0000-4000-8000-000000000001'), sequence: 1, heldOn: '2026-11-20' },
    outcomes: OUTCOMES,
  },
  contentHash: hash,
  approvedAt: at,
  preparedAt: at,
}
const member = (id: number, name: string, present: boolean, chair = false) => ({
  accountId: AccountId.parse(`00000000-0000-4000-8000-${String(id).padStart(12, '0')}`),
  name,
  present,
  chair,
})
const members = [member(1, 'Ketua Rekaan', true, true), member(2, 'Anggota Kedua', true), member(3, 'Anggota Absen', false)]
const minutes: PlenaryMinutes = {
  period: { name: 'Asesmen Kader 2026', year: 2026 },
  sequence: 1,
  heldOn: '2026-11-20',
  place: 'Aula DP3AP2KB',
  selectionRunId: 'abcdef01-0000-4000-8000-000000000001',
  policyVersion: 2,
  quorumPercent: 50,
  quorum: quorumOf({ members, quorumPercent: 50 }),
  members,
  villages: [
    { urbanVillageCode: '36.72.01.1001', urbanVillageName: 'Cibeber', quota: 61, candidates: 100, selected: 60, reserve: 7, overridden: 1 },
    { urbanVillageCode: '36.72.02.1002', urbanVillageName: 'Ciwedus', quota: 31, candidates: 40, selected: 31, reserve: 4, overridden: 0 },
  ],
  overrides: [
    {
      participantNumber: '26-000003',
      name: 'Wati Terlewat',
      urbanVillageName: 'Cibeber',
      proposed: 'selected',
      decided: 'not-selected',
      code: 'withdrawn',
      basis: 'Surat pengunduran diri tanggal 18 November 2026.',
    },
  ],
  closedAt: at,
}

const PAPERS = ['A4', 'F4'] as const
const WHOLE: ProvisionalPart = { kind: 'whole' }
const WIDTHS = { A4: 595.28, F4: 609.45 }

function widthOf(bytes: Uint8Array): number {
  return Number(/\/MediaBox \[0 0 ([\d.]+) /.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? 0)
}

async function workbookOf(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  await book.xlsx.load(copy)
  return book
}

function textsOf(book: ExcelJS.Workbook): string[] {
  const texts: string[] = []
  for (const each of book.worksheets)
    each.eachRow((row) =>
      row.eachCell((cell) => {
        texts.push(String(cell.value))
      }),
    )
  return texts
}

describe.skipIf(!hasPdfTools)('the provisional list', () => {
  test.each(PAPERS)('on %s has masked names, the window and every kelurahan, in embedded fonts', async (paper) => {
    const bytes = await renderProvisionalList(list, { paper, demo: false, part: WHOLE })
    const { text, fonts } = readPdf(bytes)
    expect(widthOf(bytes)).toBeCloseTo(WIDTHS[paper], 0)
    expect(fonts.every(({ embedded }) => embedded)).toBe(true)
    expect(text).toMatch(/26-000001\s+S\*\*\* R\*{10}\s+Terpilih/)
    expect(text).toMatch(/26-000002\s+N\*\* K\*{6}\s+Cadangan 1/)
    expect(text).toContain('400/12/DP3AP2KB')
    expect(text).toContain('20 November 2026 sampai 25 November 2026 pukul 24.00 WIB')
    expect(text).toContain('Ciwedus')
  })

  test('names nobody in full, shows no NIK, and leaves out who was not selected', async () => {
    const { text } = readPdf(await renderProvisionalList(list, { paper: 'F4', demo: false, part: WHOLE }))
    for (const canary of ['Rahasiawati', 'Siti', 'Kanaria', 'Terlewat', '26-000003', 'Tidak Terpilih', NIK])
      expect(text).not.toContain(canary)
    expect(text).not.toMatch(/\d{16}/)
  })

  test('prints one kelurahan alone, or the summary without anybody', async () => {
    const one = readPdf(await renderProvisionalList(list, { paper: 'A4', demo: false, part: { kind: 'village', code: '36.72.01.1001' } }))
    expect(one.pages).toBe(1)
    expect(one.text).not.toContain('26-000101')
    const summary = readPdf(await renderProvisionalList(list, { paper: 'A4', demo: false, part: { kind: 'summary' } }))
    expect(summary.text).not.toContain('26-000001')
    expect(summary.text).toMatch(/Ciwedus\s+91\s+0/)
  })

  test('says that it is a draft until it is published', async () => {
    const part: ProvisionalPart = { kind: 'summary' }
    const draft = readPdf(await renderProvisionalList({ ...list, publication: null }, { paper: 'A4', demo: false, part }))
    expect(draft.text).toContain('Belum diterbitkan')
    expect(readPdf(await renderProvisionalList(list, { paper: 'A4', demo: false, part })).text).not.toContain('Belum diterbitkan')
  })
})

describe.skipIf(!hasPdfTools)('the annex of the decree', () => {
  test.each(PAPERS)('on %s has full names, outcomes, figures and the signer once', async (paper) => {
    const bytes = await renderDecreeAnnex(annex, { paper, demo: false })
    const { text, fonts } = readPdf(bytes)
    expect(widthOf(bytes)).toBeCloseTo(WIDTHS[paper], 0)
    expect(fonts.every(({ embedded }) => embedded)).toBe(true)
    expect(text).toMatch(/26-000001\s+Siti Rahasiawati\s+Terpilih/)
    expect(text).toMatch(/26-000002\s+Nur Kanaria\s+Cadangan 1/)
    expect(text).toContain('Nomor 400.2/Kep.12/2026 · Tanggal 1 Desember 2026')
    expect(text).toMatch(/Jumlah\s+94\s+92\s+1\s+1/)
    expect(text.match(/Nama Rekaan, S\.Sos\./g)).toHaveLength(1)
    expect(text).toContain(hash)
  })

  test('keeps name and number side by side over every sheet, names nobody who was not selected, and says when it is a draft', async () => {
    const { text } = readPdf(await renderDecreeAnnex({ ...annex, approvedAt: null }, { paper: 'A4', demo: false }))
    for (let more = 0; more < 90; more += 1)
      expect(text).toMatch(new RegExp(`26-000${200 + more}\\s+Kader Panjang Sekali Namanya Nomor ?${more}`.replaceAll(' ', '\\s')))
    expect(text).not.toContain('Terlewat')
    expect(text).toContain('Rancangan: belum disetujui orang kedua.')
  })

  test('as Excel has the recap, one sheet per kelurahan, and no formula', async () => {
    const book = await workbookOf(await decreeAnnexWorkbook(annex, { demo: true }))
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Rekap kota', 'Cibeber', 'Ciwedus'])
    const texts = textsOf(book)
    expect(texts).toContain("'=cmd|calc")
    expect(texts.some((text) => text.startsWith('='))).toBe(false)
    expect(texts).not.toContain('Wati Terlewat')
    const [recap, cibeber] = book.worksheets
    const last = recap?.lastRow?.values
    expect(last).toEqual(expect.arrayContaining(['Jumlah', 94, 92, 1, 1]))
    expect(cibeber?.lastRow?.values).toEqual(expect.arrayContaining(['26-000002', 'Nur Kanaria', 'Cadangan', 1]))
  })
})

describe.skipIf(!hasPdfTools)('the minutes of a plenary', () => {
  test.each(PAPERS)('on %s have members, quorum, figures, overrides with their reason, and places to sign', async (paper) => {
    const bytes = await renderPlenaryMinutes(minutes, { paper, demo: false })
    const { text, fonts } = readPdf(bytes)
    expect(widthOf(bytes)).toBeCloseTo(WIDTHS[paper], 0)
    expect(fonts.every(({ embedded }) => embedded)).toBe(true)
    expect(text).toContain('Jumat, 20 November 2026')
    expect(text).toMatch(/Ketua Rekaan\s+Pimpinan\s+Hadir/)
    expect(text).toMatch(/Anggota Absen\s+Anggota\s+Tidak hadir/)
    expect(text).toContain('2 dari 3 anggota')
    expect(text).toMatch(/Cibeber\s+61\s+100\s+60\s+7\s+33\s+1/)
    expect(text).toMatch(/Jumlah\s+92\s+140\s+91\s+11\s+38\s+1/)
    expect(text).toMatch(/26-000003\s+Wati Terlewat\s+Terpilih\s+Tidak\s+Mengundurkan diri/)
    expect(text.match(/Anggota Absen/g)).toHaveLength(1)
    expect(text.match(/Anggota Kedua/g)).toHaveLength(2)
  })

  test('say so when no decision departs from the proposal', async () => {
    const { text } = readPdf(await renderPlenaryMinutes({ ...minutes, overrides: [] }, { paper: 'A4', demo: false }))
    expect(text).toContain('Tidak ada. Semua keputusan sesuai dengan usulan')
  })
})

describe('the register of appeals', () => {
  const appeal: RegisteredAppeal = {
    announcementNumber: '400/12',
    number: 7,
    filedAt: at,
    filedByStaff: true,
    participantNumber: '26-000002',
    name: 'Nur Kanaria',
    urbanVillageName: 'Cibeber',
    kind: 'marking',
    statement: '=HYPERLINK("http://evil.example")',
    state: 'decided',
    outcome: 'granted',
    decidedAt: at,
    reason: 'Uraian belum dinilai lengkap.',
    remedy: 'mark-again',
    remediedAt: null,
  }

  test('has a line an appeal, in the words of either language, and runs no formula', async () => {
    const book = await workbookOf(await appealRegisterWorkbook({ periodName: 'P', appeals: [appeal], at }, { demo: false, locale: 'id' }))
    const texts = textsOf(book)
    expect(texts).toContain('\'=HYPERLINK("http://evil.example")')
    expect(texts).toEqual(expect.arrayContaining(['7', 'Nur Kanaria', 'Penilaian uraian', 'Diterima', 'Dicatat petugas']))
    const english = await workbookOf(await appealRegisterWorkbook({ periodName: 'P', appeals: [], at }, { demo: true, locale: 'en' }))
    expect(textsOf(english)).toContain('No appeal yet.')
  })
})

describe('equal input', () => {
  test('gives equal bytes, whenever it is printed', async () => {
    const print = async () => [
      await renderProvisionalList(list, { paper: 'F4', demo: true, part: WHOLE }),
      await renderDecreeAnnex(annex, { paper: 'F4', demo: true }),
      await decreeAnnexWorkbook(annex, { demo: true }),
      await renderPlenaryMinutes(minutes, { paper: 'F4', demo: true }),
    ]
    const first = await print()
    vi.useFakeTimers({ now: new Date('2031-05-05T05:05:05Z'), toFake: ['Date'] })
    try {
      const second = await print()
      first.forEach((bytes, paper) => {
        expect(Buffer.compare(bytes, second[paper] ?? new Uint8Array())).toBe(0)
      })
    } finally {
      vi.useRealTimers()
    }
  }, 180_000)
})

describe('rows in bands', () => {
  const row = (key: string, name: string) => ({ key, cells: [key, name] })

  test('stand together only where every cell fits its line, in their order', () => {
    const bands = bandsOf(
      [row('1', 'Ani'), row('2', 'Siti Aminah'), row('3', 'x'.repeat(30)), row('4', 'Budi'), row('5', 'C\nD')],
      [100, 110],
      2,
    )
    expect(bands.map(({ texts }) => texts)).toEqual([
      ['1\n2', 'Ani\nSiti\u00a0Aminah'],
      ['3', 'x'.repeat(30)],
      ['4', 'Budi'],
      ['5', 'C\nD'],
    ])
  })
})
