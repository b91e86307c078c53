import type { RegionCode } from '#app/domain/access/role.ts'
import type { DistributionFilter, DistributionView } from '#app/domain/analytics/distribution-view.ts'
import { HEAT_COLUMNS, type HeatMap } from '#app/domain/analytics/heat-map.ts'
import { meanInterval, wilsonInterval } from '#app/domain/analytics/intervals.ts'
import { type RegionFigures, standingTo } from '#app/domain/analytics/region-figures.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { type ColumnKind, type Sheet, sheet, type WorkbookColumn } from './workbook.server.tsx'

export type NamedVillage = { readonly code: RegionCode; readonly name: string; readonly district: { readonly name: string } }

/** What the distribution's sheets are made of: the same that its pages show. */
export type DistributionReport = {
  readonly filter: DistributionFilter
  readonly view: DistributionView
  readonly heatMap: HeatMap
  /** Of 100, a decimal with a point. */
  readonly cut: string
  readonly minimumGroup: number
  /** The kelurahan in view, by their code. */
  readonly villages: readonly NamedVillage[]
}

/** The sheets behind the pages about the scores of one exam. @param notes what they are of, above each table */
export function distributionSheets(report: DistributionReport, notes: readonly string[], locale: Locale): Sheet[] {
  return [
    summarySheet(report, notes, locale),
    binSheet(report.view, notes, locale),
    fieldSheet(report.view, notes, locale),
    urbanVillageSheet(report, notes, locale),
    heatSheet(report, notes, locale),
  ]
}

type SummaryRow = { readonly label: string; readonly people?: number; readonly score?: number; readonly percent?: number }

function summarySheet({ view, cut, filter: { field } }: DistributionReport, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const { count, figures, reachedCut, passed } = view.distribution
  const pages = distributionPageWords[locale]
  const passedLabel = field === null ? words.passed : words.competent
  const interval = meanInterval({ count, ...figures })
  const share = wilsonInterval(passed, count)
  const counted = (label: string, people: number): SummaryRow => ({ label, people, percent: (100 * people) / count })
  const rows: SummaryRow[] = [
    { label: words.count, people: count },
    { label: words.mean, score: figures.mean },
    ...(interval === null
      ? []
      : [
          { label: pages.columns.low(words.mean), score: interval.low },
          { label: pages.columns.high(words.mean), score: interval.high },
        ]),
    { label: words.median, score: figures.median },
    { label: words.deviation, score: figures.standardDeviation },
    { label: words.lowerQuartile, score: figures.lowerQuartile },
    { label: words.upperQuartile, score: figures.upperQuartile },
    { label: words.cut, score: Number(cut) },
    counted(words.reached, reachedCut),
    counted(passedLabel, passed),
    { label: pages.columns.low(passedLabel), percent: 100 * share.low },
    { label: pages.columns.high(passedLabel), percent: 100 * share.high },
  ]
  return sheet({
    name: words.sheets.summary,
    notes,
    rows,
    columns: [
      { head: words.columns.label, kind: 'text', width: 34, value: ({ label }) => label },
      { head: words.columns.people, kind: 'whole', value: ({ people }) => people ?? null },
      { head: words.columns.score, kind: 'score', value: ({ score }) => score ?? null },
      { head: words.columns.percent, kind: 'percent', value: ({ percent }) => percent ?? null },
    ],
  })
}

function binSheet({ distribution }: DistributionView, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  return sheet({
    name: words.sheets.bins,
    notes,
    rows: distribution.bins,
    columns: [
      { head: words.columns.from, kind: 'whole', value: ({ from }) => from },
      { head: words.columns.below, kind: 'whole', value: ({ to }) => to },
      { head: words.columns.people, kind: 'whole', value: ({ count }) => count },
      { head: words.share, kind: 'percent', value: ({ count }) => (100 * count) / distribution.count },
      { head: words.cumulative, kind: 'whole', value: ({ cumulative }) => cumulative },
      { head: words.cumulativeShare, kind: 'percent', value: ({ cumulative }) => (100 * cumulative) / distribution.count },
    ],
  })
}

function fieldSheet({ fields }: DistributionView, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  return sheet({
    name: words.sheets.fields,
    notes,
    rows: fields,
    columns: [
      { head: words.field, kind: 'text', width: 34, value: ({ field }) => commonWords[locale].fields[field] },
      { head: words.fieldsK, kind: 'whole', value: ({ figures }) => figures?.competent ?? null },
      { head: words.fieldsBk, kind: 'whole', value: ({ figures }) => figures?.notYetCompetent ?? null },
      { head: words.fieldsUnmarked, kind: 'whole', value: ({ figures }) => figures?.unmarked ?? null },
      {
        head: words.shareK,
        kind: 'percent',
        value: ({ figures }) => (figures === null ? null : (100 * figures.competent) / (figures.competent + figures.notYetCompetent)),
      },
    ],
  })
}

