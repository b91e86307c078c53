import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { AccommodationMeans } from '#app/domain/delivery/accommodation.ts'
import { ON_PAPER } from '#app/domain/delivery/lease.ts'
import { EntryAnswers, type SettledAnswer } from '#app/domain/delivery/paper-entry.ts'
import { AccountId, AttemptId, CandidateId, ExamFormId, type ExamSessionId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const count = z.coerce.number().int()

export async function insertPaperSheet(
  transaction: Transaction,
  sheet: { readonly attemptId: AttemptId; readonly startedBy: AccountId; readonly startedAt: Date },
): Promise<void> {
  await transaction.paperSheet.create({ data: sheet })
}

/** Sheets of a session that were handed in and whose answers do not count yet; those of void exams do not matter. */
export async function countPapersToKeyIn(transaction: Transaction, examSessionId: ExamSessionId): Promise<number> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT count(*) AS count FROM attempt a
    WHERE a.exam_session_id = ${examSessionId}::uuid AND a.lease_device = ${ON_PAPER} AND a.status = 'closed' AND a.voided_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM paper_answer p WHERE p.attempt_id = a.id)`
  return z.object({ count }).parse(rows[0]).count
}

const SeatRow = z.object({
  candidateId: CandidateId,
  participantNumber: z.string(),
  name: z.string(),
  urbanVillage: z.string(),
  means: z.array(AccommodationMeans),
  isAdmitted: z.boolean(),
  attemptId: AttemptId.nullable(),
  formId: ExamFormId.nullable(),
  status: z.enum(['running', 'closed']).nullable(),
  isVoid: z.boolean(),
  startedAt: z.coerce.date().nullable(),
  deadline: z.coerce.date().nullable(),
  endedAt: z.coerce.date().nullable(),
  startedByName: z.string().nullable(),
  enteredBy: z.array(AccountId),
  enteredByNames: z.array(z.string()),
  isSettled: z.boolean(),
  differences: count,
  settledByName: z.string().nullable(),
})
/** Somebody who sits on paper, as the pages and the minutes need her: how far her sheet is, and who did it. */
export type PaperSeat = z.infer<typeof SeatRow>

/** Who sits on paper in a session whose venue lies in the scope, or one of them, by participant number. */
export async function listPaperSeats(
  transaction: Transaction,
  scope: RegionScope,
  examSessionId: ExamSessionId,
  attemptId: AttemptId | null = null,
): Promise<PaperSeat[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.id AS "candidateId", c.participant_number AS "participantNumber", k.name, coalesce(r.name, k.urban_village_code) AS "urbanVillage", o.means,
      c.admitted_at IS NOT NULL AS "isAdmitted", a.id AS "attemptId", a.form_id AS "formId", a.status, a.voided_at IS NOT NULL AS "isVoid", a.started_at AS "startedAt", a.deadline,
      a.effective_end AS "endedAt", b.display_name AS "startedByName",
      ARRAY(SELECT e.entered_by::text FROM paper_entry e WHERE e.attempt_id = a.id ORDER BY e.ordinal) AS "enteredBy",
      ARRAY(SELECT coalesce(p.display_name, '') FROM paper_entry e LEFT JOIN account p ON p.id = e.entered_by WHERE e.attempt_id = a.id ORDER BY e.ordinal) AS "enteredByNames",
      coalesce(w.answers, 0) > 0 AS "isSettled", coalesce(w.differences, 0) AS differences, t.display_name AS "settledByName"
    FROM accommodation o
      JOIN candidate c ON c.id = o.candidate_id
      JOIN cadre k ON k.id = c.cadre_id
      JOIN exam_session s ON s.id = c.exam_session_id
      JOIN venue v ON v.id = s.venue_id
      LEFT JOIN region r ON r.code = k.urban_village_code
      LEFT JOIN attempt a ON a.candidate_id = c.id AND a.exam_id = s.exam_id AND a.lease_device = ${ON_PAPER}
      LEFT JOIN paper_sheet h ON h.attempt_id = a.id
      LEFT JOIN account b ON b.id = h.started_by
      LEFT JOIN (
        SELECT attempt_id, count(*) AS answers, count(settled_by) AS differences, min(settled_by::text)::uuid AS settled_by FROM paper_answer GROUP BY attempt_id
      ) w ON w.attempt_id = a.id
      LEFT JOIN account t ON t.id = w.settled_by
    WHERE s.id = ${examSessionId}::uuid AND 'paper' = ANY(o.means) AND (${attemptId}::uuid IS NULL OR a.id = ${attemptId}::uuid)
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ORDER BY c.participant_number`
  return rows.map((row) => SeatRow.parse(row))
}

export async function insertPaperEntry(
  transaction: Transaction,
  entry: {
    readonly attemptId: AttemptId
    readonly ordinal: 1 | 2
    readonly answers: EntryAnswers
    readonly enteredBy: AccountId
    readonly enteredAt: Date
  },
): Promise<void> {
  await transaction.paperEntry.create({ data: entry })
}

/** What was keyed in from a sheet, in the order of the entries. For settling alone: who keys in does not see it. */
export async function findPaperEntries(transaction: Transaction, attemptId: AttemptId): Promise<EntryAnswers[]> {
  const rows = await transaction.paperEntry.findMany({ where: { attemptId }, orderBy: { ordinal: 'asc' } })
  return rows.map(({ answers }) => EntryAnswers.parse(answers))
}

/** The answers of a sheet, which count from here on. */
export async function insertPaperAnswers(
  transaction: Transaction,
  attemptId: AttemptId,
  answers: readonly SettledAnswer[],
  settled: { readonly by: AccountId | null; readonly at: Date },
): Promise<void> {
  await transaction.paperAnswer.createMany({
    data: answers.map(({ position, value, origin }) => ({
      attemptId,
      position,
      value,
      origin,
      settledBy: origin === 'agreed' ? null : settled.by,
      settledAt: settled.at,
    })),
  })
}
