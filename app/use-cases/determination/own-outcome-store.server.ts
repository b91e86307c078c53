import { z } from 'zod'
import { Eligibility } from '#app/domain/delivery/eligibility.ts'
import { OverrideCode } from '#app/domain/determination/plenary.ts'
import { ListedOutcome } from '#app/domain/determination/seat.ts'
import { CalendarDay } from '#app/domain/shared/calendar.ts'
import { AnnouncementId, type CandidateId, SelectionRunId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function findOwnEligibility(transaction: Transaction, candidateId: CandidateId): Promise<Eligibility | null> {
  const row = await transaction.candidate.findUnique({ where: { id: candidateId }, select: { eligibility: true } })
  return row ? Eligibility.parse(row.eligibility) : null
}

export type OwnAnnouncement = {
  readonly id: AnnouncementId
  readonly number: string
  readonly publishedAt: Date
  /** The first moment at which an appeal is too late. */
  readonly closesAt: Date
  /** Her own line; null when she does not stand on the list. */
  readonly line: ListedOutcome | null
}

const AnnouncementRow = z.object({
  id: AnnouncementId,
  number: z.string(),
  published_at: z.coerce.date(),
  closes_at: z.coerce.date(),
  line: ListedOutcome.nullable(),
})

/** The newest published list of the candidate's period with her line alone; null while there is none. */
export async function findOwnAnnouncement(transaction: Transaction, candidateId: CandidateId): Promise<OwnAnnouncement | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT a.id, a.number, a.published_at, a.closes_at,
      (SELECT o FROM jsonb_array_elements(a.outcomes) o WHERE o->>'candidateId' = c.id::text) AS line
    FROM candidate c JOIN announcement a ON a.period_id = c.period_id
    WHERE c.id = ${candidateId}::uuid AND a.published_at IS NOT NULL ORDER BY a.published_at DESC LIMIT 1`
  if (rows[0] === undefined) return null
  const row = AnnouncementRow.parse(rows[0])
  return { id: row.id, number: row.number, publishedAt: row.published_at, closesAt: row.closes_at, line: row.line }
}

export type OwnDecision = { readonly runId: SelectionRunId; readonly override: OverrideCode | null }

const DecisionRow = z.object({ run_id: SelectionRunId, override_code: OverrideCode.nullable() })

/** The run that proposed her line of the list, and the code by which the plenary departed from it; null when she is not on it. */
export async function findOwnDecision(
  transaction: Transaction,
  announcementId: AnnouncementId,
  candidateId: CandidateId,
): Promise<OwnDecision | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT p.selection_run_id AS run_id, i.override_code
    FROM announcement a JOIN plenary p ON p.id = a.plenary_id JOIN plenary_item i ON i.plenary_id = p.id
    WHERE a.id = ${announcementId}::uuid AND i.candidate_id = ${candidateId}::uuid`
  if (rows[0] === undefined) return null
  const row = DecisionRow.parse(rows[0])
  return { runId: row.run_id, override: row.override_code }
}

export type OwnDetermination = Pick<ListedOutcome, 'competent' | 'seat' | 'reserveRank'> & {
  readonly decreeNumber: string
  readonly decreeDay: CalendarDay
}

const DeterminedRow = z.object({
  competent: z.boolean(),
  seat: ListedOutcome.shape.seat,
  reserve_rank: z.coerce.number().int().nullable(),
  decree_number: z.string(),
  decree_day: CalendarDay,
})

/** What was determined about her; null until the decree is approved. */
export async function findOwnDetermination(transaction: Transaction, candidateId: CandidateId): Promise<OwnDetermination | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT o.competent, o.seat, o.reserve_rank, d.content->>'decreeNumber' AS decree_number, d.content->>'decreeDay' AS decree_day
    FROM determined_outcome o JOIN determination d ON d.id = o.determination_id
    WHERE o.candidate_id = ${candidateId}::uuid`
  if (rows[0] === undefined) return null
  const row = DeterminedRow.parse(rows[0])
  return {
    competent: row.competent,
    seat: row.seat,
    reserveRank: row.reserve_rank,
    decreeNumber: row.decree_number,
    decreeDay: row.decree_day,
  }
}
