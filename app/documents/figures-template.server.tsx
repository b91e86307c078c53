import type { UrbanVillage } from '#app/domain/roster/region.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { selectionWords } from '#app/text/selection.ts'
import { sheet, workbook } from './workbook.server.tsx'

const VILLAGE_HEADS = [
  'kuota',
  'kuota_sk',
  'kuota_pendidikan',
  'kuota_kesehatan',
  'kuota_pekerjaan_umum',
  'kuota_perumahan',
  'kuota_ketenteraman',
  'kuota_sosial',
  'rw',
  'posyandu',
  'keluarga',
]
const CANDIDATE_HEADS = ['praktik', 'pengabdian', 'pleno', 'bidang', 'kelompok']

const empty = (heads: readonly string[]) => heads.map((head) => ({ head, kind: 'text' as const, value: () => null }))

/** A form with every kelurahan; the columns that an office does not need may be removed. */
export function villageFiguresForm(villages: readonly UrbanVillage[], { at, locale }: { at: Date; locale: Locale }): Promise<Uint8Array> {
  return workbook(
    [
      sheet({
        name: selectionWords[locale].template.villages,
        rows: villages,
        columns: [
          { head: 'kode_kelurahan', kind: 'text', value: ({ code }) => code },
          { head: 'kelurahan', kind: 'text', value: ({ name }) => name },
          { head: 'kecamatan', kind: 'text', value: ({ districtName }) => districtName },
          ...empty(VILLAGE_HEADS),
        ],
      }),
    ],
    { at },
  )
}

/** A form with every candidate of the period. */
export function candidateFiguresForm(
  candidates: readonly { readonly participantNumber: string; readonly name: string }[],
  { at, locale }: { at: Date; locale: Locale },
): Promise<Uint8Array> {
  return workbook(
    [
      sheet({
        name: selectionWords[locale].template.candidates,
        rows: candidates,
        columns: [
          { head: 'nomor_peserta', kind: 'text', value: ({ participantNumber }) => participantNumber },
          { head: 'nama', kind: 'text', width: 34, value: ({ name }) => name },
          ...empty(CANDIDATE_HEADS),
        ],
      }),
    ],
    { at },
  )
}
