import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import ExcelJS from 'exceljs'
import type { TableCell, TableRow } from '#app/domain/roster/import-cell.ts'

/** Lines and columns beyond these are not read, of whichever format. */
export const MAXIMUM_LINES = 25_000
export const MAXIMUM_COLUMNS = 200
const MAXIMUM_INFLATED = 40 * 1024 * 1024
/** The library holds each cell as an object of its own. */
const MAXIMUM_CELLS = 500_000
const MAXIMUM_ENTRIES = 1_000

export type WorkbookProblem =
  | { readonly kind: 'not-a-table' }
  | { readonly kind: 'too-big-inside' }
  | { readonly kind: 'broken-file'; readonly line: number | null }

/**
 * The lines of each sheet of a spreadsheet, or what is wrong with it. The library works for a second on a large roster
 * without a pause, so the app asks platform/table-file, which does it beside the thread that answers requests.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<TableRow[][] | WorkbookProblem> {
  return (await unfitArchive(Buffer.from(bytes))) ?? (await loadWorkbook(bytes)) ?? { kind: 'broken-file', line: null }
}

const inflate = promisify(inflateRaw)

/**
 * Looks into a ZIP before anything is unpacked: one central directory that ends where the file's end says, entries that
 * together stay small, and not one of them larger than it claims. Null when the archive is a spreadsheet within bounds.
 * Source: PKWARE APPNOTE 6.3, 4.3.
 */
async function unfitArchive(file: Buffer): Promise<WorkbookProblem | null> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > file.length) return { kind: 'broken-file', line: null }
  const count = file.readUInt16LE(end + 10)
  const size = file.readUInt32LE(end + 12)
  const start = file.readUInt32LE(end + 16)
  if (count > MAXIMUM_ENTRIES || start === 0xffffffff) return { kind: 'too-big-inside' }
  if (start + size !== end) return { kind: 'broken-file', line: null }

  const names = new Set<string>()
  let total = 0
  let cells = 0
  let at = start
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) return { kind: 'broken-file', line: null }
    const method = file.readUInt16LE(at + 10)
    const packed = file.readUInt32LE(at + 20)
    const unpacked = file.readUInt32LE(at + 24)
    const nameLength = file.readUInt16LE(at + 28)
    const local = file.readUInt32LE(at + 42)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
    total += unpacked
    if (total > MAXIMUM_INFLATED || unpacked === 0xffffffff) return { kind: 'too-big-inside' }
    if (names.has(name) || local + 30 > start || file.readUInt32LE(local) !== 0x04034b50) return { kind: 'broken-file', line: null }
    names.add(name)
    const body = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    if (body + packed > start) return { kind: 'broken-file', line: null }
    const content = await unpack(file.subarray(body, body + packed), method, unpacked)
    if (content === null) return { kind: 'broken-file', line: null }
    if (name.includes('worksheets/')) cells += countCells(content)
    if (cells > MAXIMUM_CELLS) return { kind: 'too-big-inside' }
  }
  return names.has('xl/workbook.xml') ? null : { kind: 'not-a-table' }
}

/** The entry's content; null when it is damaged or not exactly as large as it claims. Never unpacks further than that. */
async function unpack(packed: Buffer, method: number, claimed: number): Promise<Buffer | null> {
  if (method === 0) return packed.length === claimed ? packed : null
  if (method !== 8) return null
  try {
    const content = await inflate(packed, { maxOutputLength: claimed + 1 })
    return content.length === claimed ? content : null
  } catch (error) {
    // zlib throws on damaged data and on more data than allowed: either way the archive is not what it claims.
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

function countCells(sheet: Buffer): number {
  let count = 0
  for (let at = sheet.indexOf('<c'); at >= 0; at = sheet.indexOf('<c', at + 2)) {
    const next = sheet[at + 2]
    if (next === 0x20 || next === 0x3e || next === 0x2f || next === 0x0a || next === 0x0d || next === 0x09) count += 1
  }
  return count
}

/** Parts of a sheet that hold no values; ranges among them would be unfolded cell by cell. */
const NOT_READ = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'autoFilter',
  'mergeCells',
  'rowBreaks',
  'hyperlinks',
  'pageMargins',
  'dataValidations',
  'pageSetup',
  'headerFooter',
  'printOptions',
  'picture',
  'drawing',
  'sheetProtection',
  'tableParts',
  'conditionalFormatting',
  'extLst',
]

const READING = { maxRows: MAXIMUM_LINES, ignoreNodes: NOT_READ }

/** Null when the archive's parts are no readable workbook. */
async function loadWorkbook(bytes: Uint8Array): Promise<TableRow[][] | null> {
  const book = new ExcelJS.Workbook()
  try {
    await book.xlsx.load(new Uint8Array(bytes).buffer, READING)
  } catch (error) {
    // The library throws plain errors of every kind on files that are not as the format says.
    if (error instanceof Error) return null
    throw error
  }
  return book.worksheets.map((sheet) => {
    const rows: TableRow[] = []
    sheet.eachRow({ includeEmpty: false }, (row, number) => {
      const cells: TableCell[] = []
      row.eachCell({ includeEmpty: false }, (cell, column) => {
        if (column <= MAXIMUM_COLUMNS) cells[column - 1] = cellOf(cell.value)
      })
      rows.push({ number, cells: Array.from(cells, (cell) => cell ?? null) })
    })
    return rows
  })
}

function cellOf(value: ExcelJS.CellValue): TableCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? null : value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? { kind: 'error', text: '' } : { kind: 'date', day: value.toISOString().slice(0, 10) }
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('formula' in value || 'sharedFormula' in value) return { kind: 'formula' }
  if ('error' in value) return { kind: 'error', text: value.error }
  if ('text' in value) return typeof value.text === 'string' ? value.text : cellOf(value.text)
  return null
}
