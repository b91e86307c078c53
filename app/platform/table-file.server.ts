import { createHash } from 'node:crypto'
import { CsvError, parse } from 'csv-parse/sync'
import type { TableRow } from '#app/domain/roster/import-cell.ts'
import type { Result } from '#app/domain/shared/result.ts'
import { MAXIMUM_COLUMNS, MAXIMUM_LINES, type WorkbookProblem } from './workbook.server.ts'
import { readWorkbookAside } from './workbook-thread.server.ts'

export type TableFileProblem =
  | WorkbookProblem
  | { readonly kind: 'empty-file' }
  | { readonly kind: 'old-excel' }
  | { readonly kind: 'not-utf-8' }

export type TableFile = {
  readonly format: 'xlsx' | 'csv'
  /** SHA-256 of the file's bytes. */
  readonly hash: string
  /** One list of lines per sheet, in the order of the tabs; a CSV file has one. */
  readonly sheets: readonly (readonly TableRow[])[]
}

const LONGEST_LINE = 100_000

/** Reads a spreadsheet or a CSV file. What it is decides its content, never its name. */
export async function readTableFile(bytes: Uint8Array): Promise<Result<TableFile, TableFileProblem>> {
  if (bytes.length === 0) return problem({ kind: 'empty-file' })
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return problem({ kind: 'old-excel' })
  if (startsWith(bytes, [0x50, 0x4b])) {
    const sheets = await readWorkbookAside(bytes)
    return Array.isArray(sheets) ? { ok: true, value: { format: 'xlsx', hash, sheets } } : problem(sheets)
  }
  const text = decodeText(bytes)
  if (text === null) return problem({ kind: 'not-utf-8' })
  if (text.includes('\u0000') || /^\s*[<{%]/.test(text)) return problem({ kind: 'not-a-table' })
  const rows = readCsv(text)
  return Array.isArray(rows) ? { ok: true, value: { format: 'csv', hash, sheets: [rows] } } : problem(rows)
}

/** The lines of a CSV text: `;`, `,` or TAB, whichever the first line with any of them has most of. */
export function readCsv(text: string): TableRow[] | Extract<TableFileProblem, { kind: 'broken-file' }> {
  try {
    const records: string[][] = parse(text, {
      delimiter: sniffDelimiter(text),
      relax_column_count: true,
      max_record_size: LONGEST_LINE,
      to: MAXIMUM_LINES,
    })
    return records.map((cells, index) => ({
      number: index + 1,
      cells: cells.slice(0, MAXIMUM_COLUMNS).map((cell) => (cell === '' ? null : cell)),
    }))
  } catch (error) {
    // A malformed file is its sender's matter; anything else is a bug.
    if (!(error instanceof CsvError)) throw error
    const line: unknown = Reflect.get(error, 'lines')
    return { kind: 'broken-file', line: typeof line === 'number' ? line : null }
  }
}

function problem(refusal: TableFileProblem): { readonly ok: false; readonly refusal: TableFileProblem } {
  return { ok: false, refusal }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/** UTF-8 with or without its mark, or the UTF-16 that Excel calls "Unicode text"; null when it is neither. */
function decodeText(bytes: Uint8Array): string | null {
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function sniffDelimiter(text: string): ';' | ',' | '\t' {
  const bare = text.slice(0, 4_000).replace(/"[^"]*"/g, '')
  const line = bare.split(/\r?\n/).find((each) => /[;,\t]/.test(each)) ?? ''
  const count = (mark: string) => line.split(mark).length
  const semicolons = count(';')
  if (count('\t') > Math.max(semicolons, count(','))) return '\t'
  return semicolons >= count(',') ? ';' : ','
}
