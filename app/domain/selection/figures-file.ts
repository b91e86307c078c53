import { z } from 'zod'
import type { RegionCode } from '../access/role.ts'
import { cellText, columnLetters, hasHiddenCharacter, looksLikeFormula, type TableCell, type TableRow } from '../roster/import-cell.ts'
import { indexRegions, REGION_PROBLEMS, type RegionProblem, resolveUrbanVillage, type UrbanVillage } from '../roster/region.ts'
import { SERVICE_FIELDS, type ServiceField } from '../roster/service-field.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { ComponentScore, GroupCode, POPULATION, ShareColumn } from './selection-inputs.ts'

/** A file of kelurahan (quota, decree, shares, seats per field) or of candidates (component scores, plenary places, groups). */
export const FIGURE_KINDS = ['villages', 'candidates'] as const
export type FigureKind = (typeof FIGURE_KINDS)[number]

export const MAXIMUM_FIGURE_BYTES = 5 * 1024 * 1024
const MAXIMUM_ROWS = 20_000
const HEADER_SEARCHED_IN = 15
const SHOWN_CHARACTERS = 40

export const FIGURE_FAULTS = [
  'empty',
  'formula',
  'error-value',
  'hidden-character',
  'count-unreadable',
  'score-unreadable',
  'field-unknown',
  'group-unreadable',
  'twice',
  'unknown-participant',
  ...REGION_PROBLEMS,
] as const
export const FigureFaultCode = z.enum(FIGURE_FAULTS)
export type FigureFaultCode = z.infer<typeof FigureFaultCode>

export type FigureFault = {
  readonly row: number
  /** `C7`; empty when the file has no such column. */
  readonly cell: string
  readonly column: string
  readonly code: FigureFaultCode
  /** The start of what stands there. */
  readonly text: string
}

/** What a line says about a kelurahan; a member that the file has no column for is not there and stays as it is. */
export type VillageFigures = {
  readonly code: RegionCode
  readonly figures: Readonly<Record<string, number | null>>
  readonly importedQuota?: number | null
  readonly decreeQuota?: number | null
  readonly fieldSeats?: Readonly<Partial<Record<ServiceField, number>>> | null
}

export type CandidateFigures = {
  readonly participantNumber: string
  readonly practice?: string | null
  readonly serviceRecord?: string | null
  readonly plenaryPlace?: number | null
  readonly canServe?: readonly ServiceField[]
  readonly groups?: readonly string[]
}

export type FiguresFile =
  | { readonly kind: 'villages'; readonly rows: readonly VillageFigures[]; readonly columns: readonly string[] }
  | { readonly kind: 'candidates'; readonly rows: readonly CandidateFigures[]; readonly columns: readonly string[] }

export type FiguresProblem =
  | { readonly kind: 'no-header' }
  | { readonly kind: 'column-twice'; readonly columns: readonly string[] }
  | { readonly kind: 'no-figures' }
  | { readonly kind: 'no-rows' }
  | { readonly kind: 'too-many-rows'; readonly rows: number }
  | { readonly kind: 'faults'; readonly faults: readonly FigureFault[] }

const FIELD_NAMES: Readonly<Record<ServiceField, readonly string[]>> = {
  education: ['pendidikan', 'education'],
  health: ['kesehatan', 'health'],
  public_works: ['pekerjaan_umum', 'pu', 'public_works'],
  housing: ['perumahan_rakyat', 'perumahan', 'housing'],
  public_order: ['ketenteraman', 'trantibum', 'trantibumlinmas', 'ketertiban_umum', 'public_order'],
  social: ['sosial', 'social'],
}

const REGION_COLUMNS = ['kode_kelurahan', 'kelurahan', 'kecamatan'] as const
type RegionColumn = (typeof REGION_COLUMNS)[number]

const ALIASES = new Map([
  ['penduduk', POPULATION],
  ['kode', 'kode_kelurahan'],
  ['kode_wilayah', 'kode_kelurahan'],
  ['no_peserta', 'nomor_peserta'],
  ['nilai_praktik', 'praktik'],
  ['rekam_pengabdian', 'pengabdian'],
  ['nilai_pengabdian', 'pengabdian'],
  ['urutan_pleno', 'pleno'],
  ['kelompok_khusus', 'kelompok'],
  ['bidang_layanan', 'bidang'],
])
const CANDIDATE_COLUMNS = ['praktik', 'pengabdian', 'pleno', 'bidang', 'kelompok'] as const
/** Shown for orientation only; they are not read. */
const NOT_READ = ['no', 'nama', 'nama_kelurahan', 'keterangan']

