import { z } from 'zod'
import { AckStanding, type AnswerEvent, type AnswerRule, AttemptStatus } from '#app/domain/delivery/answer-events.ts'
import { QuestionKind } from '#app/domain/question-bank/question.ts'
import { ResponseValue } from '#app/domain/question-bank/response.ts'
import { type AttemptId, CandidateId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { runStatement } from '#app/platform/database/statement.server.ts'
import { grouped } from '#app/platform/grouped.server.ts'
import { metrics } from '#app/platform/metrics.server.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'

const SheetRow = z.object({
  candidate_id: CandidateId,
  kinds: z.record(z.string(), QuestionKind),
  options: z.record(z.string(), z.array(z.string())),
  prompts: z.record(z.string(), z.array(z.string())),
})

/** Whose attempt it is, and what may be answered at each of its positions. */
export type AnswerSheet = { readonly candidateId: CandidateId; readonly rules: ReadonlyMap<number, AnswerRule> }

/** How many sheets a process remembers: a whole city's session, some 6 kB each. */
const SHEETS_KEPT = 4_000
/** The longest unused stands first. */
const sheets = new Map<AttemptId, AnswerSheet>()

/** An attempt's owner, layout and form are fixed when it starts, so that a sheet once read stays true. No key is read. */
export async function findAnswerSheet(attemptId: AttemptId): Promise<AnswerSheet | null> {
  const sheet = sheets.get(attemptId) ?? (await readAnswerSheet(attemptId))
  if (sheet === null) return null
  sheets.delete(attemptId)
  sheets.set(attemptId, sheet)
  for (const longestUnused of sheets.keys()) {
    if (sheets.size <= SHEETS_KEPT) break
    sheets.delete(longestUnused)
  }
  return sheet
}

async function readAnswerSheet(attemptId: AttemptId): Promise<AnswerSheet | null> {
  const rows = await runStatement(Prisma.sql`
    SELECT a.candidate_id, a.layout -> 'options' AS options,
      (SELECT jsonb_object_agg(item ->> 'position', item ->> 'kind') FROM jsonb_array_elements(f.content -> 'items') AS item) AS kinds,
      coalesce((
        SELECT jsonb_object_agg(item ->> 'position', jsonb_path_query_array(v.body, '$.prompts[*].key'))
        FROM jsonb_array_elements(f.content -> 'items') AS item JOIN question_version v ON v.id = (item ->> 'questionVersionId')::uuid
        WHERE item ->> 'kind' = 'matching'
      ), '{}'::jsonb) AS prompts
    FROM attempt a JOIN exam_form f ON f.id = a.form_id WHERE a.id = ${attemptId}::uuid`)
  if (rows[0] === undefined) return null
  const row = SheetRow.parse(rows[0])
  const rules = Object.entries(row.kinds).map(
    ([position, kind]) => [Number(position), { kind, options: row.options[position] ?? [], prompts: row.prompts[position] ?? [] }] as const,
  )
  return { candidateId: row.candidate_id, rules: new Map(rules) }
}

const StoredAck = z.object({ seq: z.number().int(), standing: AckStanding, at: z.coerce.date() })
export type StoredAck = z.infer<typeof StoredAck>

const SaveRow = z.object({
  at: z.coerce.date(),
  status: AttemptStatus,
  deadline: z.coerce.date(),
  paused_at: z.coerce.date().nullable(),
  lease_epoch: z.number().int(),
  holds_lease: z.boolean(),
  last_seq: z.number().int(),
  acks: z.array(StoredAck),
})
export type SavedEvents = {
  readonly at: Date
  readonly status: AttemptStatus
  readonly deadline: Date
  readonly pausedAt: Date | null
  readonly leaseEpoch: number
  readonly holdsLease: boolean
  /** The highest number stored for the epoch that sent. */
  readonly lastSeq: number
  readonly acks: readonly StoredAck[]
}

type Sender = { readonly leaseEpoch: number; readonly deviceKey: string }

/** A batch of one attempt as it came from a device. */
export type SaveRequest = Sender & {
  readonly attemptId: AttemptId
  /** The session that sent it, to be found alive and this candidate's by the statement itself; null when it was just looked up. */
  readonly sessionIdHash: string | null
  readonly events: readonly AnswerEvent[]
}

/** An attempt that took its batch; `before` is the highest number of the epoch that an earlier statement stored. */
const OpenGate = z.object({ id: z.string(), at: z.coerce.date(), deadline: z.coerce.date(), before: z.number().int().nullable() })
type OpenGate = z.infer<typeof OpenGate>
const GroupRow = z.object({ open: z.array(OpenGate).nullable(), kept: z.array(z.tuple([z.string(), z.number().int()])).nullable() })

/**
 * Keeps the batches of many attempts in one statement and one commit, and moves their current answers forward; an attempt
 * stands in it once. Its gate is the UPDATE of the attempt, which finds it running, and deadline + grace not over by the
 * database's clock, and holds its row, so that no closing comes in between; before it stand the lease, which is in this
 * device's hand, and the session. The attempts are locked in the order of their ids, whoever locks several, so that two
 * groups never wait for each other. Null where the gate is shut, or something of the batch was stored before: then
 * `judgeAlone` says how each event stands; what of such a batch was new may be kept already.
 */
export async function saveTogether(requests: readonly SaveRequest[]): Promise<(SavedEvents | null)[]> {
  const ordered = [...requests].sort((left, right) => (left.attemptId < right.attemptId ? -1 : left.attemptId > right.attemptId ? 1 : 0))
  const events = ordered.flatMap(({ attemptId, events: own }) => own.map((event) => ({ attemptId, ...event })))
  const rows = await runStatement(Prisma.sql`
    WITH holder AS MATERIALIZED (
      SELECT locked.id FROM unnest(
        (SELECT ${ordered.map(({ attemptId }) => attemptId)}::uuid[]), (SELECT ${ordered.map(({ leaseEpoch }) => leaseEpoch)}::int[]),
        (SELECT ${ordered.map(({ deviceKey }) => deviceKey)}::text[]), (SELECT ${ordered.map(({ sessionIdHash }) => sessionIdHash)}::text[])
      ) AS sender(attempt, epoch, device, session) CROSS JOIN LATERAL (
        SELECT a.id, a.candidate_id, a.lease_epoch, a.lease_device FROM attempt a WHERE a.id = sender.attempt FOR NO KEY UPDATE
      ) AS locked
      WHERE locked.lease_epoch = sender.epoch AND locked.lease_device = sender.device
        AND (sender.session IS NULL OR EXISTS (
          SELECT 1 FROM web_session w WHERE w.id_hash = sender.session AND w.kind = 'candidate' AND w.candidate_id = locked.candidate_id
            AND w.device_key = sender.device AND w.expires_at > clock_timestamp()))
    ), gate AS (
      UPDATE attempt SET lease_seen_at = clock_timestamp()
      WHERE id = ANY (ARRAY(SELECT id FROM holder)) AND status = 'running' AND paused_at IS NULL
        AND clock_timestamp() <= deadline + make_interval(secs => grace_seconds)
      RETURNING id, lease_epoch, deadline, lease_seen_at AS at
    ), kept AS (
      INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, client_wall, received_at, evidence)
      SELECT gate.id, gate.lease_epoch, sent.seq, sent.position, sent.value::jsonb, sent.doubtful, 'accepted', sent.client_wall, gate.at, sent.evidence::jsonb
      FROM unnest(
        (SELECT ${events.map(({ attemptId }) => attemptId)}::uuid[]), (SELECT ${events.map(({ seq }) => seq)}::int[]), (SELECT ${events.map(({ position }) => position)}::int[]),
        (SELECT ${events.map(({ value }) => JSON.stringify(value))}::text[]), (SELECT ${events.map(({ doubtful }) => doubtful)}::boolean[]),
        (SELECT ${events.map(({ clientWall }) => clientWall)}::timestamptz[]), (SELECT ${events.map(({ evidence }) => (evidence ? JSON.stringify(evidence) : null))}::text[])
      ) AS sent(attempt, seq, position, value, doubtful, client_wall, evidence) JOIN gate ON gate.id = sent.attempt
      ON CONFLICT (attempt_id, lease_epoch, seq) DO NOTHING
      RETURNING attempt_id, lease_epoch, seq, position, value, doubtful, received_at
    ), moved AS (
      INSERT INTO current_answer AS c (attempt_id, position, value, doubtful, lease_epoch, seq, saved_at)
      SELECT DISTINCT ON (attempt_id, position) attempt_id, position, value, doubtful, lease_epoch, seq, received_at
      FROM kept ORDER BY attempt_id, position, seq DESC
      ON CONFLICT (attempt_id, position) DO UPDATE SET
        value = EXCLUDED.value, doubtful = EXCLUDED.doubtful, lease_epoch = EXCLUDED.lease_epoch, seq = EXCLUDED.seq, saved_at = EXCLUDED.saved_at
      WHERE (EXCLUDED.lease_epoch, EXCLUDED.seq) > (c.lease_epoch, c.seq)
    )
    SELECT (SELECT jsonb_agg(jsonb_build_object('id', gate.id, 'at', gate.at, 'deadline', gate.deadline, 'before',
        (SELECT max(seq) FROM answer_event WHERE attempt_id = gate.id AND lease_epoch = gate.lease_epoch))) FROM gate) AS open,
      (SELECT jsonb_agg(jsonb_build_array(attempt_id, seq) ORDER BY seq) FROM kept) AS kept`)
  const { open, kept } = GroupRow.parse(rows[0])
  const gates = new Map((open ?? []).map((gate) => [gate.id, gate]))
  const seqs = new Map<string, number[]>()
  for (const [attemptId, seq] of kept ?? []) {
    const own = seqs.get(attemptId)
    if (own === undefined) seqs.set(attemptId, [seq])
    else own.push(seq)
  }
  return requests.map((request) => savedPlainly(request, gates.get(request.attemptId), seqs.get(request.attemptId) ?? []))
}

function savedPlainly({ leaseEpoch, events }: SaveRequest, gate: OpenGate | undefined, kept: readonly number[]): SavedEvents | null {
  if (gate === undefined || kept.length < events.length) return null
  return {
    at: gate.at,
    status: 'running',
    deadline: gate.deadline,
    pausedAt: null,
    leaseEpoch,
    holdsLease: true,
    lastSeq: Math.max(gate.before ?? 0, kept.at(-1) ?? 0),
    acks: kept.map((seq) => ({ seq, standing: 'accepted', at: gate.at })),
  }
}

const groups = grouped({
  flush: saveTogether,
  keyOf: ({ attemptId }: SaveRequest) => attemptId,
  most: { together: 64, atOnce: 2, waiting: 4_000, milliseconds: 4_000 },
  onGroup: metrics.groupDone,
})

/** Keeps a batch together with those that arrive at the same time; answered as by `saveTogether`, once all of it is durable. */
export const saveEvents = groups.ask

/** How each event of one batch stands, whatever the attempt's state. */
export async function judgeAlone({ attemptId, leaseEpoch, deviceKey, events }: SaveRequest): Promise<SavedEvents> {
  return toSaved(await runStatement(judgement(attemptId, { leaseEpoch, deviceKey }, events)))
}

/** The same inside a transaction, without the short way. */
export async function judgeEvents(
  transaction: Transaction,
  attemptId: AttemptId,
  from: Sender,
  events: readonly AnswerEvent[],
): Promise<SavedEvents> {
  return toSaved(await transaction.$queryRaw<unknown[]>(judgement(attemptId, from, events)))
}

/**
 * Whatever the attempt's state: events count through the same gate, and are otherwise kept as late or as conflict; while
 * the clock stands still the device that may write keeps its events, and its call is a sign of life. One statement, safe to repeat: an event that repeats a stored one is answered with what stands; another event under a
 * stored number is answered with seq-taken.
 */
function judgement(attemptId: AttemptId, from: Sender, events: readonly AnswerEvent[]): Prisma.Sql {
  return Prisma.sql`
    WITH locked AS MATERIALIZED (
      SELECT id, CASE WHEN paused_at IS NULL THEN status ELSE 'paused' END AS status, deadline, paused_at, lease_epoch, lease_device FROM attempt WHERE id = ${attemptId}::uuid FOR UPDATE
    ), gate AS (
      UPDATE attempt a SET lease_seen_at = clock_timestamp() FROM locked
      WHERE a.id = ${attemptId}::uuid AND a.id = locked.id AND a.status = 'running' AND a.lease_epoch = ${from.leaseEpoch}::int AND a.lease_device = ${from.deviceKey}
        AND (a.paused_at IS NOT NULL OR clock_timestamp() <= a.deadline + make_interval(secs => a.grace_seconds))
      RETURNING a.id, a.paused_at
    ), judged AS MATERIALIZED (
      SELECT locked.*, clock_timestamp() AS at, locked.lease_epoch = ${from.leaseEpoch}::int AND locked.lease_device = ${from.deviceKey} AS holds_lease,
        CASE WHEN EXISTS (SELECT 1 FROM gate WHERE paused_at IS NOT NULL) THEN NULL WHEN EXISTS (SELECT 1 FROM gate) THEN 'accepted'
          WHEN locked.lease_epoch <> ${from.leaseEpoch}::int OR locked.lease_device <> ${from.deviceKey} THEN 'conflict' ELSE 'late' END AS standing
      FROM locked
    ), sent AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(seq int, position int, value jsonb, doubtful boolean, "clientWall" timestamptz, evidence jsonb)
    ), kept AS (
      INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, client_wall, received_at, evidence)
      SELECT judged.id, ${from.leaseEpoch}::int, sent.seq, sent.position, sent.value, sent.doubtful, judged.standing, sent."clientWall", judged.at, nullif(sent.evidence, 'null'::jsonb)
      FROM judged, sent WHERE judged.standing IS NOT NULL
      ON CONFLICT (attempt_id, lease_epoch, seq) DO NOTHING
      RETURNING attempt_id, lease_epoch, seq, position, value, doubtful, standing, received_at
    ), moved AS (
      INSERT INTO current_answer AS c (attempt_id, position, value, doubtful, lease_epoch, seq, saved_at)
      SELECT DISTINCT ON (position) attempt_id, position, value, doubtful, lease_epoch, seq, received_at
      FROM kept WHERE standing = 'accepted' ORDER BY position, seq DESC
      ON CONFLICT (attempt_id, position) DO UPDATE SET
        value = EXCLUDED.value, doubtful = EXCLUDED.doubtful, lease_epoch = EXCLUDED.lease_epoch, seq = EXCLUDED.seq, saved_at = EXCLUDED.saved_at
      WHERE (EXCLUDED.lease_epoch, EXCLUDED.seq) > (c.lease_epoch, c.seq)
      RETURNING 1
    )
    SELECT judged.at, judged.status, judged.deadline, judged.paused_at, judged.lease_epoch, judged.holds_lease,
      greatest(coalesce((SELECT max(seq) FROM kept), 0),
        coalesce((SELECT max(seq) FROM answer_event WHERE attempt_id = judged.id AND lease_epoch = ${from.leaseEpoch}::int), 0)) AS last_seq,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('seq', sent.seq, 'at', coalesce(kept.received_at, stored.received_at), 'standing',
          CASE WHEN kept.seq IS NOT NULL THEN kept.standing
            WHEN stored.position = sent.position AND stored.value = sent.value AND stored.doubtful = sent.doubtful THEN stored.standing
            ELSE 'seq-taken' END) ORDER BY sent.seq)
        FROM sent
        LEFT JOIN kept ON kept.seq = sent.seq
        LEFT JOIN LATERAL (
          SELECT * FROM answer_event e WHERE e.attempt_id = judged.id AND e.lease_epoch = ${from.leaseEpoch}::int AND e.seq = sent.seq AND kept.seq IS NULL LIMIT 1
        ) AS stored ON true
        WHERE kept.seq IS NOT NULL OR stored.seq IS NOT NULL
      ), '[]'::jsonb) AS acks
    FROM judged`
}

function toSaved(rows: readonly unknown[]): SavedEvents {
  const row = SaveRow.parse(rows[0])
  return {
    at: row.at,
    status: row.status,
    deadline: row.deadline,
    pausedAt: row.paused_at,
    leaseEpoch: row.lease_epoch,
    holdsLease: row.holds_lease,
    lastSeq: row.last_seq,
    acks: row.acks,
  }
}

export async function highestSeq(transaction: SqlTransaction, attemptId: AttemptId, leaseEpoch: number): Promise<number> {
  const rows = await transaction.$queryRaw`
    SELECT coalesce(max(seq), 0) AS highest FROM answer_event WHERE attempt_id = ${attemptId}::uuid AND lease_epoch = ${leaseEpoch}`
  return z.object({ highest: z.number().int() }).parse(rows[0]).highest
}

const EventNumber = z.object({ leaseEpoch: z.number().int(), seq: z.number().int() })
export type EventNumber = Readonly<z.infer<typeof EventNumber>>

/** Events that arrived from a device after another one had taken the exam over, and that do not count by themselves. */
export async function conflictingEvents(transaction: SqlTransaction, attemptId: AttemptId): Promise<EventNumber[]> {
  const rows = await transaction.$queryRaw`
    SELECT lease_epoch AS "leaseEpoch", seq FROM answer_event WHERE attempt_id = ${attemptId}::uuid AND standing = 'conflict' ORDER BY 1, 2`
  return rows.map((row) => EventNumber.parse(row))
}

const CurrentRow = z.object({ position: z.number().int(), value: ResponseValue, doubtful: z.boolean(), savedAt: z.coerce.date() })
export type CurrentAnswer = Readonly<z.infer<typeof CurrentRow>>

/** In the order of positions. */
export async function currentAnswers(transaction: SqlTransaction, attemptId: AttemptId): Promise<CurrentAnswer[]> {
  const rows = await transaction.$queryRaw`
    SELECT position, value, doubtful, saved_at AS "savedAt" FROM current_answer WHERE attempt_id = ${attemptId}::uuid ORDER BY position`
  return rows.map((row) => CurrentRow.parse(row))
}

/** How many attempts of all are under way. */
export async function countOpen(): Promise<number> {
  const rows = await runStatement(Prisma.sql`SELECT count(*)::int AS count FROM attempt WHERE status = 'running'`)
  return z.object({ count: z.number().int() }).parse(rows[0]).count
}
