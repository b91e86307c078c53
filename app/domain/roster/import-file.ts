import type { CalendarDay } from '../shared/calendar.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { cellText, columnLetters, type TableRow } from './import-cell.ts'
import {
  type ColumnPlaces,
  checkRow,
  IMPORT_COLUMNS,
  type ImportColumn,
  type ImportFault,
  type ImportRow,
  type ImportWarning,
  REQUIRED_COLUMNS,
} from './import-row.ts'
import { indexRegions, type UrbanVillage } from './region.ts'

export const MAXIMUM_FILE_BYTES = 5 * 1024 * 1024
export const MAXIMUM_ROWS = 20_000
/** A decree often has a title above its table. */
const HEADER_SEARCHED_IN = 15

/** Why a file cannot be checked line by line. */
export type FileProblem =
  | { readonly kind: 'no-header' }
  | { readonly kind: 'missing-columns'; readonly columns: readonly string[] }
  | { readonly kind: 'column-twice'; readonly columns: readonly string[] }
  | { readonly kind: 'no-rows' }
  | { readonly kind: 'too-many-rows'; readonly rows: number }

export type CheckedFile = {
  /** Lines that hold something, the faulty ones included. */
  readonly rowCount: number
  /** The lines without a fault. */
  readonly rows: readonly ImportRow[]
  readonly faults: readonly ImportFault[]
  readonly warnings: readonly ImportWarning[]
  /** Headings that no column of a roster has; they are not read. */
  readonly ignoredColumns: readonly string[]
}

/** Other headings that offices use. */
const ALIASES: Readonly<Record<string, ImportColumn>> = {
  nik: 'nik',
  nomorindukkependudukan: 'nik',
  noktp: 'nik',
  nama: 'nama',
  namalengkap: 'nama',
  namakader: 'nama',
  jeniskelamin: 'jenis_kelamin',
  jk: 'jenis_kelamin',
  lp: 'jenis_kelamin',
  pl: 'jenis_kelamin',
  tanggallahir: 'tanggal_lahir',
  tgllahir: 'tanggal_lahir',
  kodekelurahan: 'kode_kelurahan',
  kodewilayah: 'kode_kelurahan',
  kelurahan: 'kelurahan',
  kecamatan: 'kecamatan',
  posyandu: 'posyandu',
  namaposyandu: 'posyandu',
  telepon: 'telepon',
  notelepon: 'telepon',
  nohp: 'telepon',
  nomorhp: 'telepon',
  hp: 'telepon',
  nowa: 'telepon',
  pekerjaan: 'pekerjaan',
  pekerjaansuami: 'pekerjaan_suami',
  pekerjaanpasangan: 'pekerjaan_suami',
  mulaibertugas: 'mulai_bertugas',
  tahunmulai: 'mulai_bertugas',
  tahunmulaibertugas: 'mulai_bertugas',
  nomorsk: 'nomor_sk',
  nosk: 'nomor_sk',
}

/**
 * A whole file against the rules: finds the line with the headings, checks every line below it, and tells which NIK
 * stands there twice. The same lines always give the same answer, in the order of the file.
 */
export function checkFile(
  lines: readonly TableRow[],
  villages: readonly UrbanVillage[],
  today: CalendarDay,
): Result<CheckedFile, FileProblem> {
  const header = lines.slice(0, HEADER_SEARCHED_IN).find((line) => {
    const columns = line.cells.map(columnOf)
    return columns.includes('nik') && columns.includes('nama')
  })
  if (!header) return refuse({ kind: 'no-header' })
  const named = header.cells.flatMap((cell, index) => {
    const column = columnOf(cell)
    return column === null ? [] : [[column, index] as const]
  })
  const places: ColumnPlaces = new Map(named)
  const twice = IMPORT_COLUMNS.filter((column) => named.filter(([name]) => name === column).length > 1)
  if (twice.length > 0) return refuse({ kind: 'column-twice', columns: twice })
  const missing = missingColumns(places)
  if (missing.length > 0) return refuse({ kind: 'missing-columns', columns: missing })

  const filled = lines.filter(
    (line) =>
      line.number > header.number && line.cells.some((cell) => cell !== null && (typeof cell === 'object' || cellText(cell) !== '')),
  )
  if (filled.length === 0) return refuse({ kind: 'no-rows' })
  if (filled.length > MAXIMUM_ROWS) return refuse({ kind: 'too-many-rows', rows: filled.length })

  const regions = indexRegions(villages)
  const rows: ImportRow[] = []
  const faults: ImportFault[] = []
  const warnings: ImportWarning[] = []
  const firstRowOf = new Map<string, number>()
  for (const line of filled) {
    const checked = checkRow(line, places, regions, today)
    const earlier = checked.nationalId === null ? undefined : firstRowOf.get(checked.nationalId)
    if (checked.nationalId !== null && earlier === undefined) firstRowOf.set(checked.nationalId, line.number)
    faults.push(...checked.faults)
    if (earlier !== undefined && !checked.faults.some((fault) => fault.column === 'nik'))
      faults.push(twiceFault(line, places, checked.nationalId ?? '', earlier))
    if (checked.row !== null && earlier === undefined) {
      rows.push(checked.row)
      warnings.push(...checked.warnings)
    }
  }
  return accept({ rowCount: filled.length, rows, faults, warnings, ignoredColumns: ignoredHeadings(header) })
}

function twiceFault(line: TableRow, places: ColumnPlaces, nationalId: string, otherRow: number): ImportFault {
  const index = places.get('nik') ?? 0
  return {
    row: line.number,
    column: 'nik',
    cell: `${columnLetters(index)}${line.number}`,
    code: 'nik-twice',
    text: `${'·'.repeat(12)}${nationalId.slice(-4)}`,
    otherRow,
  }
}

function missingColumns(places: ColumnPlaces): string[] {
  const missing: string[] = REQUIRED_COLUMNS.filter((column) => !places.has(column))
  const hasRegion = places.has('kode_kelurahan') || (places.has('kelurahan') && places.has('kecamatan'))
  return hasRegion ? missing : [...missing, 'kode_kelurahan']
}

function columnOf(cell: TableRow['cells'][number]): ImportColumn | null {
  return ALIASES[headingKey(cell)] ?? null
}

function headingKey(cell: TableRow['cells'][number]): string {
  const key = cellText(cell)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return Object.hasOwn(ALIASES, key) ? key : ''
}

function ignoredHeadings(header: TableRow): string[] {
  return header.cells
    .filter((cell) => cellText(cell) !== '' && columnOf(cell) === null)
    .map((cell) => cellText(cell).slice(0, 40))
    .slice(0, 30)
}
