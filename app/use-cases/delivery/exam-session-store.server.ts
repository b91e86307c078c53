import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import type { BoardRow } from '#app/domain/delivery/board.ts'
import { ExamSession, type SessionState, SessionState as SessionStateSchema, sessionStateAt } from '#app/domain/delivery/exam-session.ts'
import { SignalSum } from '#app/domain/delivery/page-signal.ts'
import { paperStage } from '#app/domain/delivery/paper-mode.ts'
import { AccountId, CandidateId, ExamId, ExamSessionId, PeriodId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function insertExamSession(transaction: Transaction, session: ExamSession): Promise<void> {
  await transaction.examSession.create({ data: session })
}

export async function findExamSession(transaction: Transaction, examSessionId: ExamSessionId): Promise<ExamSession | null> {
  const row = await transaction.examSession.findUnique({ where: { id: examSessionId } })
  return row ? ExamSession.parse(row) : null
}

/** The session, held until the transaction ends: seats are given out one transaction after the other. */
export async function lockExamSession(transaction: Transaction, examSessionId: ExamSessionId): Promise<ExamSession | null> {
  await transaction.$queryRaw`SELECT id FROM exam_session WHERE id = ${examSessionId}::uuid FOR UPDATE`
  return findExamSession(transaction, examSessionId)
}

export async function saveSessionState(transaction: Transaction, { id, state }: Pick<ExamSession, 'id' | 'state'>): Promise<void> {
  await transaction.examSession.update({ where: { id }, data: { state } })
}

export async function saveAccessToken(transaction: Transaction, examSessionId: ExamSessionId, accessToken: string): Promise<void> {
  await transaction.examSession.update({ where: { id: examSessionId }, data: { accessToken } })
}

export async function countRunningAttempts(transaction: Transaction, examSessionId: ExamSessionId): Promise<number> {
  return transaction.attempt.count({ where: { examSessionId, status: 'running' } })
}

/** A session with what it belongs to. `state` is the one at the moment of asking. */
export type ListedSession = ExamSession & {
  readonly examTitle: string
  readonly limitMinutes: number
  readonly periodId: PeriodId
  readonly periodName: string
  readonly venueName: string
  readonly venueAddress: string
  readonly regionCode: string
  readonly regionName: string
  readonly assigned: number
  readonly admitted: number
  readonly withCard: number
  readonly running: number
  readonly finished: number
}

const count = z.coerce.number().int()
const ListedRow = z.object({
  id: ExamSessionId,
  exam_id: ExamId,
  venue_id: ExamSession.shape.venueId,
  label: z.string(),
  opens_at: z.coerce.date(),
  latest_start: z.coerce.date(),
  hard_close: z.coerce.date(),
  capacity: count,
  state: SessionStateSchema,
  access_token: z.string(),
  config_key: z.string().nullable(),
  exam_title: z.string(),
  limit_minutes: count,
  period_id: PeriodId,
  period_name: z.string(),
  venue_name: z.string(),
  venue_address: z.string(),
  region_code: z.string(),
  region_name: z.string(),
  assigned: count,
  admitted: count,
  with_card: count,
  running: count,
  finished: count,
  at: z.coerce.date(),
})

export type SessionFilter = { readonly examSessionId?: ExamSessionId; readonly periodId?: PeriodId; readonly state?: SessionState }

/** Sessions whose venue lies in the scope, the latest opening first. */
export async function listSessions(transaction: Transaction, scope: RegionScope, filter: SessionFilter = {}): Promise<ListedSession[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT s.id, s.exam_id, s.venue_id, s.label, s.opens_at, s.latest_start, s.hard_close, s.capacity, s.state, s.access_token, s.config_key,
      e.title AS exam_title, e.limit_minutes, e.period_id, p.name AS period_name, v.name AS venue_name, v.address AS venue_address,
      v.region_code, coalesce(r.name, v.region_code) AS region_name,
      coalesce(seats.assigned, 0) AS assigned, coalesce(seats.admitted, 0) AS admitted, coalesce(seats.with_card, 0) AS with_card,
      coalesce(work.running, 0) AS running, coalesce(work.finished, 0) AS finished, clock_timestamp() AS at
    FROM exam_session s
    JOIN exam e ON e.id = s.exam_id
    JOIN assessment_period p ON p.id = e.period_id
    JOIN venue v ON v.id = s.venue_id
    LEFT JOIN region r ON r.code = v.region_code
    LEFT JOIN (
      SELECT exam_session_id, count(*) AS assigned, count(admitted_at) AS admitted, count(card_made_at) AS with_card
      FROM candidate WHERE exam_session_id IS NOT NULL GROUP BY exam_session_id
    ) seats ON seats.exam_session_id = s.id
    LEFT JOIN (
      SELECT exam_session_id, count(*) FILTER (WHERE status = 'running') AS running, count(*) FILTER (WHERE status = 'closed') AS finished
      FROM attempt GROUP BY exam_session_id
    ) work ON work.exam_session_id = s.id
    WHERE ${liesWithin(scope, Prisma.sql`v.region_code`)}
      AND (${filter.examSessionId ?? null}::uuid IS NULL OR s.id = ${filter.examSessionId ?? null}::uuid)
      AND (${filter.periodId ?? null}::uuid IS NULL OR e.period_id = ${filter.periodId ?? null}::uuid)
    ORDER BY s.opens_at DESC, s.label, s.id`
  return rows.map(toListed).filter(({ state }) => filter.state === undefined || state === filter.state)
}

/** The session when its venue lies in the scope; null otherwise. */
export async function findListedSession(
  transaction: Transaction,
  scope: RegionScope,
  examSessionId: ExamSessionId,
): Promise<ListedSession | null> {
  const [session] = await listSessions(transaction, scope, { examSessionId })
  return session ?? null
}

function toListed(each: unknown): ListedSession {
  const row = ListedRow.parse(each)
  return {
    id: row.id,
    examId: row.exam_id,
    venueId: row.venue_id,
    label: row.label,
    opensAt: row.opens_at,
    latestStart: row.latest_start,
    hardClose: row.hard_close,
    capacity: row.capacity,
    state: sessionStateAt({ state: row.state, opensAt: row.opens_at }, row.at),
    accessToken: row.access_token,
    configKey: row.config_key,
    examTitle: row.exam_title,
    limitMinutes: row.limit_minutes,
    periodId: row.period_id,
    periodName: row.period_name,
    venueName: row.venue_name,
    venueAddress: row.venue_address,
    regionCode: row.region_code,
    regionName: row.region_name,
    assigned: row.assigned,
    admitted: row.admitted,
    withCard: row.with_card,
    running: row.running,
    finished: row.finished,
  }
}

const BoardDatabaseRow = z.object({
  candidate_id: CandidateId,
  participant_number: z.string(),
  cadre_name: z.string(),
  urban_village_name: z.string(),
  admitted_at: z.coerce.date().nullable(),
  status: z.enum(['running', 'closed']).nullable(),
  deadline: z.coerce.date().nullable(),
  paused_at: z.coerce.date().nullable(),
  voided: z.boolean(),
  lease_seen_at: z.coerce.date().nullable(),
  answered: count,
  questions: count,
  on_paper: z.boolean(),
  entered_by: z.array(AccountId),
  settled: z.boolean(),
  signals: z.array(SignalSum),
})

/** Anything chosen, placed or written, in a response of whatever kind: as `isEmpty` says of the same response. */
const ANSWERED = '$.** ? (@.type() == "boolean" || (@.type() == "string" && @ like_regex "[^[:space:]]"))'

/** Everybody planned for a session, or one of them, with how far they are, by name: one statement, because the board asks often, that reads the answers of this room alone. */
export async function boardRows(
  transaction: Transaction,
  examSessionId: ExamSessionId,
  candidateId: CandidateId | null = null,
): Promise<BoardRow[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.id AS candidate_id, c.participant_number, k.name AS cadre_name, coalesce(r.name, k.urban_village_code) AS urban_village_name, c.admitted_at,
      a.status, a.deadline, a.paused_at, a.voided_at IS NOT NULL AS voided, a.lease_seen_at, coalesce(w.answered, 0) AS answered, coalesce(jsonb_array_length(f.content->'items'), 0) AS questions,
      o.candidate_id IS NOT NULL AS on_paper,
      CASE WHEN o.candidate_id IS NULL THEN '{}' ELSE ARRAY(SELECT e.entered_by::text FROM paper_entry e WHERE e.attempt_id = a.id ORDER BY e.ordinal) END AS entered_by,
      CASE WHEN o.candidate_id IS NULL THEN false ELSE EXISTS (SELECT 1 FROM paper_answer w WHERE w.attempt_id = a.id) END AS settled,
      coalesce(p.signals, '[]'::jsonb) AS signals
    FROM candidate c
    JOIN cadre k ON k.id = c.cadre_id
    LEFT JOIN region r ON r.code = k.urban_village_code
    JOIN exam_session s ON s.id = c.exam_session_id
    LEFT JOIN attempt a ON a.candidate_id = c.id AND a.exam_id = s.exam_id
    LEFT JOIN exam_form f ON f.id = a.form_id
    LEFT JOIN accommodation o ON o.candidate_id = c.id AND 'paper' = ANY(o.means)
    LEFT JOIN LATERAL (
      SELECT count(*) AS answered FROM current_answer n WHERE n.attempt_id = a.id AND jsonb_path_exists(n.value - 'kind', ${ANSWERED}::jsonpath)
    ) w ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('kind', g.kind, 'times', g.times, 'longestSeconds', g.longest) ORDER BY g.kind DESC) AS signals
      FROM (SELECT n.kind, count(*) AS times, max(n.seconds) AS longest FROM page_signal n WHERE n.attempt_id = a.id GROUP BY n.kind) g
    ) p ON true
    WHERE c.exam_session_id = ${examSessionId}::uuid AND (${candidateId}::uuid IS NULL OR c.id = ${candidateId}::uuid)
    ORDER BY k.name_sort COLLATE "C", c.participant_number`
  return rows.map((each) => {
    const row = BoardDatabaseRow.parse(each)
    const attempt =
      row.status === null || row.deadline === null || row.lease_seen_at === null
        ? null
        : {
            status: row.status,
            deadline: row.deadline,
            pausedAt: row.paused_at,
            isVoid: row.voided,
            seenAt: row.lease_seen_at,
            answered: row.answered,
            questions: row.questions,
            signals: row.signals,
          }
    return {
      candidateId: row.candidate_id,
      participantNumber: row.participant_number,
      cadreName: row.cadre_name,
      urbanVillageName: row.urban_village_name,
      admittedAt: row.admitted_at,
      attempt,
      paper: row.on_paper
        ? paperStage({ status: row.status, isVoid: row.voided, enteredBy: row.entered_by, isSettled: row.settled })
        : null,
    }
  })
}
