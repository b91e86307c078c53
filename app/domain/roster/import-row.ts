import { z } from 'zod'
import { ageOn, type CalendarDay } from '../shared/calendar.ts'
import { CadreRecord, NationalId } from './cadre.ts'
import {
  cellText,
  columnLetters,
  hasHiddenCharacter,
  looksLikeFormula,
  nationalIdSays,
  parseDay,
  parseNationalId,
  parsePhone,
  parseSex,
  parseYear,
  type TableCell,
  type TableRow,
} from './import-cell.ts'
import { REGION_PROBLEMS, type RegionIndex, type RegionProblem, resolveUrbanVillage } from './region.ts'

/** The columns of a roster file, by the names in its first line. */
export const IMPORT_COLUMNS = [
  'nik',
  'nama',
  'jenis_kelamin',
  'tanggal_lahir',
  'kode_kelurahan',
  'kelurahan',
  'kecamatan',
  'posyandu',
  'telepon',
  'pekerjaan',
  'pekerjaan_suami',
  'mulai_bertugas',
  'nomor_sk',
] as const
export const ImportColumn = z.enum(IMPORT_COLUMNS)
export type ImportColumn = z.infer<typeof ImportColumn>

/** Without these the file is no roster; the kelurahan may come by code or by both names. */
export const REQUIRED_COLUMNS = [
  'nik',
  'nama',
  'jenis_kelamin',
  'tanggal_lahir',
  'posyandu',
  'pekerjaan',
  'mulai_bertugas',
  'nomor_sk',
] as const satisfies readonly ImportColumn[]

/** The most characters of each free text. */
const LONGEST = { nama: 100, posyandu: 80, pekerjaan: 60, pekerjaan_suami: 60, nomor_sk: 80 } as const satisfies Partial<
  Record<ImportColumn, number>
>
type TextColumn = keyof typeof LONGEST

/** Whoever fills in the template copies this line's form and removes it. No region has this number. */
export const EXAMPLE_NATIONAL_ID = '9900005205800001'

export const FAULT_CODES = [
  'empty',
  'hidden-character',
  'formula',
  'error-value',
  'too-long',
  'name-unreadable',
  'nik-not-16-digits',
  'nik-lost-digits',
  'nik-twice',
  'example-row',
  'sex-unknown',
  'date-unreadable',
  'date-in-future',
  'date-too-old',
  'year-unreadable',
  'year-in-future',
  'year-too-old',
  'phone-unreadable',
  ...REGION_PROBLEMS,
] as const
export const FaultCode = z.enum(FAULT_CODES)
export type FaultCode = z.infer<typeof FaultCode>

/** A person looks at these and may go on. */
export const WARNING_CODES = ['nik-other-birth-date', 'nik-other-sex', 'served-as-child'] as const
export const WarningCode = z.enum(WARNING_CODES)
export type WarningCode = z.infer<typeof WarningCode>

const place = {
  /** The line's number as the spreadsheet shows it. */
  row: z.number().int().min(1),
  column: ImportColumn,
  /** `C7`; empty when the file has no such column. */
  cell: z.string(),
  /** The start of what stands there; of a NIK, the last four characters. */
  text: z.string(),
}
export const ImportFault = z.object({
  ...place,
  code: FaultCode,
  /** The line with which this one collides. */ otherRow: z.number().int().nullable(),
})
export type ImportFault = z.infer<typeof ImportFault>
export const ImportWarning = z.object({ ...place, code: WarningCode })
export type ImportWarning = z.infer<typeof ImportWarning>

/** A line without a fault. */
export const ImportRow = z.object({ row: z.number().int().min(1), nationalId: NationalId, record: CadreRecord })
export type ImportRow = z.infer<typeof ImportRow>

/** At which place of a line each column stands. */
export type ColumnPlaces = ReadonlyMap<ImportColumn, number>

export type CheckedRow = {
  readonly row: ImportRow | null
  readonly nationalId: string | null
  readonly faults: readonly ImportFault[]
  readonly warnings: readonly ImportWarning[]
}

const OLDEST_BIRTH: CalendarDay = '1920-01-01'
const OLDEST_SERVICE = 1950
const YOUNGEST_SERVICE_AGE = 12
const SHOWN_CHARACTERS = 40

const REGION_COLUMN: Record<RegionProblem['kind'], ImportColumn> = {
  'region-missing': 'kode_kelurahan',
  'unknown-code': 'kode_kelurahan',
  'code-name-mismatch': 'kelurahan',
  'code-district-mismatch': 'kecamatan',
  'name-needs-district': 'kecamatan',
  'unknown-district': 'kecamatan',
  'unknown-urban-village': 'kelurahan',
}

