import { z } from 'zod'
import { isWithin, RegionCode, type RegionScope } from '#app/domain/access/role.ts'
import { ExamId, PeriodId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

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
