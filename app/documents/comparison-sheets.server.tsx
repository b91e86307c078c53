import type { Distribution } from '#app/domain/analytics/distribution.ts'
import type { DistributionView } from '#app/domain/analytics/distribution-view.ts'
import { type Difference, meanInterval, wilsonInterval } from '#app/domain/analytics/intervals.ts'
import type { PeriodComparison } from '#app/domain/analytics/period-comparison.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import type { NamedVillage } from './distribution-sheets.server.tsx'
import { type Sheet, sheet, type WorkbookColumn } from './workbook.server.tsx'

type Side = { readonly name: string; readonly cut: string; readonly view: DistributionView }
export type ComparisonReport = {
  readonly now: Side
  readonly other: Side
  readonly comparison: PeriodComparison
  readonly villages: readonly NamedVillage[]
  readonly isField: boolean
}

/** The sheets behind the page that compares two periods. */
export function comparisonSheets(report: ComparisonReport, notes: readonly string[], locale: Locale): Sheet[] {
  return [
    figureSheet(report, notes, locale),
    curveSheet(report, notes, locale),
    fieldSheet(report, notes, locale),
    villageSheet(report, notes, locale),
  ]
}

type FigureRow = { readonly label: string; readonly figure: (side: Side) => number | null; readonly difference?: Difference | null }

function figureSheet({ now, other, comparison, isField }: ComparisonReport, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const { compare, sheets, columns } = distributionPageWords[locale]
  const passed = `${isField ? words.competent : words.passed} (%)`
  const of = (pick: (distribution: Distribution) => number | null) => (side: Side) => pick(side.view.distribution)
  const rows: FigureRow[] = [
    { label: words.count, figure: of(({ count }) => count) },
    { label: words.mean, figure: of(({ figures }) => figures.mean), difference: comparison.meanDifference },
    { label: columns.low(words.mean), figure: of(({ count, figures }) => meanInterval({ count, ...figures })?.low ?? null) },
    { label: columns.high(words.mean), figure: of(({ count, figures }) => meanInterval({ count, ...figures })?.high ?? null) },
    { label: words.median, figure: of(({ figures }) => figures.median) },
    { label: words.lowerQuartile, figure: of(({ figures }) => figures.lowerQuartile) },
    { label: words.upperQuartile, figure: of(({ figures }) => figures.upperQuartile) },
    { label: words.deviation, figure: of(({ figures }) => figures.standardDeviation) },
    { label: words.cut, figure: ({ cut }) => Number(cut) },
    { label: `${words.reached} (%)`, figure: of(({ reachedCut, count }) => (100 * reachedCut) / count) },
    {
      label: passed,
      figure: of((distribution) => (100 * distribution.passed) / distribution.count),
      difference: inPercentagePoints(comparison.passedDifference),
    },
    { label: columns.low(passed), figure: of((distribution) => 100 * wilsonInterval(distribution.passed, distribution.count).low) },
    { label: columns.high(passed), figure: of((distribution) => 100 * wilsonInterval(distribution.passed, distribution.count).high) },
  ]
  return sheet({
    name: sheets.compare,
    notes: [...notes, compare.caution],
    rows,
    columns: [
      { head: compare.figure, kind: 'text', width: 40, value: ({ label }) => label },
      { head: now.name, kind: 'score', width: 26, value: ({ figure }) => figure(now) },
      { head: other.name, kind: 'score', width: 26, value: ({ figure }) => figure(other) },
      ...differenceColumns<FigureRow>(({ difference }) => difference ?? null, locale),
    ],
  })
}

function curveSheet({ now, other }: ComparisonReport, notes: readonly string[], locale: Locale): Sheet {
  const { compare, sheets } = distributionPageWords[locale]
  const share = ({ view: { distribution } }: Side, place: number) =>
    (100 * (distribution.bins[place]?.cumulative ?? 0)) / distribution.count
  return sheet({
    name: sheets.compareCurves,
    notes,
    rows: now.view.distribution.bins.map(({ to }, place) => ({ to, place })),
    columns: [
      { head: compare.below, kind: 'whole', value: ({ to }) => to },
      { head: now.name, kind: 'percent', width: 26, value: ({ place }) => share(now, place) },
      { head: other.name, kind: 'percent', width: 26, value: ({ place }) => share(other, place) },
    ],
  })
}

function fieldSheet({ now, other, comparison }: ComparisonReport, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const { compare, sheets } = distributionPageWords[locale]
  type Row = PeriodComparison['fields'][number]
  const share = (figures: Row['now']) => (figures === null ? null : (100 * figures.competent) / figures.tested)
  return sheet({
    name: sheets.compareFields,
    notes: [...notes, compare.fields],
    rows: comparison.fields,
    columns: [
      { head: words.field, kind: 'text', width: 34, value: ({ field }) => commonWords[locale].fields[field] },
      { head: `${now.name}, ${words.count}`, kind: 'whole', width: 26, value: (row) => row.now?.tested ?? null },
      { head: now.name, kind: 'percent', width: 26, value: (row) => share(row.now) },
      { head: `${other.name}, ${words.count}`, kind: 'whole', width: 26, value: (row) => row.other?.tested ?? null },
      { head: other.name, kind: 'percent', width: 26, value: (row) => share(row.other) },
      ...differenceColumns<Row>(({ difference }) => inPercentagePoints(difference), locale),
    ],
  })
}

function villageSheet({ now, other, comparison, villages }: ComparisonReport, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const { sheets } = distributionPageWords[locale]
  const names = new Map(villages.map((village) => [village.code, village]))
  type Row = PeriodComparison['urbanVillages'][number]
  return sheet({
    name: sheets.compareVillages,
    notes,
    rows: comparison.urbanVillages,
    columns: [
      { head: words.columns.code, kind: 'text', value: ({ code }) => code },
      { head: words.district, kind: 'text', value: ({ code }) => names.get(code)?.district.name ?? null },
      { head: words.village, kind: 'text', value: ({ code }) => names.get(code)?.name ?? null },
      { head: `${now.name}, ${words.count}`, kind: 'whole', width: 26, value: (row) => row.now?.count ?? null },
      { head: `${now.name}, ${words.mean}`, kind: 'score', width: 26, value: (row) => row.now?.mean ?? null },
      { head: `${other.name}, ${words.count}`, kind: 'whole', width: 26, value: (row) => row.other?.count ?? null },
      { head: `${other.name}, ${words.mean}`, kind: 'score', width: 26, value: (row) => row.other?.mean ?? null },
      ...differenceColumns<Row>(({ meanDifference }) => meanDifference, locale),
    ],
  })
}

function differenceColumns<Row>(pick: (row: Row) => Difference | null, locale: Locale): WorkbookColumn<Row>[] {
  const { compare, columns } = distributionPageWords[locale]
  return [
    { head: compare.difference, kind: 'score', value: (row) => pick(row)?.value ?? null },
    { head: columns.low(compare.difference), kind: 'score', width: 26, value: (row) => pick(row)?.interval.low ?? null },
    { head: columns.high(compare.difference), kind: 'score', width: 26, value: (row) => pick(row)?.interval.high ?? null },
  ]
}

function inPercentagePoints(difference: Difference | null): Difference | null {
  if (difference === null) return null
  const { value, interval } = difference
  return { value: 100 * value, interval: { low: 100 * interval.low, high: 100 * interval.high } }
}