function urbanVillageSheet({ view, villages, minimumGroup }: DistributionReport, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const { regions, columns } = distributionPageWords[locale]
  const { count, passed, figures: together } = view.distribution
  const rows = villages.map((village) => ({ village, figures: view.urbanVillages.get(village.code) ?? null }))
  type Row = (typeof rows)[number]
  const figure = (head: string, kind: ColumnKind, pick: (figures: RegionFigures) => number | string | null): WorkbookColumn<Row> => ({
    head,
    kind,
    value: ({ figures }) => (figures === null ? null : pick(figures)),
  })
  return sheet({
    name: words.sheets.villages,
    notes: [...notes, words.hiddenNote(minimumGroup)],
    rows,
    columns: [
      { head: words.columns.code, kind: 'text', value: ({ village }) => village.code },
      { head: words.district, kind: 'text', value: ({ village }) => village.district.name },
      { head: words.village, kind: 'text', value: ({ village }) => village.name },
      figure(words.count, 'whole', (each) => each.count),
      figure(words.mean, 'score', (each) => each.mean),
      figure(columns.low(words.mean), 'score', ({ meanInterval }) => meanInterval?.low ?? null),
      figure(columns.high(words.mean), 'score', ({ meanInterval }) => meanInterval?.high ?? null),
      figure(regions.standing, 'text', ({ meanInterval }) => regions.standings[standingTo(together.mean, meanInterval)]),
      figure(words.deviation, 'score', (each) => each.standardDeviation),
      figure(regions.percentile10, 'score', ({ whiskers }) => whiskers?.low ?? null),
      figure(words.lowerQuartile, 'score', (each) => each.lowerQuartile),
      figure(words.median, 'score', (each) => each.median),
      figure(words.upperQuartile, 'score', (each) => each.upperQuartile),
      figure(regions.percentile90, 'score', ({ whiskers }) => whiskers?.high ?? null),
      figure(words.reached, 'whole', (each) => each.reachedCut),
      figure(words.passed, 'whole', (each) => each.passed),
      figure(columns.percentPassed, 'percent', (each) => (100 * each.passed) / each.count),
      figure(columns.low(columns.percentPassed), 'percent', ({ passedInterval }) => 100 * passedInterval.low),
      figure(columns.high(columns.percentPassed), 'percent', ({ passedInterval }) => 100 * passedInterval.high),
      figure(
        `${regions.standing} (${columns.percentPassed})`,
        'text',
        ({ passedInterval }) => regions.standings[standingTo(passed / count, passedInterval)],
      ),
    ],
  })
}

/** One line per kelurahan and column of the map, everybody together first. */
function heatSheet({ heatMap, villages, minimumGroup }: DistributionReport, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const pages = distributionPageWords[locale]
  const lines = [
    { code: '', district: '', name: pages.heat.together, row: heatMap.together },
    ...villages.map(({ code, name, district }) => ({ code, district: district.name, name, row: heatMap.urbanVillages.get(code) })),
  ]
  const rows = lines.flatMap(({ row, ...place }) => HEAT_COLUMNS.map((field) => ({ ...place, field, cell: row?.get(field) ?? null })))
  return sheet({
    name: pages.sheets.heat,
    notes: [...notes, pages.heat.caption, words.hiddenNote(minimumGroup)],
    rows,
    columns: [
      { head: words.columns.code, kind: 'text', value: ({ code }) => code },
      { head: words.district, kind: 'text', value: ({ district }) => district },
      { head: words.village, kind: 'text', value: ({ name }) => name },
      {
        head: words.field,
        kind: 'text',
        width: 34,
        value: ({ field }) => (field === null ? pages.heat.passed : commonWords[locale].fields[field]),
      },
      { head: words.count, kind: 'whole', value: ({ cell }) => cell?.count ?? null },
      { head: pages.columns.competentPeople, kind: 'whole', value: ({ cell }) => cell?.competent ?? null },
      { head: pages.columns.percentCompetent, kind: 'percent', value: ({ cell }) => (cell ? (100 * cell.competent) / cell.count : null) },
      { head: words.mean, kind: 'score', value: ({ cell }) => cell?.mean ?? null },
    ],
  })
}

/** How the figures are made, by name and source. */
export function methodSheet(notes: readonly string[], locale: Locale): Sheet {
  const words = distributionPageWords[locale]
  return sheet({
    name: words.sheets.methods,
    notes,
    rows: words.methods,
    columns: [
      { head: words.columns.method, kind: 'text', width: 34, value: ([figure = '']) => figure },
      { head: words.columns.how, kind: 'text', width: 110, value: ([, how = '']) => how },
    ],
  })
}
