import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { ACCEPT_REASONS, LateDoubt, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { AttemptId, type CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** An event that came late or from another device, as staff see it: when it was made and what became of it, never what it says. */
const LateRow = z.object({
  attemptId: AttemptId,
  name: z.string(),
  participantNumber: z.string(),
  isVoid: z.boolean(),
  leaseEpoch: z.number().int(),
  seq: z.number().int(),
  position: z.number().int(),
  standing: z.enum(['late', 'conflict']),
  receivedAt: z.coerce.date(),
  clientWall: z.coerce.date().nullable(),
  deadline: z.coerce.date(),
  graceSeconds: z.number().int(),
  effectiveEnd: z.coerce.date().nullable(),
  hasAnswer: z.boolean(),
  verdict: z.enum(['bounded', 'asks-a-person']).nullable(),
  why: LateDoubt.nullable(),
  earliest: z.coerce.date().nullable(),
  latest: z.coerce.date().nullable(),
  gapSeconds: z.number().int().nullable(),
  state: z.enum(['waiting', 'accepted', 'rejected']).nullable(),
  reason: z.enum([...ACCEPT_REASONS, ...REJECT_REASONS]).nullable(),
  decidedByName: z.string().nullable(),
})
export type LateRow = z.infer<typeof LateRow>

/** By participant number, and in the order in which each device made them; nothing where the venue lies outside the scope. */
export async function listLateAnswers(transaction: Transaction, scope: RegionScope, examSessionId: ExamSessionId): Promise<LateRow[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT a.id AS "attemptId", k.name, c.participant_number AS "participantNumber", a.voided_at IS NOT NULL AS "isVoid", e.lease_epoch AS "leaseEpoch", e.seq, e.position,
      e.standing, e.received_at AS "receivedAt", e.client_wall AS "clientWall", a.deadline, a.grace_seconds AS "graceSeconds", a.effective_end AS "effectiveEnd",
      EXISTS (SELECT 1 FROM current_answer n WHERE n.attempt_id = a.id AND n.position = e.position) AS "hasAnswer",
      l.verdict, l.why, l.earliest, l.latest, l.gap_seconds AS "gapSeconds", l.state, l.reason, d.display_name AS "decidedByName"
    FROM attempt a
      JOIN exam_session s ON s.id = a.exam_session_id
      JOIN venue v ON v.id = s.venue_id
      JOIN candidate c ON c.id = a.candidate_id
      JOIN cadre k ON k.id = c.cadre_id
      JOIN answer_event e ON e.attempt_id = a.id AND e.standing IN ('late', 'conflict')
      LEFT JOIN late_evidence l ON l.attempt_id = e.attempt_id AND l.lease_epoch = e.lease_epoch AND l.seq = e.seq
      LEFT JOIN account d ON d.id = l.decided_by
    WHERE s.id = ${examSessionId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ORDER BY c.participant_number, e.lease_epoch, e.seq`
  return rows.map((row) => LateRow.parse(row))
}

const PlaceRow = z.object({ examSessionId: ExamSessionId, waiting: z.coerce.number().int() })

/** The session of an attempt in the scope, and how many of its late answers wait. */
export async function findLatePlace(transaction: Transaction, scope: RegionScope, attemptId: AttemptId) {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT a.exam_session_id AS "examSessionId",
      (SELECT count(*) FROM late_evidence l WHERE l.attempt_id = a.id AND l.state = 'waiting') AS waiting
    FROM attempt a JOIN exam_session s ON s.id = a.exam_session_id JOIN venue v ON v.id = s.venue_id
    WHERE a.id = ${attemptId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}`
  return rows[0] === undefined ? null : PlaceRow.parse(rows[0])
}

const count = z.coerce.number().int()
const OwnRow = z.object({ waiting: count, letIn: count, turnedAway: count })
/** In questions: one of which something waits still is waiting, whatever was decided about it before. */
export type OwnLateAnswers = z.infer<typeof OwnRow>

/** Zeros where the attempt is another candidate's or void. The view is asked for this attempt by name: it then reads no other's answers. */
export async function countOwnLateAnswers(
  transaction: Transaction,
  candidateId: CandidateId,
  attemptId: AttemptId,
): Promise<OwnLateAnswers> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT count(*) FILTER (WHERE waits) AS waiting,
      count(*) FILTER (WHERE NOT waits AND counts) AS "letIn",
      count(*) FILTER (WHERE NOT waits AND NOT counts AND turned_away) AS "turnedAway"
    FROM (
      SELECT bool_or(e.standing = 'late' AND coalesce(l.state, 'waiting') = 'waiting') AS waits,
        bool_or(coalesce(l.state, '') = 'rejected') AS turned_away, bool_or(coalesce(n.is_late, false)) AS counts
      FROM answer_event e
        JOIN attempt a ON a.id = e.attempt_id
        LEFT JOIN late_evidence l ON l.attempt_id = e.attempt_id AND l.lease_epoch = e.lease_epoch AND l.seq = e.seq
        LEFT JOIN counting_answer n ON n.attempt_id = ${attemptId}::uuid AND n.position = e.position
      WHERE e.attempt_id = ${attemptId}::uuid AND a.candidate_id = ${candidateId}::uuid AND a.voided_at IS NULL
        AND e.standing IN ('late', 'conflict')
      GROUP BY e.position
    ) AS question`
  return OwnRow.parse(rows[0])
}
