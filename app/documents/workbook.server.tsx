import { Buffer } from 'node:buffer'
import ExcelJS from 'exceljs'

/** How a column's cells are meant: text is never read as a formula, numbers keep their exact display. */
export type ColumnKind = 'text' | 'whole' | 'score' | 'percent' | 'day' | 'moment'

export type WorkbookColumn<Row> = {
  readonly head: string
  readonly kind: ColumnKind
  /** In characters; without it, the head's length decides. */
  readonly width?: number
  readonly value: (row: Row) => string | number | Date | null
}

export type Sheet = {
  readonly name: string
  /** Lines above the table: what it is, for when, on what conditions. */
  readonly notes?: readonly string[]
  readonly heads: readonly { readonly head: string; readonly kind: ColumnKind; readonly width: number }[]
  readonly cells: readonly (readonly (string | number | Date | null)[])[]
  /** A last line beyond the filter. */
  readonly sums: readonly (string | number | null)[]
}

const FORMATS: Record<ColumnKind, string> = {
  text: '@',
  whole: '#,##0',
  score: '0.00',
  percent: '0.0"%"',
  day: '[$-421]d mmmm yyyy',
  moment: '[$-421]d mmmm yyyy hh:mm',
}

const WIDTHS: Record<ColumnKind, number> = { text: 18, whole: 10, score: 10, percent: 10, day: 20, moment: 26 }

/** One sheet from rows of one kind; its columns say how each cell is read and shown. */
export function sheet<Row>({
  name,
  notes = [],
  columns,
  rows,
  sums,
}: {
  name: string
  notes?: readonly string[]
  columns: readonly WorkbookColumn<Row>[]
  rows: readonly Row[]
  /** What a last line is called that adds up the columns of whole numbers; without it there is none. */
  sums?: string
}): Sheet {
  return {
    name,
    notes,
    heads: columns.map(({ head, kind, width }) => ({ head, kind, width: width ?? Math.max(WIDTHS[kind], head.length + 2) })),
    cells: rows.map((row) => columns.map((column) => column.value(row))),
    sums:
      sums === undefined
        ? []
        : columns.map(({ kind, value }, index) => (index === 0 ? sums : kind === 'whole' ? sum(rows.map(value)) : null)),
  }
}

/**
 * An Excel file of these sheets. A text never begins like a formula, not even after somebody saves the file as CSV and
 * opens it again. Equal sheets give equal bytes; the file's dates are the given moment.
 */
export async function workbook(sheets: readonly Sheet[], { at }: { at: Date }): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.creator = 'Tera'
  book.lastModifiedBy = 'Tera'
  book.created = at
  book.modified = at
  const names = uniqueSheetNames(sheets.map(({ name }) => name))
  sheets.forEach((each, index) => {
    fillSheet(book.addWorksheet(names[index] ?? `Lembar ${index + 1}`), each)
  })
  return withoutClock(Buffer.from(await book.xlsx.writeBuffer()))
}

/** The archive with the first day that ZIP knows as the time of every entry. Source: PKWARE APPNOTE 4.3.7, 4.3.12 and 4.3.16. */
function withoutClock(archive: Buffer): Uint8Array {
  const end = archive.lastIndexOf(ZIP.end)
  let entry = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    archive.writeUInt32LE(ZIP.firstDay, entry + 12)
    archive.writeUInt32LE(ZIP.firstDay, archive.readUInt32LE(entry + 42) + 10)
    entry += 46 + archive.readUInt16LE(entry + 28) + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32)
  }
  return new Uint8Array(archive)
}

/** The mark of the end of the directory, and 1 January 1980, 00:00, as ZIP writes time and date. */
const ZIP = { end: Buffer.from('504b0506', 'hex'), firstDay: 0x00_21_00_00 }

function sum(values: readonly (string | number | Date | null)[]): number {
  return values.reduce<number>((total, value) => (typeof value === 'number' ? total + value : total), 0)
}

function fillSheet(target: ExcelJS.Worksheet, { notes = [], heads, cells, sums }: Sheet): void {
  const headRow = notes.length === 0 ? 1 : notes.length + 2
  notes.forEach((note, index) => {
    const cell = target.getCell(index + 1, 1)
    cell.value = guardedText(note)
    cell.font = index === 0 ? { bold: true, size: 13 } : { color: { argb: 'FF475569' } }
  })
  heads.forEach(({ head, kind, width }, index) => {
    const column = target.getColumn(index + 1)
    column.width = width
    column.numFmt = FORMATS[kind]
    const cell = target.getCell(headRow, index + 1)
    cell.value = guardedText(head)
    cell.numFmt = FORMATS.text
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF0F766E' } }
    cell.alignment = { vertical: 'middle', wrapText: true, horizontal: isFigure(kind) ? 'right' : 'left' }
    cell.border = { bottom: { style: 'thin', color: { argb: 'FF115E59' } } }
  })
  cells.forEach((row, rowIndex) => {
    row.forEach((value, index) => {
      if (value === null) return
      target.getCell(headRow + 1 + rowIndex, index + 1).value =
        typeof value === 'string' ? guardedText(value) : value instanceof Date ? wallClockInWib(value) : value
    })
  })
  sums.forEach((value, index) => {
    if (value === null) return
    const cell = target.getCell(headRow + 1 + cells.length, index + 1)
    cell.value = typeof value === 'string' ? guardedText(value) : value
    cell.font = { bold: true }
  })
  target.views = [{ state: 'frozen', ySplit: headRow }]
  if (cells.length > 0)
    target.autoFilter = { from: { row: headRow, column: 1 }, to: { row: headRow + cells.length, column: Math.max(1, heads.length) } }
  target.pageSetup = {
    orientation: 'landscape',
    paperSize: 9,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${headRow}:${headRow}`,
  }
}

/** Text that no spreadsheet runs: what begins like a formula gets an apostrophe, what XML cannot hold is left out. Source: OWASP, CSV injection. */
export function guardedText(text: string): string {
  const clean = text.replace(CANNOT_STAND_IN_XML, '').slice(0, LONGEST_CELL)
  return /^[=+\-@\t\r\n]|^\s+[=+\-@]/.test(clean) ? `'${clean}` : clean
}

/** Excel takes no more characters in one cell. */
const LONGEST_CELL = 32_766
/** Control characters and halves of surrogate pairs, which XML 1.0 forbids or discourages. */
const CANNOT_STAND_IN_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu

/** Spreadsheets know no zone: the cell shows the wall clock of Western Indonesian Time. */
function wallClockInWib(at: Date): Date {
  return new Date(at.getTime() + 7 * 60 * 60 * 1000)
}

function isFigure(kind: ColumnKind): boolean {
  return kind === 'whole' || kind === 'score' || kind === 'percent'
}

/** Excel takes 31 characters, none of []:*?/\, no apostrophe at an end, and no name twice whatever its case. */
function uniqueSheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name, index) => {
    const base =
      name
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(CANNOT_STAND_IN_XML, '')
        .replace(/^[\s']+|[\s']+$/g, '')
        .slice(0, 31) || `Lembar ${index + 1}`
    let unique = base
    for (let copy = 2; taken.has(unique.toLowerCase()) || unique.toLowerCase() === 'history'; copy += 1) {
      const suffix = ` (${copy})`
      unique = `${base.slice(0, 31 - suffix.length)}${suffix}`
    }
    taken.add(unique.toLowerCase())
    return unique
  })
}
