import { z } from 'zod'
import { isWithin, RegionCode, type RegionScope } from '#app/domain/access/role.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { ExamId, PeriodId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { cadreWithin } from '../scoring/result-list-store.server.ts'

export type ExamWithResults = { readonly id: ExamId; readonly title: string; readonly periodId: PeriodId; readonly periodName: string }

const ExamRow = z
  .object({ id: ExamId, title: z.string(), period_id: PeriodId, period_name: z.string() })
  .transform(({ id, title, period_id, period_name }): ExamWithResults => ({ id, title, periodId: period_id, periodName: period_name }))

/** Exams that anybody has a result in: first those whose results are mostly confirmed, then by the newest period. */
export async function listExamsWithResults(transaction: Transaction): Promise<ExamWithResults[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT e.id, e.title, p.id AS period_id, p.name AS period_name
    FROM exam e JOIN assessment_period p ON p.id = e.period_id
      JOIN (
        SELECT a.exam_id, count(*) FILTER (WHERE r.state = 'confirmed') * 2 >= count(*) AS mostly_confirmed
        FROM attempt a JOIN exam_result r ON r.attempt_id = a.id AND r.current GROUP BY a.exam_id
      ) AS seen ON seen.exam_id = e.id
    ORDER BY seen.mostly_confirmed DESC, p.starts_on DESC, e.created_at DESC, e.id`
  return rows.map((row) => ExamRow.parse(row))
}

export type NamedRegion = { readonly code: RegionCode; readonly name: string }
export type RegionsInScope = {
  readonly districts: readonly NamedRegion[]
  readonly urbanVillages: readonly (NamedRegion & { readonly district: NamedRegion })[]
}

/** The kecamatan that lie within the scope as a whole, and every kelurahan within it. */
export async function listRegionsInScope(transaction: Transaction, scope: RegionScope): Promise<RegionsInScope> {
  const rows = await transaction.region.findMany({
    where: { level: { in: ['kecamatan', 'kelurahan'] } },
    select: { code: true, name: true, level: true, parentCode: true },
    orderBy: { code: 'asc' },
  })
  const named = (row: { code: string; name: string }): NamedRegion => ({ code: RegionCode.parse(row.code), name: row.name })
  const districts = new Map(rows.filter((row) => row.level === 'kecamatan').map((row) => [row.code, named(row)]))
  return {
    districts: [...districts.values()].filter(({ code }) => isWithin(code, scope)),
    urbanVillages: rows.flatMap((row) => {
      const district = districts.get(row.parentCode ?? '')
      return row.level === 'kelurahan' && district && isWithin(row.code, scope) ? [{ ...named(row), district }] : []
    }),
  }
}

export type DistributionScore = {
  readonly urbanVillageCode: string
  readonly districtCode: string
  /** Of 100, for charts: no decision reads it. Cut off after four decimals, so that it never seems to reach a threshold that it misses. */
  readonly total: number
  /** Of 100, cut off likewise; null where the form holds no question of the field. */
  readonly fields: Readonly<Record<ServiceField, number | null>>
  /** K or BK as the result says it; null while something of the field is unmarked. */
  readonly competent: Readonly<Partial<Record<ServiceField, boolean | null>>>
  /** Null while something is unmarked. */
  readonly passed: boolean | null
  readonly state: ResultState
}

const InField = z.tuple([z.number(), z.boolean().nullable()]).optional()
/** As the database writes it; a field that the form does not hold is missing. */
const ChartScores = z.object({
  total: z.number(),
  fields: z.object({
    education: InField,
    health: InField,
    public_works: InField,
    housing: InField,
    public_order: InField,
    social: InField,
  }),
})
const DistributionRows = z.array(z.tuple([z.string(), z.boolean().nullable(), ResultState, ChartScores]))

/**
 * One row per current result of an exam within the scope, in no order: the figures only, no person. A result that awaits
 * marking counts unmarked answers as nothing yet. The database answers in one value: a row each costs more than the figures.
 */
export async function scoresForDistribution(
  transaction: Transaction,
  scope: RegionScope,
  filter: { readonly examId: ExamId; readonly districtCode?: string; readonly urbanVillageCode?: string },
): Promise<DistributionScore[]> {
  const found = await transaction.$queryRaw<unknown[]>`
    SELECT '[' || coalesce(string_agg(
      '[' || to_json(c.urban_village_code) || ',' || coalesce(r.passed::text, 'null') || ',' || to_json(r.state) || ',' || r.chart_scores || ']', ','), '') || ']' AS results
    FROM exam_result r
      JOIN attempt a ON a.id = r.attempt_id
      JOIN candidate p ON p.id = a.candidate_id
      JOIN cadre c ON c.id = p.cadre_id
    WHERE r.current AND a.exam_id = ${filter.examId}::uuid
      AND ${cadreWithin(scope)}
      AND (${filter.districtCode ?? null}::text IS NULL OR c.urban_village_code LIKE ${filter.districtCode ?? ''}::text || '.%')
      AND (${filter.urbanVillageCode ?? null}::text IS NULL OR c.urban_village_code = ${filter.urbanVillageCode ?? null}::text)`
  const [row] = z.array(z.object({ results: z.string() })).parse(found)
  return DistributionRows.parse(JSON.parse(row?.results ?? '[]')).map(([urbanVillageCode, passed, state, { total, fields }]) => {
    const { education, health, public_works, housing, public_order, social } = fields
    return {
      urbanVillageCode,
      districtCode: urbanVillageCode.split('.').slice(0, 3).join('.'),
      total,
      fields: {
        education: education?.[0] ?? null,
        health: health?.[0] ?? null,
        public_works: public_works?.[0] ?? null,
        housing: housing?.[0] ?? null,
        public_order: public_order?.[0] ?? null,
        social: social?.[0] ?? null,
      },
      competent: {
        education: education?.[1],
        health: health?.[1],
        public_works: public_works?.[1],
        housing: housing?.[1],
        public_order: public_order?.[1],
        social: social?.[1],
      },
      passed,
      state,
    }
  })
}