/** One line against the rules. Every fault is told, not only the first; a cell has at most one. */
export function checkRow(line: TableRow, places: ColumnPlaces, regions: RegionIndex, today: CalendarDay): CheckedRow {
  const faults: ImportFault[] = []
  const at = (column: ImportColumn): TableCell => line.cells[places.get(column) ?? -1] ?? null
  const placeOf = (column: ImportColumn) => ({
    row: line.number,
    column,
    cell: cellAddress(places, column, line.number),
    text: shownText(column, at(column)),
  })
  const fault = (column: ImportColumn, code: FaultCode) => {
    if (!faults.some((known) => known.column === column)) faults.push({ ...placeOf(column), code, otherRow: null })
    return null
  }
  const readable = (column: ImportColumn) => {
    const code = unreadable(column, at(column))
    return code === null ? true : fault(column, code) !== null
  }
  const parsed = <Value>(column: ImportColumn, parse: (cell: TableCell) => { readonly value: Value } | { readonly problem: FaultCode }) => {
    if (!readable(column)) return null
    if (cellText(at(column)) === '') return fault(column, 'empty')
    const answer = parse(at(column))
    return 'value' in answer ? answer.value : fault(column, answer.problem)
  }
  const text = (column: TextColumn) => {
    const value = readable(column) ? cellText(at(column)) : null
    return value !== null && value.length > LONGEST[column] ? fault(column, 'too-long') : value
  }
  const requiredText = (column: TextColumn) => {
    const value = text(column)
    return value === '' ? fault(column, 'empty') : value
  }

  const nationalId = parsed('nik', parseNationalId)
  if (nationalId === EXAMPLE_NATIONAL_ID) fault('nik', 'example-row')
  const name = requiredText('nama')
  if (name !== null && !/\p{L}.*\p{L}/u.test(name)) fault('nama', 'name-unreadable')
  const sex = parsed('jenis_kelamin', parseSex)
  const birthDate = parsed('tanggal_lahir', parseDay)
  if (birthDate !== null && birthDate > today) fault('tanggal_lahir', 'date-in-future')
  if (birthDate !== null && birthDate < OLDEST_BIRTH) fault('tanggal_lahir', 'date-too-old')
  const posyandu = requiredText('posyandu')
  const occupation = requiredText('pekerjaan')
  const spouseOccupation = text('pekerjaan_suami')
  const servingSince = parsed('mulai_bertugas', parseYear)
  if (servingSince !== null && servingSince > Number(today.slice(0, 4))) fault('mulai_bertugas', 'year-in-future')
  if (servingSince !== null && servingSince < OLDEST_SERVICE) fault('mulai_bertugas', 'year-too-old')
  const decreeNumber = requiredText('nomor_sk')
  const phone = readable('telepon') ? parsePhone(at('telepon')) : null
  if (phone !== null && 'problem' in phone) fault('telepon', phone.problem)
  const regionIsReadable = (['kode_kelurahan', 'kelurahan', 'kecamatan'] as const).map(readable).every(Boolean)
  const region = regionIsReadable
    ? resolveUrbanVillage(regions, {
        code: cellText(at('kode_kelurahan')),
        urbanVillage: cellText(at('kelurahan')),
        district: cellText(at('kecamatan')),
      })
    : null
  if (region !== null && region.kind !== 'found') fault(REGION_COLUMN[region.kind], region.kind)

  const whole =
    faults.length === 0 &&
    nationalId !== null &&
    name !== null &&
    sex !== null &&
    birthDate !== null &&
    posyandu !== null &&
    occupation !== null &&
    spouseOccupation !== null &&
    servingSince !== null &&
    decreeNumber !== null &&
    phone !== null &&
    'value' in phone &&
    region?.kind === 'found'
  if (!whole) return { row: null, nationalId, faults, warnings: [] }
  const record: CadreRecord = {
    name,
    sex,
    birthDate,
    urbanVillageCode: region.urbanVillage.code,
    posyandu,
    phone: phone.value,
    occupation,
    spouseOccupation: spouseOccupation === '' ? null : spouseOccupation,
    servingSince,
    decreeNumber,
  }
  const warnings = warningsOf(nationalId, record).map(({ column, code }) => ({ ...placeOf(column), code }))
  return { row: { row: line.number, nationalId, record }, nationalId, faults, warnings }
}

/** What is odd about a sound line: the NIK tells another birth date or sex, or the service began in childhood. */
function warningsOf(nationalId: string, record: CadreRecord): { column: ImportColumn; code: WarningCode }[] {
  const says = nationalIdSays(nationalId)
  const [year = '', month = '', date = ''] = record.birthDate.split('-')
  const warnings: { column: ImportColumn; code: WarningCode }[] = []
  if (says.dayMonthYear !== `${date}${month}${year.slice(2)}`) warnings.push({ column: 'tanggal_lahir', code: 'nik-other-birth-date' })
  if (says.sex !== record.sex) warnings.push({ column: 'jenis_kelamin', code: 'nik-other-sex' })
  if (ageOn(record.birthDate, `${record.servingSince}-12-31`) < YOUNGEST_SERVICE_AGE)
    warnings.push({ column: 'mulai_bertugas', code: 'served-as-child' })
  return warnings
}

/** Why a cell cannot be read at all, whatever its column; null when it can. */
function unreadable(column: ImportColumn, cell: TableCell): FaultCode | null {
  if (typeof cell === 'object' && cell !== null) {
    if (cell.kind === 'formula') return 'formula'
    return cell.kind === 'error' ? 'error-value' : null
  }
  const text = cellText(cell)
  if (column === 'telepon') return /^[=@]/.test(text) ? 'formula' : null
  if (hasHiddenCharacter(text)) return 'hidden-character'
  return typeof cell === 'string' && looksLikeFormula(text) ? 'formula' : null
}

function shownText(column: ImportColumn, cell: TableCell): string {
  const text = Array.from(cellText(cell), (character) => (hasHiddenCharacter(character) ? '�' : character))
  if (column === 'nik')
    return text.length <= 4
      ? '·'.repeat(text.length)
      : `${'·'.repeat(Math.min(text.length, SHOWN_CHARACTERS) - 4)}${text.slice(-4).join('')}`
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1).join('')}…` : text.join('')
}

function cellAddress(places: ColumnPlaces, column: ImportColumn, row: number): string {
  const index = places.get(column)
  return index === undefined ? '' : `${columnLetters(index)}${row}`
}
