import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { AccommodationMeans } from '#app/domain/delivery/accommodation.ts'
import { type Eligibility, Eligibility as EligibilitySchema } from '#app/domain/delivery/eligibility.ts'
import { type SessionState, SessionState as SessionStateSchema, sessionStateAt } from '#app/domain/delivery/exam-session.ts'
import { CadreId, CandidateId, ExamId, ExamSessionId, PeriodId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'

/** Where and when a candidate sits, as the candidate's own pages need it. */
export type CandidateSeat = {
  readonly candidateId: CandidateId
  readonly participantNumber: string
  readonly periodId: PeriodId
  readonly cadreName: string
  readonly examSessionId: ExamSessionId
  readonly examId: ExamId
  readonly examTitle: string
  readonly limitMinutes: number
  readonly opensAt: Date
  readonly latestStart: Date
  readonly hardClose: Date
  readonly accessToken: string
  readonly configKey: string | null
  /** The state at the moment of asking, by the database's clock: `open` from opensAt on. */
  readonly state: SessionState
  readonly venueName: string
  readonly venueAddress: string
  readonly admittedAt: Date | null
  /** What was recorded for this candidate before the exam: extra time, and means. */
  readonly extraPercent: number
  readonly extraMinutes: number
  readonly means: readonly AccommodationMeans[]
}

const SeatRow = z.object({
  candidate_id: CandidateId,
  participant_number: z.string(),
  period_id: PeriodId,
  cadre_name: z.string(),
  exam_session_id: ExamSessionId,
  exam_id: ExamId,
  exam_title: z.string(),
  limit_minutes: z.coerce.number().int(),
  opens_at: z.coerce.date(),
  latest_start: z.coerce.date(),
  hard_close: z.coerce.date(),
  access_token: z.string(),
  config_key: z.string().nullable(),
  state: SessionStateSchema,
  venue_name: z.string(),
  venue_address: z.string(),
  admitted_at: z.coerce.date().nullable(),
  extra_percent: z.coerce.number().int(),
  extra_minutes: z.coerce.number().int(),
  means: z.array(AccommodationMeans),
  at: z.coerce.date(),
})

/** The candidate's place in a session; null when there is no such candidate or no session is planned for them. */
export async function findCandidateSeat(transaction: SqlTransaction, candidateId: CandidateId): Promise<CandidateSeat | null> {
  return (await findCandidateSeats(transaction, [candidateId])).get(candidateId) ?? null
}

/** The places of many candidates at once; whoever has none is left out. */
export async function findCandidateSeats(
  transaction: SqlTransaction,
  candidateIds: readonly CandidateId[],
): Promise<ReadonlyMap<CandidateId, CandidateSeat>> {
  const rows = await transaction.$queryRaw`
    SELECT c.id AS candidate_id, c.participant_number, c.period_id, k.name AS cadre_name, s.id AS exam_session_id, e.id AS exam_id,
      e.title AS exam_title, e.limit_minutes, s.opens_at, s.latest_start, s.hard_close, s.access_token, s.config_key, s.state,
      v.name AS venue_name, v.address AS venue_address, c.admitted_at, coalesce(o.extra_percent, 0) AS extra_percent, coalesce(o.extra_minutes, 0) AS extra_minutes, coalesce(o.means, '{}') AS means,
      clock_timestamp() AS at
    FROM candidate c
    JOIN cadre k ON k.id = c.cadre_id
    JOIN exam_session s ON s.id = c.exam_session_id
    JOIN exam e ON e.id = s.exam_id
    JOIN venue v ON v.id = s.venue_id
    LEFT JOIN accommodation o ON o.candidate_id = c.id
    WHERE c.id = ANY(${[...candidateIds]}::uuid[])`
  return new Map(rows.map(toSeat).map((seat) => [seat.candidateId, seat]))
}

function toSeat(each: unknown): CandidateSeat {
  const row = SeatRow.parse(each)
  return {
    candidateId: row.candidate_id,
    participantNumber: row.participant_number,
    periodId: row.period_id,
    cadreName: row.cadre_name,
    examSessionId: row.exam_session_id,
    examId: row.exam_id,
    examTitle: row.exam_title,
    limitMinutes: row.limit_minutes,
    opensAt: row.opens_at,
    latestStart: row.latest_start,
    hardClose: row.hard_close,
    accessToken: row.access_token,
    configKey: row.config_key,
    state: sessionStateAt({ state: row.state, opensAt: row.opens_at }, row.at),
    venueName: row.venue_name,
    venueAddress: row.venue_address,
    admittedAt: row.admitted_at,
    extraPercent: row.extra_percent,
    extraMinutes: row.extra_minutes,
    means: row.means,
  }
}

const count = z.coerce.number().int()

/** Where a kelurahan stands before the exam. */
export type UrbanVillageSeats = {
  readonly code: string
  readonly name: string
  readonly districtName: string
  /** Active cadres of the roster. */
  readonly cadres: number
  readonly registered: number
  /** Those whom verification found eligible. */
  readonly eligible: number
  readonly seated: number
  /** Eligible candidates without a seat. */
  readonly waiting: number
}

const SeatsRow = z.object({
  code: z.string(),
  name: z.string(),
  district_name: z.string(),
  cadres: count,
  registered: count,
  eligible: count,
  seated: count,
  waiting: count,
})

/** Every kelurahan of the scope with its cadres, candidates and seats in a period, by code. */
export async function countSeatsByUrbanVillage(
  transaction: Transaction,
  scope: RegionScope,
  periodId: PeriodId,
): Promise<UrbanVillageSeats[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.code, r.name, coalesce(d.name, '') AS district_name,
      count(k.id) FILTER (WHERE k.active) AS cadres, count(c.id) AS registered,
      count(c.id) FILTER (WHERE c.eligibility = 'eligible') AS eligible, count(c.exam_session_id) AS seated,
      count(c.id) FILTER (WHERE c.eligibility = 'eligible' AND k.active AND c.exam_session_id IS NULL) AS waiting
    FROM region r
    LEFT JOIN region d ON d.code = r.parent_code
    LEFT JOIN cadre k ON k.urban_village_code = r.code
    LEFT JOIN candidate c ON c.cadre_id = k.id AND c.period_id = ${periodId}::uuid
    WHERE r.level = 'kelurahan'
      AND ${liesWithin(scope, Prisma.sql`r.code`)}
    GROUP BY r.code, r.name, d.name ORDER BY r.code`
  return rows.map((each) => {
    const row = SeatsRow.parse(each)
    return {
      code: row.code,
      name: row.name,
      districtName: row.district_name,
      cadres: row.cadres,
      registered: row.registered,
      eligible: row.eligible,
      seated: row.seated,
      waiting: row.waiting,
    }
  })
}

/** The largest running number given out under a prefix such as `26-`; 0 when none is. Numbering waits for whoever numbers under it now. */
export async function lockRunningNumber(transaction: Transaction, prefix: string): Promise<number> {
  await transaction.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`candidate-number:${prefix}`}, 0)) IS NULL AS held`
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT coalesce(max(substring(participant_number FROM 4)::int), 0) AS last FROM candidate
    WHERE participant_number LIKE ${`${prefix}%`} AND participant_number ~ '^[0-9]{2}-[0-9]{6}$'`
  return z.object({ last: count }).parse(rows[0]).last
}

/** Active cadres of these kelurahan, within the scope, that are no candidates of the period yet, by kelurahan and name. */
export async function listUnregisteredCadres(
  transaction: Transaction,
  scope: RegionScope,
  periodId: PeriodId,
  urbanVillageCodes: readonly string[],
): Promise<CadreId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT k.id FROM cadre k
    WHERE k.active AND k.urban_village_code = ANY(${[...urbanVillageCodes]}::text[])
      AND ${liesWithin(scope, Prisma.sql`k.urban_village_code`)}
      AND NOT EXISTS (SELECT 1 FROM candidate c WHERE c.cadre_id = k.id AND c.period_id = ${periodId}::uuid)
    ORDER BY k.urban_village_code, k.name_sort COLLATE "C", k.id`
  return rows.map((row) => z.object({ id: CadreId }).parse(row).id)
}

export type NewCandidate = {
  readonly id: CandidateId
  readonly periodId: PeriodId
  readonly cadreId: CadreId
  readonly participantNumber: string
}

export async function insertCandidates(transaction: Transaction, candidates: readonly NewCandidate[]): Promise<void> {
  await transaction.candidate.createMany({ data: [...candidates] })
}

/** Eligible candidates of a period and kelurahan without a seat, by participant number. */
export async function listUnseatedCandidates(
  transaction: Transaction,
  scope: RegionScope,
  periodId: PeriodId,
  urbanVillageCode: string,
  limit: number,
): Promise<CandidateId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.id FROM candidate c JOIN cadre k ON k.id = c.cadre_id
    WHERE c.period_id = ${periodId}::uuid AND c.exam_session_id IS NULL AND c.eligibility = 'eligible' AND k.active
      AND k.urban_village_code = ${urbanVillageCode}
      AND ${liesWithin(scope, Prisma.sql`k.urban_village_code`)}
    ORDER BY c.participant_number LIMIT ${limit}`
  return rows.map((row) => z.object({ id: CandidateId }).parse(row).id)
}

export async function countSeated(transaction: Transaction, examSessionId: ExamSessionId): Promise<number> {
  return transaction.candidate.count({ where: { examSessionId } })
}

/** Gives seats to those of the candidates who have none; answers to how many. Hold the session (lockExamSession) while counting and seating. */
export async function seatCandidates(
  transaction: Transaction,
  examSessionId: ExamSessionId,
  candidateIds: readonly CandidateId[],
): Promise<number> {
  const { count: seated } = await transaction.candidate.updateMany({
    where: { id: { in: [...candidateIds] }, examSessionId: null, eligibility: 'eligible' },
    data: { examSessionId },
  })
  return seated
}

/** Takes the seat back unless the candidate has begun. False when nothing changed. */
export async function unseatCandidate(transaction: Transaction, examSessionId: ExamSessionId, candidateId: CandidateId): Promise<boolean> {
  const changed = await transaction.$executeRaw`
    UPDATE candidate SET exam_session_id = NULL, admitted_at = NULL WHERE id = ${candidateId}::uuid AND exam_session_id = ${examSessionId}::uuid
      AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = candidate.id AND a.exam_session_id = ${examSessionId}::uuid)`
  return changed === 1
}

/** Notes that the candidate is in the room; the first time stays. False when there is no such candidate in the session. */
export async function saveAdmission(
  transaction: Transaction,
  examSessionId: ExamSessionId,
  candidateId: CandidateId,
  at: Date,
): Promise<boolean> {
  const changed = await transaction.$executeRaw`
    UPDATE candidate SET admitted_at = coalesce(admitted_at, ${at}::timestamptz) WHERE id = ${candidateId}::uuid AND exam_session_id = ${examSessionId}::uuid`
  return changed === 1
}

/** Takes an admission back unless the candidate has begun. False when nothing changed. */
export async function removeAdmission(transaction: Transaction, examSessionId: ExamSessionId, candidateId: CandidateId): Promise<boolean> {
  const changed = await transaction.$executeRaw`
    UPDATE candidate SET admitted_at = NULL WHERE id = ${candidateId}::uuid AND exam_session_id = ${examSessionId}::uuid AND admitted_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = candidate.id AND a.exam_session_id = ${examSessionId}::uuid)`
  return changed === 1
}

export async function isSeatedIn(transaction: Transaction, examSessionId: ExamSessionId, candidateId: CandidateId): Promise<boolean> {
  return (await transaction.candidate.count({ where: { id: candidateId, examSessionId } })) === 1
}

export type SeatedCandidate = {
  readonly candidateId: CandidateId
  readonly participantNumber: string
  readonly cadreName: string
  readonly posyandu: string
  readonly urbanVillageCode: string
  readonly urbanVillageName: string
  readonly eligibility: Eligibility
  readonly cardMadeAt: Date | null
  readonly admittedAt: Date | null
  readonly begun: boolean
}

const SeatedRow = z.object({
  candidate_id: CandidateId,
  participant_number: z.string(),
  cadre_name: z.string(),
  posyandu: z.string(),
  urban_village_code: z.string(),
  urban_village_name: z.string(),
  eligibility: EligibilitySchema,
  card_made_at: z.coerce.date().nullable(),
  admitted_at: z.coerce.date().nullable(),
  begun: z.boolean(),
})

/**
 * Everybody planned for a session, by kelurahan and name. The scope is the session's: whoever may see a session sees the
 * people in its room, wherever they live.
 */
export async function listSeatedCandidates(
  transaction: Transaction,
  scope: RegionScope,
  examSessionId: ExamSessionId,
): Promise<SeatedCandidate[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.id AS candidate_id, c.participant_number, k.name AS cadre_name, k.posyandu, k.urban_village_code,
      coalesce(r.name, k.urban_village_code) AS urban_village_name, c.eligibility, c.card_made_at, c.admitted_at,
      EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = c.id AND a.exam_session_id = c.exam_session_id) AS begun
    FROM candidate c
    JOIN cadre k ON k.id = c.cadre_id
    JOIN exam_session s ON s.id = c.exam_session_id
    JOIN venue v ON v.id = s.venue_id
    LEFT JOIN region r ON r.code = k.urban_village_code
    WHERE c.exam_session_id = ${examSessionId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ORDER BY k.urban_village_code, k.name_sort COLLATE "C", c.participant_number`
  return rows.map((each) => {
    const row = SeatedRow.parse(each)
    return {
      candidateId: row.candidate_id,
      participantNumber: row.participant_number,
      cadreName: row.cadre_name,
      posyandu: row.posyandu,
      urbanVillageCode: row.urban_village_code,
      urbanVillageName: row.urban_village_name,
      eligibility: row.eligibility,
      cardMadeAt: row.card_made_at,
      admittedAt: row.admitted_at,
      begun: row.begun,
    }
  })
}

