import { addDays, type CalendarDay } from '../shared/calendar.ts'
import type { Sex } from './cadre.ts'

/** What stands in a cell of a sheet or of a CSV line. */
export type TableCell =
  | null
  | string
  | number
  /** A day that the sheet itself holds as a date. */
  | { readonly kind: 'date'; readonly day: CalendarDay }
  | { readonly kind: 'formula' }
  | { readonly kind: 'error'; readonly text: string }

/** A line as the reader of the file finds it; its number is the one that the spreadsheet shows. */
export type TableRow = { readonly number: number; readonly cells: readonly TableCell[] }

export type CellAnswer<Value, Problem extends string> = { readonly value: Value } | { readonly problem: Problem }

/** The cell's text in one form: NFC, single spaces, no spaces at its ends. A lone dash stands for nothing. */
export function cellText(cell: TableCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  if (typeof cell === 'string') {
    const text = cell.normalize('NFC').replace(/\s+/gu, ' ').trim()
    return /^[-–—]$/.test(text) ? '' : text
  }
  return cell.kind === 'date' ? cell.day : cell.kind === 'error' ? cell.text : ''
}

/** Control, formatting, private and unassigned characters and lone surrogates; white space is not among them. */
export function hasHiddenCharacter(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(text)
}

/** Whether a spreadsheet would run the text as a formula. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@]/.test(text)
}

/** A NIK of 16 digits. Excel keeps 15 digits of a number, so a NIK stored as a number has lost its end. */
export function parseNationalId(cell: TableCell): CellAnswer<string, 'nik-lost-digits' | 'nik-not-16-digits'> {
  if (typeof cell === 'number') return { problem: Math.abs(cell) >= 1e15 ? 'nik-lost-digits' : 'nik-not-16-digits' }
  const text = cellText(cell).replace(/^'/, '').replace(/[\s.]/g, '')
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(cellText(cell).replace(/\s/g, ''))) return { problem: 'nik-lost-digits' }
  return /^\d{16}$/.test(text) ? { value: text } : { problem: 'nik-not-16-digits' }
}

/** The birth date's digits and the sex that a NIK carries: digits 7 to 12 are DDMMYY, with 40 added to a woman's day. */
export function nationalIdSays(nationalId: string): { dayMonthYear: string; sex: Sex } {
  const day = Number(nationalId.slice(6, 8))
  return { dayMonthYear: `${String(day > 40 ? day - 40 : day).padStart(2, '0')}${nationalId.slice(8, 12)}`, sex: day > 40 ? 'F' : 'M' }
}

export function parseSex(cell: TableCell): CellAnswer<Sex, 'sex-unknown'> {
  const found = SEXES.get(
    cellText(cell)
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  )
  return found ? { value: found } : { problem: 'sex-unknown' }
}

const SEXES = new Map<string, Sex>([
  ['p', 'F'],
  ['perempuan', 'F'],
  ['wanita', 'F'],
  ['pr', 'F'],
  ['l', 'M'],
  ['lakilaki', 'M'],
  ['pria', 'M'],
  ['lk', 'M'],
])

const MONTHS = new Map<string, number>(
  [
    ['jan', 'januari', 'january'],
    ['feb', 'februari', 'february', 'pebruari'],
    ['mar', 'maret', 'march'],
    ['apr', 'april'],
    ['mei', 'may'],
    ['jun', 'juni', 'june'],
    ['jul', 'juli', 'july'],
    ['agu', 'agt', 'ags', 'aug', 'agustus', 'august'],
    ['sep', 'sept', 'september'],
    ['okt', 'oct', 'oktober', 'october'],
    ['nov', 'nop', 'november', 'nopember'],
    ['des', 'dec', 'desember', 'december'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
)

/**
 * A day written as `12/05/1980` (day first), `1980-05-12`, `12 Mei 1980`, as a date cell, or as a sheet's serial number
 * of days (1 is 1 January 1900; the sheet counts a 29 February 1900 that never was, so 61 and above are exact).
 */
export function parseDay(cell: TableCell): CellAnswer<CalendarDay, 'date-unreadable'> {
  if (typeof cell === 'number') return fromSerial(cell)
  const text = cellText(cell)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text)
  if (iso) return realDay(iso[1], iso[2], iso[3])
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  if (numeric) return realDay(numeric[3], numeric[2], numeric[1])
  const named = /^(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})$/i.exec(text)
  if (named) return realDay(named[3], String(MONTHS.get((named[2] ?? '').toLowerCase()) ?? 0), named[1])
  return /^\d{3,5}$/.test(text) ? fromSerial(Number(text)) : { problem: 'date-unreadable' }
}

function fromSerial(serial: number): CellAnswer<CalendarDay, 'date-unreadable'> {
  if (!(serial >= 61 && serial < 80_000)) return { problem: 'date-unreadable' }
  return { value: addDays('1899-12-30', Math.floor(serial)) }
}

function realDay(year = '', month = '', date = ''): CellAnswer<CalendarDay, 'date-unreadable'> {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? { problem: 'date-unreadable' } : { value: day }
}

/** `+62` and the national number, from `0812…`, `62812…`, `+62 812-…` or an Excel number that lost its zero; null for none. */
export function parsePhone(cell: TableCell): CellAnswer<string | null, 'phone-unreadable'> {
  const text = cellText(cell)
    .replace(/[\p{Cf}]/gu, '')
    .replace(/^'/, '')
    .replace(/[\s.()/-]/g, '')
  if (text === '') return { value: null }
  const national = /^(?:\+62|62|0)?([1-9]\d{6,11})$/.exec(text)?.[1]
  return national ? { value: `+62${national}` } : { problem: 'phone-unreadable' }
}

export function parseYear(cell: TableCell): CellAnswer<number, 'year-unreadable'> {
  const text = cellText(cell)
  if (/^\d{4}$/.test(text)) return { value: Number(text) }
  const day = typeof cell === 'number' ? { problem: 'date-unreadable' as const } : parseDay(cell)
  return 'value' in day ? { value: Number(day.value.slice(0, 4)) } : { problem: 'year-unreadable' }
}

/** `A`, `Z`, `AA` … for 0, 25, 26 … */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}
