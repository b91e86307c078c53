import { z } from 'zod'
import { RegionCode, type RegionScope } from '#app/domain/access/role.ts'
import type { FunnelRow } from '#app/domain/analytics/funnel.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { cadreWithin } from '../scoring/result-list-store.server.ts'

const count = z.coerce.number().int()
const Row = z
  .object({
    urban_village_code: RegionCode,
    district_code: RegionCode,
    roster: count,
    registered: count,
    eligible: count,
    card: count,
    started: count,
    handed_in: count,
    scored: count,
    confirmed: count,
    passed: count,
    selected: count.nullable(),
    reserve: count.nullable(),
    certificate: count,
  })
  .transform(
    ({ urban_village_code, district_code, handed_in, selected, reserve, ...counts }): FunnelRow => ({
      urbanVillageCode: urban_village_code,
      districtCode: district_code,
      counts: { ...counts, 'handed-in': handed_in, ...(selected === null || reserve === null ? {} : { selected, reserve }) },
    }),
  )

/**
 * How many people of each kelurahan within the scope reached each step of a period. The roster holds who is active now
 * and whoever was registered. Selected and reserve are counted once a selection of the period is approved, with the seats
 * that went on since. Somebody who sat several exams of the period counts once in each step.
 */
export async function countFunnel(transaction: Transaction, scope: RegionScope, periodId: PeriodId): Promise<FunnelRow[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    WITH person AS (
      SELECT c.id, c.urban_village_code, p.id AS candidate_id, p.card_made_at IS NOT NULL AS has_card, p.eligibility = 'eligible' AS eligible
      FROM cadre c LEFT JOIN candidate p ON p.cadre_id = c.id AND p.period_id = ${periodId}::uuid
      WHERE (c.active OR p.id IS NOT NULL) AND ${cadreWithin(scope)}
    ), sat AS (
      SELECT a.candidate_id, bool_or(a.status = 'closed') AS handed_in, bool_or(r.passed IS NOT NULL) AS scored,
        bool_or(r.state = 'confirmed') AS confirmed, bool_or(r.passed) AS passed
      FROM attempt a JOIN exam e ON e.id = a.exam_id LEFT JOIN exam_result r ON r.attempt_id = a.id AND r.current
      WHERE e.period_id = ${periodId}::uuid GROUP BY a.candidate_id
    ), certified AS (
      SELECT DISTINCT candidate_id FROM certificate WHERE kind = 'competence' AND status = 'valid' AND published_at IS NOT NULL
    ), run AS (
      SELECT id FROM selection_run WHERE period_id = ${periodId}::uuid AND state = 'approved'
    ), chosen AS (
      SELECT o.candidate_id, o.outcome = 'selected' OR EXISTS (SELECT 1 FROM selection_step s WHERE s.run_id = o.run_id AND s.promoted_id = o.candidate_id) AS has_seat,
        o.outcome = 'reserve' AS is_reserve
      FROM selection_outcome o JOIN run ON run.id = o.run_id
      WHERE NOT EXISTS (SELECT 1 FROM selection_step s WHERE s.run_id = o.run_id AND s.withdrawn_id = o.candidate_id)
    )
    SELECT g.code AS urban_village_code, g.parent_code AS district_code, count(*) AS roster,
      count(person.candidate_id) AS registered,
      count(*) FILTER (WHERE person.eligible) AS eligible,
      count(*) FILTER (WHERE person.has_card) AS card,
      count(sat.candidate_id) AS started,
      count(*) FILTER (WHERE sat.handed_in) AS handed_in,
      count(*) FILTER (WHERE sat.scored) AS scored,
      count(*) FILTER (WHERE sat.confirmed) AS confirmed,
      count(*) FILTER (WHERE sat.passed) AS passed,
      CASE WHEN EXISTS (SELECT 1 FROM run) THEN count(*) FILTER (WHERE chosen.has_seat) END AS selected,
      CASE WHEN EXISTS (SELECT 1 FROM run) THEN count(*) FILTER (WHERE chosen.is_reserve AND NOT chosen.has_seat) END AS reserve,
      count(certified.candidate_id) AS certificate
    FROM person
      JOIN region g ON g.code = person.urban_village_code
      LEFT JOIN sat ON sat.candidate_id = person.candidate_id
      LEFT JOIN chosen ON chosen.candidate_id = person.candidate_id
      LEFT JOIN certified ON certified.candidate_id = person.candidate_id
    GROUP BY g.code, g.parent_code ORDER BY g.code`
  return rows.map((row) => Row.parse(row))
}
