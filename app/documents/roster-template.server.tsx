import { stringify } from 'csv-stringify/sync'
import { EXAMPLE_NATIONAL_ID, IMPORT_COLUMNS, type ImportColumn } from '#app/domain/roster/import-row.ts'
import type { UrbanVillage } from '#app/domain/roster/region.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { rosterWords } from '#app/text/roster.ts'
import { guardedText, sheet, workbook } from './workbook.server.tsx'

/** A line that shows how each column is filled in; the import asks to remove it. */
function exampleRow(village: UrbanVillage | undefined): Record<ImportColumn, string> {
  return {
    nik: EXAMPLE_NATIONAL_ID,
    nama: 'Contoh Nama Kader',
    jenis_kelamin: 'P',
    tanggal_lahir: '12/05/1980',
    kode_kelurahan: village?.code ?? '',
    kelurahan: village?.name ?? '',
    kecamatan: village?.districtName ?? '',
    posyandu: 'Melati 1',
    telepon: '0812-3456-7890',
    pekerjaan: 'ibu rumah tangga',
    pekerjaan_suami: 'buruh',
    mulai_bertugas: '2015',
    nomor_sk: '400/Kep.1-DP3AP2KB/2025',
  }
}

/** The roster's form as a spreadsheet: the form with one example, every kelurahan's code, and how to fill each column. All cells are text. */
export function rosterTemplateWorkbook(
  villages: readonly UrbanVillage[],
  { at, locale }: { at: Date; locale: Locale },
): Promise<Uint8Array> {
  const words = rosterWords[locale]
  return workbook(
    [
      sheet({
        name: words.templateSheets.roster,
        columns: IMPORT_COLUMNS.map((column) => ({
          head: column,
          kind: 'text' as const,
          value: (row: Record<ImportColumn, string>) => row[column],
        })),
        rows: [exampleRow(villages[0])],
      }),
      sheet({
        name: words.templateSheets.codes,
        columns: [
          { head: words.templateHeads.code, kind: 'text', value: (village: UrbanVillage) => village.code },
          { head: words.templateHeads.urbanVillage, kind: 'text', value: (village: UrbanVillage) => village.name },
          { head: words.templateHeads.district, kind: 'text', value: (village: UrbanVillage) => village.districtName },
        ],
        rows: villages,
      }),
      sheet({
        name: words.templateSheets.help,
        columns: [
          { head: words.templateHeads.column, kind: 'text', value: (column: ImportColumn) => column },
          { head: words.templateHeads.meaning, kind: 'text', width: 90, value: (column: ImportColumn) => words.columnMeanings[column] },
        ],
        rows: IMPORT_COLUMNS,
      }),
    ],
    { at },
  )
}

/** The same form as CSV the way Excel in Indonesian reads it: semicolons and a mark for UTF-8. */
export function rosterTemplateCsv(villages: readonly UrbanVillage[]): Uint8Array {
  const example = exampleRow(villages[0])
  const lines = [[...IMPORT_COLUMNS], IMPORT_COLUMNS.map((column) => guardedText(example[column]))]
  return new Uint8Array(Buffer.from(stringify(lines, { delimiter: ';', bom: true, record_delimiter: 'windows' }), 'utf8'))
}
