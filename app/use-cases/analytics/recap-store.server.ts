import { z } from 'zod'
import type { RecapRow } from '#app/documents/score-recap.server.tsx'
import { RegionCode, type RegionScope } from '#app/domain/access/role.ts'
import { ResultBreakdown } from '#app/domain/scoring/result-breakdown.ts'
import type { ExamId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { cadreWithin } from '../scoring/result-list-store.server.ts'

const count = z.coerce.number().int()
const VillageRow = z
  .object({
    code: RegionCode,
    name: z.string(),
    district_name: z.string(),
    people: count,
    passed: count,
    not_passed: count,
    unmarked: count,
    mean: z.coerce.number(),
  })
  .transform(({ district_name, not_passed, ...row }) => ({ ...row, districtName: district_name, notPassed: not_passed }))
export type RecapVillage = z.infer<typeof VillageRow>

/** One line per kelurahan that has results in the exam, by its code. The mean is of display scores. */
export async function summariseResults(transaction: Transaction, scope: RegionScope, examId: ExamId): Promise<RecapVillage[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.urban_village_code AS code, coalesce(g.name, c.urban_village_code) AS name, coalesce(d.name, '') AS district_name,
      count(*) AS people, count(*) FILTER (WHERE r.passed) AS passed, count(*) FILTER (WHERE NOT r.passed) AS not_passed,
      count(*) FILTER (WHERE r.passed IS NULL) AS unmarked, avg(r.total_score) AS mean
    FROM exam_result r
      JOIN attempt a ON a.id = r.attempt_id
      JOIN candidate p ON p.id = a.candidate_id
      JOIN cadre c ON c.id = p.cadre_id
      LEFT JOIN region g ON g.code = c.urban_village_code
      LEFT JOIN region d ON d.code = g.parent_code
    WHERE r.current AND a.exam_id = ${examId}::uuid AND ${cadreWithin(scope)}
    GROUP BY c.urban_village_code, g.name, d.name ORDER BY c.urban_village_code`
  return rows.map((row) => VillageRow.parse(row))
}

const People = z.array(
  z.tuple([z.string(), z.string(), RegionCode, z.string(), z.string(), z.boolean().nullable(), ResultBreakdown]).transform(
    ([participantNumber, name, code, villageName, districtName, passed, breakdown]): RecapRow => ({
      participantNumber,
      name,
      urbanVillage: { code, name: villageName },
      districtName,
      passed,
      breakdown,
    }),
  ),
)

/** Every current result of the exam with its person, by kelurahan and name. */
export async function listRecap(transaction: Transaction, scope: RegionScope, examId: ExamId): Promise<RecapRow[]> {
  const found = await transaction.$queryRaw<unknown[]>`
    SELECT coalesce(json_agg(
      json_build_array(p.participant_number, c.name, c.urban_village_code, coalesce(g.name, c.urban_village_code), coalesce(d.name, ''), r.passed, r.breakdown)
      ORDER BY c.urban_village_code, c.name_sort COLLATE "C", p.participant_number), '[]')::text AS people
    FROM exam_result r
      JOIN attempt a ON a.id = r.attempt_id
      JOIN candidate p ON p.id = a.candidate_id
      JOIN cadre c ON c.id = p.cadre_id
      LEFT JOIN region g ON g.code = c.urban_village_code
      LEFT JOIN region d ON d.code = g.parent_code
    WHERE r.current AND a.exam_id = ${examId}::uuid AND ${cadreWithin(scope)}`
  const [row] = z.array(z.object({ people: z.string() })).parse(found)
  return People.parse(JSON.parse(row?.people ?? '[]'))
}