/** Replaces the PINs of eligible candidates of a session; answers how many it found there. Only hashes come here. */
export async function saveCards(
  transaction: Transaction,
  examSessionId: ExamSessionId,
  cards: readonly { readonly candidateId: CandidateId; readonly pinHash: string }[],
  at: Date,
): Promise<number> {
  return transaction.$executeRaw`
    UPDATE candidate SET pin_hash = card.pin_hash, card_made_at = ${at}::timestamptz
    FROM unnest(${cards.map(({ candidateId }) => candidateId)}::uuid[], ${cards.map(({ pinHash }) => pinHash)}::text[]) AS card(id, pin_hash)
    WHERE candidate.id = card.id AND candidate.exam_session_id = ${examSessionId}::uuid AND candidate.eligibility = 'eligible'`
}

/** What verification decided. Whoever is not eligible loses the card and the seat, unless the exam was sat. */
export async function saveEligibility(transaction: Transaction, candidateId: CandidateId, eligibility: Eligibility): Promise<void> {
  await transaction.$executeRaw`
    UPDATE candidate c SET eligibility = ${eligibility},
      pin_hash = CASE WHEN kept.card THEN c.pin_hash END, card_made_at = CASE WHEN kept.card THEN c.card_made_at END,
      exam_session_id = CASE WHEN kept.card THEN c.exam_session_id END, admitted_at = CASE WHEN kept.card THEN c.admitted_at END
    FROM (SELECT ${eligibility} <> 'ineligible' OR EXISTS (SELECT 1 FROM attempt WHERE candidate_id = ${candidateId}::uuid) AS card) AS kept
    WHERE c.id = ${candidateId}::uuid`
}