/** The column's name as this file format knows it: lower case, words joined by `_`. */
function columnName(cell: TableCell): string {
  const name = cellText(cell)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return ALIASES.get(name) ?? name
}

type World = {
  readonly villages: readonly UrbanVillage[]
  /** The participant numbers of the period. */
  readonly candidates: ReadonlySet<string>
}

/**
 * A whole file against the rules. The headings say which kind it is: `nomor_peserta` makes it a file of candidates,
 * `kode_kelurahan` (or `kelurahan` and `kecamatan`) one of kelurahan, in which every other column is a whole number that shares
 * can be made from. A file with one fault gives nothing but its faults.
 */
export function checkFiguresFile(lines: readonly TableRow[], world: World): Result<FiguresFile, FiguresProblem> {
  const header = lines.slice(0, HEADER_SEARCHED_IN).find((line) => kindOf(line.cells.map(columnName)) !== null)
  if (!header) return refuse({ kind: 'no-header' })
  const names = header.cells.map(columnName)
  const twice = names.filter((name, at) => name !== '' && names.indexOf(name) !== at)
  if (twice.length > 0) return refuse({ kind: 'column-twice', columns: [...new Set(twice)] })
  const places = new Map(names.flatMap((name, at) => (name === '' ? [] : [[name, at] as const])))
  const rows = lines.filter(
    (line) =>
      line.number > header.number && line.cells.some((cell) => cell !== null && (typeof cell === 'object' || cellText(cell) !== '')),
  )
  if (rows.length === 0) return refuse({ kind: 'no-rows' })
  if (rows.length > MAXIMUM_ROWS) return refuse({ kind: 'too-many-rows', rows: rows.length })
  return kindOf(names) === 'candidates' ? checkCandidates(rows, places, world) : checkVillages(rows, places, world)
}

function kindOf(names: readonly string[]): FigureKind | null {
  if (names.includes('nomor_peserta')) return 'candidates'
  return names.includes('kode_kelurahan') || (names.includes('kelurahan') && names.includes('kecamatan')) ? 'villages' : null
}

type Places = ReadonlyMap<string, number>

/** Reads one line; faults gather, and a cell has at most one. */
function lineReader(line: TableRow, places: Places, faults: FigureFault[]) {
  const at = (column: string): TableCell => line.cells[places.get(column) ?? -1] ?? null
  const fault = (column: string, code: FigureFaultCode) => {
    const index = places.get(column)
    const cell = index === undefined ? '' : `${columnLetters(index)}${line.number}`
    if (!faults.some((known) => known.row === line.number && known.column === column))
      faults.push({ row: line.number, cell, column, code, text: shownText(at(column)) })
    return null
  }
  const text = (column: string): string | null => {
    const cell = at(column)
    if (typeof cell === 'object' && cell !== null) {
      if (cell.kind === 'formula') return fault(column, 'formula')
      if (cell.kind === 'error') return fault(column, 'error-value')
    }
    const read = cellText(cell)
    if (hasHiddenCharacter(read)) return fault(column, 'hidden-character')
    return typeof cell === 'string' && looksLikeFormula(read) ? fault(column, 'formula') : read
  }
  const count = (column: string, least: number): number | null => {
    const read = text(column)
    if (read === null || read === '') return null
    const digits = /^\d{1,3}(\.\d{3})+$/.test(read) ? read.replaceAll('.', '') : read
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
    return value >= least ? value : fault(column, 'count-unreadable')
  }
  const score = (column: string): string | null => {
    const read = text(column)
    if (read === null || read === '') return null
    const decimal = read.replace(',', '.').replace(/^0+(?=\d)/, '')
    const trimmed = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
    return ComponentScore.safeParse(trimmed).success ? trimmed : fault(column, 'score-unreadable')
  }
  return { fault, text, count, score }
}

