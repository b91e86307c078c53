import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import type { LateFigures, SessionFigures } from '#app/domain/proctoring/session-figures.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const count = z.coerce.number().int()
const FiguresRow = z.object({
  planned: count,
  present: count,
  begun: count,
  handedIn: count,
  timeUp: count,
  forced: count,
  voided: count,
  stillWriting: count,
})

/** How many of a session's candidates came, wrote and handed in which way; zeros where its venue lies outside the scope. */
export async function countSession(transaction: Transaction, scope: RegionScope, examSessionId: ExamSessionId): Promise<SessionFigures> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT count(c.id) AS planned, count(c.admitted_at) AS present, count(a.id) AS begun,
      count(a.id) FILTER (WHERE a.voided_at IS NULL AND a.closed_by = 'candidate') AS "handedIn",
      count(a.id) FILTER (WHERE a.voided_at IS NULL AND a.closed_by IN ('deadline-job', 'read')) AS "timeUp",
      count(a.id) FILTER (WHERE a.voided_at IS NULL AND a.closed_by = 'proctor') AS forced,
      count(a.voided_at) AS voided, count(a.id) FILTER (WHERE a.status = 'running') AS "stillWriting"
    FROM exam_session s
      JOIN venue v ON v.id = s.venue_id
      JOIN candidate c ON c.exam_session_id = s.id
      LEFT JOIN attempt a ON a.candidate_id = c.id AND a.exam_id = s.exam_id
    WHERE s.id = ${examSessionId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}`
  return FiguresRow.parse(rows[0])
}

const FilesRow = z.object({ broughtIn: count, accepted: count, rejected: count, waiting: count, letIn: count })
const LateRow = z.object({ byEvidence: count, byPerson: count, rejected: count, waiting: count })

/** A session's recovery files and late answers, a void exam's late answers left out; zeros where its venue lies outside the scope. */
export async function countLate(transaction: Transaction, scope: RegionScope, examSessionId: ExamSessionId): Promise<LateFigures> {
  const files = await transaction.$queryRaw<unknown[]>`
    SELECT count(*) AS "broughtIn", count(*) FILTER (WHERE f.state = 'accepted') AS accepted, count(*) FILTER (WHERE f.state = 'rejected') AS rejected,
      count(*) FILTER (WHERE f.state = 'waiting') AS waiting, coalesce(sum(f.let_in), 0) AS "letIn"
    FROM recovery_file f
      JOIN exam_session s ON s.id = f.exam_session_id
      JOIN venue v ON v.id = s.venue_id
    WHERE s.id = ${examSessionId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}`
  const late = await transaction.$queryRaw<unknown[]>`
    SELECT count(*) FILTER (WHERE l.state = 'accepted' AND l.decided_by IS NULL) AS "byEvidence",
      count(*) FILTER (WHERE l.state = 'accepted' AND l.decided_by IS NOT NULL) AS "byPerson",
      count(*) FILTER (WHERE l.state = 'rejected') AS rejected, count(*) FILTER (WHERE coalesce(l.state, 'waiting') = 'waiting') AS waiting
    FROM attempt a
      JOIN exam_session s ON s.id = a.exam_session_id
      JOIN venue v ON v.id = s.venue_id
      JOIN answer_event e ON e.attempt_id = a.id AND e.standing = 'late'
      LEFT JOIN late_evidence l ON l.attempt_id = e.attempt_id AND l.lease_epoch = e.lease_epoch AND l.seq = e.seq
    WHERE s.id = ${examSessionId}::uuid AND a.voided_at IS NULL
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
      -- A file's own events are decided in the moment in which the file is.
      AND NOT EXISTS (
        SELECT 1 FROM recovery_file f
        WHERE f.attempt_id = a.id AND f.state = 'accepted' AND f.decided_by = l.decided_by AND f.decided_at = l.decided_at)`
  return { files: FilesRow.parse(files[0]), late: LateRow.parse(late[0]) }
}
