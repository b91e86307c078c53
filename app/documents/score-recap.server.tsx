import { SERVICE_FIELDS, type ServiceField } from '#app/domain/roster/service-field.ts'
import { fractionOf, type ResultBreakdown } from '#app/domain/scoring/result-breakdown.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { addFractions, fraction, fractionToNumber, multiplyFractions } from '#app/domain/shared/points.ts'
import { commonWords } from '#app/text/common.ts'
import { recapWords } from '#app/text/score-recap.ts'
import { type Sheet, sheet, type WorkbookColumn, workbook } from './workbook.server.tsx'

/** A person's result on the recap. */
export type RecapRow = {
  readonly participantNumber: string
  readonly name: string
  readonly urbanVillage: { readonly code: string; readonly name: string }
  readonly districtName: string
  readonly breakdown: ResultBreakdown
  /** Null while something is unmarked. */
  readonly passed: boolean | null
}

type Recap = {
  readonly title: string
  readonly rows: readonly RecapRow[]
  readonly at: Date
  readonly demo: boolean
  readonly locale: Locale
}

/** The results of an exam as Excel: the city first, together and with one line per kelurahan, then one sheet per kelurahan by the order of its code. */
export function scoreRecapWorkbook({ title, rows, at, demo, locale }: Recap): Promise<Uint8Array> {
  const words = recapWords[locale]
  const notes = [title, words.madeAt(formatMoment(at, locale)), ...(demo ? [words.demo] : [])]
  const villages = byUrbanVillage(rows)
  return workbook([citySheet(villages, notes, locale), ...villages.map((village) => villageSheet(village, notes, locale))], { at })
}

type Village = { readonly code: string; readonly name: string; readonly districtName: string; readonly rows: readonly RecapRow[] }

function byUrbanVillage(rows: readonly RecapRow[]): Village[] {
  const villages = new Map<string, RecapRow[]>()
  for (const row of rows) villages.set(row.urbanVillage.code, [...(villages.get(row.urbanVillage.code) ?? []), row])
  return [...villages]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, members]) => ({
      code,
      name: members[0]?.urbanVillage.name ?? code,
      districtName: members[0]?.districtName ?? '',
      rows: members,
    }))
}

function citySheet(villages: readonly Village[], notes: readonly string[], locale: Locale): Sheet {
  const words = recapWords[locale]
  const everybody: Village = { code: '', name: words.whole, districtName: '', rows: villages.flatMap(({ rows }) => rows) }
  return sheet({
    name: words.citySheet,
    notes,
    rows: villages.length === 0 ? [] : [everybody, ...villages],
    columns: [
      { head: words.code, kind: 'text', value: ({ code }) => code },
      { head: words.district, kind: 'text', width: 20, value: ({ districtName }) => districtName },
      { head: words.urbanVillage, kind: 'text', width: 20, value: ({ name }) => name },
      { head: words.people, kind: 'whole', value: ({ rows }) => rows.length },
      { head: words.passed, kind: 'whole', value: ({ rows }) => rows.filter(({ passed }) => passed === true).length },
      { head: words.notPassed, kind: 'whole', value: ({ rows }) => rows.filter(({ passed }) => passed === false).length },
      { head: words.unmarked, kind: 'whole', value: ({ rows }) => rows.filter(({ passed }) => passed === null).length },
      { head: words.mean, kind: 'score', value: ({ rows }) => mean(rows) },
    ],
  })
}

function villageSheet(village: Village, notes: readonly string[], locale: Locale): Sheet {
  const words = recapWords[locale]
  const columns: WorkbookColumn<RecapRow>[] = [
    { head: words.participantNumber, kind: 'text', value: ({ participantNumber }) => participantNumber },
    { head: words.name, kind: 'text', width: 34, value: ({ name }) => name },
    ...SERVICE_FIELDS.map(
      (field): WorkbookColumn<RecapRow> => ({
        head: commonWords[locale].fields[field],
        kind: 'score',
        width: 15,
        value: (row) => fieldScore(row, field),
      }),
    ),
    { head: words.total, kind: 'score', width: 12, value: total },
    {
      head: words.outcome,
      kind: 'text',
      width: 18,
      value: ({ passed }) => (passed === null ? words.waiting : passed ? words.passed : words.notPassed),
    },
  ]
  return sheet({
    name: village.name,
    notes: [...notes, words.villageNote(village.name, village.districtName)],
    rows: village.rows,
    columns,
  })
}

/** Exact until it is shown. */
function mean(rows: readonly RecapRow[]): number {
  const sum = rows.map(({ breakdown }) => fractionOf(breakdown.total)).reduce(addFractions, fraction(0n, 1n))
  return fractionToNumber(multiplyFractions(sum, fraction(1n, BigInt(rows.length))))
}

function total({ breakdown }: RecapRow): number {
  return fractionToNumber(fractionOf(breakdown.total))
}

/** Empty where the form holds no question of the field. */
function fieldScore({ breakdown }: RecapRow, field: ServiceField): number | null {
  const found = breakdown.fields.find((each) => each.field === field)
  return found === undefined ? null : fractionToNumber(fractionOf(found.score))
}