function checkVillages(rows: readonly TableRow[], places: Places, world: World): Result<FiguresFile, FiguresProblem> {
  const regions = indexRegions(world.villages)
  const fieldColumns = new Map(
    SERVICE_FIELDS.flatMap((field) => FIELD_NAMES[field].map((name) => [`kuota_${name}`, field] as const)).filter(([name]) =>
      places.has(name),
    ),
  )
  const read = new Set<string>([...REGION_COLUMNS, 'kuota', 'kuota_sk', ...fieldColumns.keys(), ...NOT_READ])
  const shares = [...places.keys()].filter((name) => !read.has(name) && ShareColumn.safeParse(name).success)
  if (!places.has('kuota') && !places.has('kuota_sk') && fieldColumns.size === 0 && shares.length === 0)
    return refuse({ kind: 'no-figures' })
  const faults: FigureFault[] = []
  const seen = new Set<RegionCode>()
  const found = rows.flatMap((line): VillageFigures[] => {
    const { fault, text, count } = lineReader(line, places, faults)
    const region = resolveUrbanVillage(regions, {
      code: text('kode_kelurahan') ?? '',
      urbanVillage: text('kelurahan') ?? '',
      district: text('kecamatan') ?? '',
    })
    if (region.kind !== 'found') {
      fault(regionColumn(region, places), region.kind)
      return []
    }
    const { code } = region.urbanVillage
    if (seen.has(code)) fault(places.has('kode_kelurahan') ? 'kode_kelurahan' : 'kelurahan', 'twice')
    seen.add(code)
    const perField = [...fieldColumns].map(([name, field]) => [field, count(name, 0)] as const)
    const given = perField.flatMap(([field, seats]) => (seats === null ? [] : [[field, seats] as const]))
    return [
      {
        code,
        figures: Object.fromEntries(shares.map((name) => [name, count(name, 0)])),
        ...(places.has('kuota') && { importedQuota: count('kuota', 0) }),
        ...(places.has('kuota_sk') && { decreeQuota: count('kuota_sk', 0) }),
        ...(fieldColumns.size > 0 && { fieldSeats: given.length === 0 ? null : Object.fromEntries(given) }),
      },
    ]
  })
  return faults.length > 0 ? refuse({ kind: 'faults', faults }) : accept({ kind: 'villages', rows: found, columns: [...places.keys()] })
}

function regionColumn({ kind }: RegionProblem, places: Places): RegionColumn {
  const wanted: RegionColumn =
    kind === 'code-name-mismatch' || kind === 'unknown-urban-village'
      ? 'kelurahan'
      : kind === 'code-district-mismatch' || kind === 'name-needs-district' || kind === 'unknown-district'
        ? 'kecamatan'
        : 'kode_kelurahan'
  return places.has(wanted) ? wanted : (REGION_COLUMNS.find((column) => places.has(column)) ?? wanted)
}

function checkCandidates(rows: readonly TableRow[], places: Places, world: World): Result<FiguresFile, FiguresProblem> {
  if (!CANDIDATE_COLUMNS.some((column) => places.has(column))) return refuse({ kind: 'no-figures' })
  const faults: FigureFault[] = []
  const seen = new Set<string>()
  const found = rows.flatMap((line): CandidateFigures[] => {
    const { fault, text, count, score } = lineReader(line, places, faults)
    const participantNumber = text('nomor_peserta')
    if (participantNumber === null) return []
    const problem =
      participantNumber === ''
        ? 'empty'
        : !world.candidates.has(participantNumber)
          ? 'unknown-participant'
          : seen.has(participantNumber)
            ? 'twice'
            : null
    if (problem !== null) {
      fault('nomor_peserta', problem)
      return []
    }
    seen.add(participantNumber)
    return [
      {
        participantNumber,
        ...(places.has('praktik') && { practice: score('praktik') }),
        ...(places.has('pengabdian') && { serviceRecord: score('pengabdian') }),
        ...(places.has('pleno') && { plenaryPlace: count('pleno', 1) }),
        ...(places.has('bidang') && { canServe: fieldsIn(text('bidang') ?? '', () => fault('bidang', 'field-unknown')) }),
        ...(places.has('kelompok') && { groups: groupsIn(text('kelompok') ?? '', () => fault('kelompok', 'group-unreadable')) }),
      },
    ]
  })
  return faults.length > 0 ? refuse({ kind: 'faults', faults }) : accept({ kind: 'candidates', rows: found, columns: [...places.keys()] })
}

function partsOf(text: string): string[] {
  return text
    .split(/[,;/]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function fieldsIn(text: string, onFault: () => void): ServiceField[] {
  const fields = partsOf(text).flatMap((part) => {
    const name = part.toLowerCase().replace(/[^a-z0-9]+/g, '_')
    const found = SERVICE_FIELDS.find((field) => FIELD_NAMES[field].includes(name))
    if (found === undefined) onFault()
    return found ?? []
  })
  return SERVICE_FIELDS.filter((field) => fields.includes(field))
}

function groupsIn(text: string, onFault: () => void): string[] {
  const groups = partsOf(text).map((part) => part.toLowerCase().replace(/\s+/g, '-'))
  if (!groups.every((group) => GroupCode.safeParse(group).success)) onFault()
  return [...new Set(groups)].sort()
}

function shownText(cell: TableCell): string {
  const text = Array.from(cellText(cell), (character) => (hasHiddenCharacter(character) ? '�' : character))
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1).join('')}…` : text.join('')
}
