import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { type BoardCounts, boardCounts, standingKind } from '#app/domain/delivery/board.ts'
import { SessionState, sessionStateAt } from '#app/domain/delivery/exam-session.ts'
import { ExamSessionId, VenueId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** A room of the city with how its candidates stand, at the moment of asking. */
export type CountedRoom = {
  readonly id: ExamSessionId
  readonly label: string
  readonly state: SessionState
  readonly opensAt: Date
  readonly hardClose: Date
  readonly examTitle: string
  readonly venueId: VenueId
  readonly venueName: string
  readonly regionCode: string
  readonly regionName: string
  readonly counts: BoardCounts
  readonly at: Date
}

const Group = z.object({
  admitted: z.boolean(),
  status: z.enum(['running', 'closed']).nullable(),
  void: z.boolean(),
  paused: z.boolean(),
  silent: z.boolean(),
  paper: z.boolean(),
  people: z.number().int(),
})
const Row = z.object({
  id: ExamSessionId,
  label: z.string(),
  state: SessionState,
  opens_at: z.coerce.date(),
  hard_close: z.coerce.date(),
  exam_title: z.string(),
  venue_id: VenueId,
  venue_name: z.string(),
  region_code: z.string(),
  region_name: z.string(),
  groups: z.array(Group),
  at: z.coerce.date(),
})

/**
 * Every room whose venue lies in the scope, the latest opening first: one statement, however many sit in them, because the
 * board of a city asks often. People of whom the same is known are counted together; the domain says how they stand.
 */
export async function countRooms(transaction: Transaction, scope: RegionScope): Promise<CountedRoom[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    WITH room AS MATERIALIZED (
      SELECT s.id, s.exam_id, s.label, s.state, s.opens_at, s.hard_close, e.title AS exam_title, v.id AS venue_id, v.name AS venue_name, v.region_code,
        coalesce(r.name, v.region_code) AS region_name,
        (SELECT (p.settings->>'leaseSilenceSeconds')::integer FROM policy_version p WHERE p.period_id = e.period_id ORDER BY p.version DESC LIMIT 1) AS silence_seconds
      FROM exam_session s
      JOIN exam e ON e.id = s.exam_id
      JOIN venue v ON v.id = s.venue_id
      LEFT JOIN region r ON r.code = v.region_code
      WHERE ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ), known AS (
      SELECT o.id, c.admitted_at IS NOT NULL AS admitted, a.status, a.voided_at IS NOT NULL AS void, a.paused_at IS NOT NULL AS paused,
        a.status IS NOT DISTINCT FROM 'running' AND floor(extract(epoch FROM clock_timestamp() - a.lease_seen_at)) > o.silence_seconds AS silent,
        m.candidate_id IS NOT NULL AS paper, count(*) AS people
      FROM room o
      JOIN candidate c ON c.exam_session_id = o.id
      LEFT JOIN attempt a ON a.candidate_id = c.id AND a.exam_id = o.exam_id
      LEFT JOIN accommodation m ON m.candidate_id = c.id AND 'paper' = ANY(m.means)
      GROUP BY 1, 2, 3, 4, 5, 6, 7
    ), counted AS (
      SELECT id, jsonb_agg(to_jsonb(known) - 'id') AS groups FROM known GROUP BY id
    )
    SELECT o.id, o.label, o.state, o.opens_at, o.hard_close, o.exam_title, o.venue_id, o.venue_name, o.region_code, o.region_name,
      coalesce(n.groups, '[]') AS groups, clock_timestamp() AS at
    FROM room o LEFT JOIN counted n ON n.id = o.id
    ORDER BY o.opens_at DESC, o.label, o.id`
  return rows.map((each) => {
    const row = Row.parse(each)
    return {
      id: row.id,
      label: row.label,
      state: sessionStateAt({ state: row.state, opensAt: row.opens_at }, row.at),
      opensAt: row.opens_at,
      hardClose: row.hard_close,
      examTitle: row.exam_title,
      venueId: row.venue_id,
      venueName: row.venue_name,
      regionCode: row.region_code,
      regionName: row.region_name,
      counts: boardCounts(row.groups.map(standing)),
      at: row.at,
    }
  })
}

function standing(group: z.infer<typeof Group>) {
  const kind = standingKind({
    isAdmitted: group.admitted,
    status: group.status,
    isVoid: group.void,
    isPaused: group.paused,
    isSilent: group.silent,
    isOnPaper: group.paper,
  })
  return { kind, people: group.people }
}

/** The sessions whose venue lies in the scope, or this one of them. */
export async function roomIds(transaction: Transaction, scope: RegionScope, examSessionId: ExamSessionId | null): Promise<ExamSessionId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT s.id FROM exam_session s JOIN venue v ON v.id = s.venue_id
    WHERE ${liesWithin(scope, Prisma.sql`v.region_code`)}
      AND (${examSessionId}::uuid IS NULL OR s.id = ${examSessionId}::uuid)`
  return rows.map((row) => z.object({ id: ExamSessionId }).parse(row).id)
}
