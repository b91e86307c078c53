import { sheet, workbook } from '#app/documents/workbook.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import type { GroupTooSmall } from '#app/domain/analytics/distribution.ts'
import { type DistributionFilter, type DistributionView, villagesInView } from '#app/domain/analytics/distribution-view.ts'
import { formatMoment, type Locale } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type DistributionRefusal, type ScoreDistribution, scoreDistribution } from './score-distribution.server.ts'

type Sheet = ReturnType<typeof sheet>
type Shown = {
  readonly chosen: NonNullable<ScoreDistribution['chosen']>
  readonly view: DistributionView
  readonly regions: ScoreDistribution['regions']
}

/** The distribution as an Excel file, with the same figures and the same hidden groups as the page. The export is recorded before it is handed out. */
export async function exportDistribution(
  actor: Actor,
  filter: DistributionFilter,
  locale: Locale,
): Promise<Result<{ readonly bytes: Uint8Array; readonly fileName: string }, DistributionRefusal | GroupTooSmall>> {
  const found = await scoreDistribution(actor, filter)
  if (!found.ok) return found
  const { chosen, regions } = found.value
  if (chosen === null) return refuse({ kind: 'not-found' })
  const view = chosen.content
  if (view.kind === 'group-too-small') return refuse(view)
  const recorded = await recordExport(actor, filter, { chosen, view, regions })
  if (!recorded.ok) return recorded
  const at = recorded.value
  const bytes = await workbook(sheetsFor({ chosen, view, regions }, filter, at, locale), { at })
  const place = filter.urbanVillageCode ?? filter.districtCode
  return accept({
    bytes,
    fileName: [analyticsWords[locale].distribution.fileName, filter.field, place]
      .filter((part) => part !== null)
      .join('-')
      .concat('.xlsx'),
  })
}

function recordExport(actor: Actor, filter: DistributionFilter, { chosen, view }: Shown): Promise<Result<Date, never>> {
  return inTransaction(async (transaction) => {
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'distribution.exported',
        subject: chosen.exam.id,
        detail: {
          field: filter.field,
          district: filter.districtCode,
          urbanVillage: filter.urbanVillageCode,
          people: view.distribution.count,
        },
      },
    })
    return accept(at)
  })
}

function sheetsFor(shown: Shown, filter: DistributionFilter, at: Date, locale: Locale): Sheet[] {
  const words = analyticsWords[locale].distribution
  const notes = [
    words.title,
    describe(shown, filter, locale),
    words.madeAt(formatMoment(at, locale)),
    ...(environment().demo ? [words.demoNote] : []),
  ]
  return [
    summarySheet(shown, filter, notes, locale),
    binSheet(shown.view, notes, locale),
    fieldSheet(shown.view, notes, locale),
    urbanVillageSheet(shown, filter, notes, locale),
  ]
}

/** `Ujian kader 2026 · Kesehatan · Kecamatan Cibeber` */
function describe({ chosen, regions }: Shown, { field, districtCode, urbanVillageCode }: DistributionFilter, locale: Locale): string {
  const words = analyticsWords[locale].distribution
  const district = regions.districts.find(({ code }) => code === districtCode)
  const village = regions.urbanVillages.find(({ code }) => code === urbanVillageCode)
  return [
    chosen.exam.periodName,
    chosen.exam.title,
    field === null ? words.total : commonWords[locale].fields[field],
    ...(district ? [`${words.district} ${district.name}`] : []),
    ...(village ? [`${words.village} ${village.name}`] : []),
  ].join(' · ')
}

type SummaryRow = { readonly label: string; readonly people?: number; readonly score?: number; readonly percent?: number }

function summarySheet({ chosen, view }: Shown, { field }: DistributionFilter, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const { count, figures, reachedCut, passed } = view.distribution
  const counted = (label: string, people: number): SummaryRow => ({ label, people, percent: (100 * people) / count })
  const rows: SummaryRow[] = [
    { label: words.count, people: count },
    { label: words.mean, score: figures.mean },
    { label: words.median, score: figures.median },
    { label: words.deviation, score: figures.standardDeviation },
    { label: words.lowerQuartile, score: figures.lowerQuartile },
    { label: words.upperQuartile, score: figures.upperQuartile },
    { label: words.cut, score: Number(chosen.cut) },
    counted(words.reached, reachedCut),
    counted(field === null ? words.passed : words.competent, passed),
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
      { head: words.fieldsK, kind: 'whole', value: ({ competent }) => competent },
      { head: words.fieldsBk, kind: 'whole', value: ({ notYetCompetent }) => notYetCompetent },
      { head: words.fieldsUnmarked, kind: 'whole', value: ({ unmarked }) => unmarked },
      {
        head: words.shareK,
        kind: 'percent',
        value: ({ competent, notYetCompetent }) =>
          competent + notYetCompetent === 0 ? null : (100 * competent) / (competent + notYetCompetent),
      },
    ],
  })
}

function urbanVillageSheet({ chosen, view, regions }: Shown, filter: DistributionFilter, notes: readonly string[], locale: Locale): Sheet {
  const words = analyticsWords[locale].distribution
  const rows = villagesInView(regions.urbanVillages, filter).map((village) => ({
    village,
    figures: view.urbanVillages.get(village.code) ?? null,
  }))
  return sheet({
    name: words.sheets.villages,
    notes: [...notes, words.hiddenNote(chosen.minimumGroup)],
    rows,
    columns: [
      { head: words.columns.code, kind: 'text', value: ({ village }) => village.code },
      { head: words.district, kind: 'text', value: ({ village }) => village.district.name },
      { head: words.village, kind: 'text', value: ({ village }) => village.name },
      { head: words.count, kind: 'whole', value: ({ figures }) => figures?.count ?? null },
      { head: words.mean, kind: 'score', value: ({ figures }) => figures?.mean ?? null },
      { head: words.median, kind: 'score', value: ({ figures }) => figures?.median ?? null },
      { head: words.deviation, kind: 'score', value: ({ figures }) => figures?.standardDeviation ?? null },
      { head: words.reached, kind: 'whole', value: ({ figures }) => figures?.reachedCut ?? null },
      { head: words.passed, kind: 'whole', value: ({ figures }) => figures?.passed ?? null },
    ],
  })
}
