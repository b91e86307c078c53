import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { type IncidentKind, IncidentKind as IncidentKindSchema } from '#app/domain/proctoring/incident.ts'
import type { AccountId, CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

type NewIncident = {
  readonly examSessionId: ExamSessionId
  readonly candidateId: CandidateId | null
  readonly kind: IncidentKind
  readonly note: string
  readonly notedBy: AccountId
  readonly notedAt: Date
}

export async function insertIncident(transaction: Transaction, incident: NewIncident): Promise<string> {
  const id = newUuid()
  await transaction.incident.create({ data: { id, ...incident } })
  return id
}

export type ListedIncident = {
  readonly id: string
  readonly kind: IncidentKind
  readonly note: string
  readonly at: Date
  readonly by: string
  readonly candidate: string | null
}
const IncidentRow = z.object({
  id: z.uuid(),
  kind: IncidentKindSchema,
  note: z.string(),
  at: z.coerce.date(),
  by: z.string(),
  candidate: z.string().nullable(),
})

/** What was noted in a session whose venue lies in the scope, in the order in which it was noted. */
export async function listIncidents(transaction: Transaction, scope: RegionScope, examSessionId: ExamSessionId): Promise<ListedIncident[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT i.id, i.kind, i.note, i.noted_at AS at, coalesce(p.display_name, '') AS by, CASE WHEN c.id IS NULL THEN NULL ELSE c.participant_number || ' ' || k.name END AS candidate
    FROM incident i
      JOIN exam_session s ON s.id = i.exam_session_id
      JOIN venue v ON v.id = s.venue_id
      LEFT JOIN account p ON p.id = i.noted_by
      LEFT JOIN candidate c ON c.id = i.candidate_id
      LEFT JOIN cadre k ON k.id = c.cadre_id
    WHERE i.exam_session_id = ${examSessionId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ORDER BY i.noted_at, i.id`
  return rows.map((row) => IncidentRow.parse(row))
}
