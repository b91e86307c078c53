import { comparisonSheets } from '#app/documents/comparison-sheets.server.tsx'
import { distributionSheets, methodSheet } from '#app/documents/distribution-sheets.server.tsx'
import { funnelSheets } from '#app/documents/funnel-sheets.server.tsx'
import { type Sheet, workbook } from '#app/documents/workbook.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import type { GroupTooSmall } from '#app/domain/analytics/distribution.ts'
import { type DistributionFilter, villagesInView } from '#app/domain/analytics/distribution-view.ts'
import { formatMoment, type Locale } from '#app/domain/shared/calendar.ts'
import type { ExamId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type ComparedPeriods, compareTwoPeriods } from './compare-periods.server.ts'
import type { ExamWithResults, RegionsInScope } from './distribution-store.server.ts'
import { readFunnel } from './read-funnel.server.ts'
import { type DistributionRefusal, scoreDistribution } from './score-distribution.server.ts'

/**
 * All that the distribution's pages show, as one Excel file with the same figures and the same hidden groups: the
 * scores, the kelurahan, the fields, the funnel of the exam's period and, with a second exam, the comparison. The
 * export is recorded before it is handed out.
 */
export async function exportDistribution(
  actor: Actor,
  filter: DistributionFilter,
  locale: Locale,
  otherExamId: ExamId | null = null,
): Promise<Result<{ readonly bytes: Uint8Array; readonly fileName: string }, DistributionRefusal | GroupTooSmall>> {
  const found = await scoreDistribution(actor, filter)
  if (!found.ok) return found
  const { chosen, regions } = found.value
  if (chosen === null) return refuse({ kind: 'not-found' })
  const { exam, content: view } = chosen
  if (view.kind === 'group-too-small') return refuse(view)
  const funnel = await readFunnel(actor, { ...filter, periodId: exam.periodId })
  if (!funnel.ok) return funnel
  const compared = otherExamId === null ? null : await compareTwoPeriods(actor, { ...filter, examId: exam.id }, otherExamId)
  if (compared !== null && !compared.ok) return compared
  const recorded = await recordExport(actor, filter, { examId: exam.id, otherExamId, people: view.distribution.count })
  if (!recorded.ok) return recorded
  const at = recorded.value
  const villages = villagesInView(regions.urbanVillages, filter)
  const notes = notesFor({ exam, regions }, filter, at, locale)
  const sheets = [
    ...distributionSheets({ ...chosen, heatMap: chosen.heatMap(), filter, view, villages }, notes, locale),
    ...(funnel.value.chosen ? funnelSheets({ ...funnel.value.chosen, villages }, notes, locale) : []),
    ...(compared === null ? [] : comparison(compared.value.chosen, { villages, isField: filter.field !== null }, notes, locale)),
    methodSheet(notes, locale),
  ]
  const place = filter.urbanVillageCode ?? filter.districtCode
  return accept({
    bytes: await workbook(sheets, { at }),
    fileName: [analyticsWords[locale].distribution.fileName, filter.field, place]
      .filter((part) => part !== null)
      .join('-')
      .concat('.xlsx'),
  })
}

type Villages = Parameters<typeof comparisonSheets>[0]['villages']

/** Where one side is too small the comparison says so and holds no figure. */
function comparison(
  chosen: ComparedPeriods['chosen'],
  { villages, isField }: { villages: Villages; isField: boolean },
  notes: readonly string[],
  locale: Locale,
): Sheet[] {
  if (chosen.kind !== 'compared') return []
  const { now, other } = chosen
  const report = {
    now: { ...now, name: now.exam.periodName },
    other: { ...other, name: other.exam.periodName },
    comparison: chosen.comparison,
    villages,
    isField,
  }
  return comparisonSheets(report, [...notes, `${distributionPageWords[locale].compare.other}: ${titleOf(other.exam)}`], locale)
}

type Recorded = { readonly examId: ExamId; readonly otherExamId: ExamId | null; readonly people: number }

function recordExport(actor: Actor, filter: DistributionFilter, { examId, otherExamId, people }: Recorded): Promise<Result<Date, never>> {
  return inTransaction(async (transaction) => {
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'distribution.exported',
        subject: examId,
        detail: {
          field: filter.field,
          district: filter.districtCode,
          urbanVillage: filter.urbanVillageCode,
          people,
          ...(otherExamId === null ? {} : { comparedWith: otherExamId }),
        },
      },
    })
    return accept(at)
  })
}

/** What the file is of, when it was made, and in a demo that it is one. */
function notesFor(
  { exam, regions }: { exam: ExamWithResults; regions: RegionsInScope },
  { field, districtCode, urbanVillageCode }: DistributionFilter,
  at: Date,
  locale: Locale,
): string[] {
  const words = analyticsWords[locale].distribution
  const district = regions.districts.find(({ code }) => code === districtCode)
  const village = regions.urbanVillages.find(({ code }) => code === urbanVillageCode)
  const what = [
    titleOf(exam),
    field === null ? words.total : commonWords[locale].fields[field],
    ...(district ? [`${words.district} ${district.name}`] : []),
    ...(village ? [`${words.village} ${village.name}`] : []),
  ].join(' · ')
  return [words.title, what, words.madeAt(formatMoment(at, locale)), ...(environment().demo ? [words.demoNote] : [])]
}

/** `Ujian kader 2026 · Asesmen kader 2026` */
function titleOf({ title, periodName }: ExamWithResults): string {
  return `${title} · ${periodName}`
}
