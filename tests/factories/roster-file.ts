import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { IMPORT_COLUMNS, type ImportColumn } from '#app/domain/roster/import-row.ts'
import { loadRegions } from '#app/use-cases/roster/load-regions.server.ts'

const DATA = join(import.meta.dirname, '../../prisma/data')

/** The 43 kelurahan of the city, from the project's own files. */
export async function loadCity(): Promise<void> {
  const [regions, population] = ['regions.csv', 'kelurahan-population.csv'].map((name) => readFileSync(join(DATA, name), 'utf8'))
  const result = await loadRegions({ kind: 'system', job: 'test' }, { regions: regions ?? '', population: population ?? '' })
  if (!result.ok) throw new Error(result.refusal.kind)
}

/** A line of a roster file that has no fault; the number makes NIK and name its own. */
export function rosterLine(number: number, changes: Partial<Record<ImportColumn, string>> = {}): Record<ImportColumn, string> {
  return {
    nik: `990101520580${String(number).padStart(4, '0')}`,
    nama: `Siti Nomor ${String.fromCharCode(65 + (number % 26))}`,
    jenis_kelamin: 'P',
    tanggal_lahir: '12/05/1980',
    kode_kelurahan: '36.72.01.1001',
    kelurahan: 'Cibeber',
    kecamatan: 'Cibeber',
    posyandu: 'Melati 1',
    telepon: '0812-3456-7890',
    pekerjaan: 'ibu rumah tangga',
    pekerjaan_suami: '',
    mulai_bertugas: '2015',
    nomor_sk: 'SK-1/2025',
    ...changes,
  }
}

export function csvFile(
  lines: readonly Record<ImportColumn, string>[],
  { delimiter = ';', bom = true }: { delimiter?: string; bom?: boolean } = {},
): Uint8Array {
  const text = [
    IMPORT_COLUMNS.join(delimiter),
    ...lines.map((line) => IMPORT_COLUMNS.map((column) => `"${line[column].replaceAll('"', '""')}"`).join(delimiter)),
  ].join('\r\n')
  return new TextEncoder().encode(`${bom ? '\ufeff' : ''}${text}\r\n`)
}

export async function xlsxFile(lines: readonly Partial<Record<ImportColumn, ExcelJS.CellValue>>[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Kader')
  sheet.addRow([...IMPORT_COLUMNS])
  for (const line of lines) sheet.addRow(IMPORT_COLUMNS.map((column) => line[column] ?? null))
  return new Uint8Array(await book.xlsx.writeBuffer())
}
