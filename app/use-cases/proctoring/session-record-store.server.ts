import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import type { SessionFigures } from '#app/domain/proctoring/session-figures.ts'
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
