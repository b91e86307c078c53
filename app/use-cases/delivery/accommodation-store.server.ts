import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { type Accommodation, type AccommodationLine, AccommodationMeans } from '#app/domain/delivery/accommodation.ts'
import type { AccountId, CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

type Stored = Omit<Accommodation, 'declared'>
const count = z.coerce.number().int()
const StoredRow = z.object({
  extraPercent: count,
  extraMinutes: count,
  means: z.array(AccommodationMeans),
  helperName: z.string().nullable(),
  ground: z.string(),
})

/** What is recorded for a candidate; null where nothing is. */
export async function findAccommodation(transaction: Transaction, candidateId: CandidateId): Promise<Stored | null> {
  const row = await transaction.accommodation.findUnique({ where: { candidateId } })
  return row === null ? null : StoredRow.parse(row)
}

/** Records it in the place of what was recorded before; false, and nothing written, when the candidate has begun. */
export async function saveAccommodation(
  transaction: Transaction,
  candidateId: CandidateId,
  { extraPercent, extraMinutes, means, helperName, ground }: Stored,
  recorded: { readonly by: AccountId; readonly at: Date },
): Promise<boolean> {
  const changed = await transaction.$executeRaw`
    INSERT INTO accommodation AS o (candidate_id, extra_percent, extra_minutes, means, helper_name, ground, recorded_by, recorded_at)
    SELECT ${candidateId}::uuid, ${extraPercent}::int, ${extraMinutes}::int, ${[...means]}::text[], ${helperName}::text, ${ground}, ${recorded.by}::uuid, ${recorded.at}::timestamptz
    WHERE NOT EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = ${candidateId}::uuid)
    ON CONFLICT (candidate_id) DO UPDATE SET extra_percent = EXCLUDED.extra_percent, extra_minutes = EXCLUDED.extra_minutes, means = EXCLUDED.means,
      helper_name = EXCLUDED.helper_name, ground = EXCLUDED.ground, recorded_by = EXCLUDED.recorded_by, recorded_at = EXCLUDED.recorded_at`
  return changed === 1
}

/** Takes what was recorded back; false when there was nothing, or the candidate has begun. */
export async function removeAccommodation(transaction: Transaction, candidateId: CandidateId): Promise<boolean> {
  const changed = await transaction.$executeRaw`
    DELETE FROM accommodation WHERE candidate_id = ${candidateId}::uuid AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = ${candidateId}::uuid)`
  return changed === 1
}

const ListedRow = z.object({
  participantNumber: z.string(),
  name: z.string(),
  extraPercent: count,
  extraMinutes: count,
  means: z.array(AccommodationMeans),
  helperName: z.string().nullable(),
  ground: z.string(),
})

/** What was recorded for candidates of a session whose venue lies in the scope, by participant number. */
export async function listAccommodations(
  transaction: Transaction,
  scope: RegionScope,
  examSessionId: ExamSessionId,
): Promise<AccommodationLine[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.participant_number AS "participantNumber", k.name, o.extra_percent AS "extraPercent", o.extra_minutes AS "extraMinutes", o.means,
      o.helper_name AS "helperName", o.ground
    FROM accommodation o
      JOIN candidate c ON c.id = o.candidate_id
      JOIN cadre k ON k.id = c.cadre_id
      JOIN exam_session s ON s.id = c.exam_session_id
      JOIN venue v ON v.id = s.venue_id
    WHERE s.id = ${examSessionId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ORDER BY c.participant_number`
  return rows.map((row) => ListedRow.parse(row))
}
