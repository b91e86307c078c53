import { z } from 'zod'
import { AckStanding, type AnswerEvent, type AnswerRule } from '#app/domain/delivery/answer-events.ts'
import { QuestionKind } from '#app/domain/question-bank/question.ts'
import { ResponseValue } from '#app/domain/question-bank/response.ts'
import { type AttemptId, CandidateId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { runStatement } from '#app/platform/database/statement.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const SheetRow = z.object({
  candidate_id: CandidateId,
  kinds: z.record(z.string(), QuestionKind),
  options: z.record(z.string(), z.array(z.string())),
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
      (SELECT jsonb_object_agg(item ->> 'position', item ->> 'kind') FROM jsonb_array_elements(f.content -> 'items') AS item) AS kinds
    FROM attempt a JOIN exam_form f ON f.id = a.form_id WHERE a.id = ${attemptId}::uuid`)
  if (rows[0] === undefined) return null
  const row = SheetRow.parse(rows[0])
  const rules = Object.entries(row.kinds).map(
    ([position, kind]) => [Number(position), { kind, options: row.options[position] ?? [] }] as const,
  )
  return { candidateId: row.candidate_id, rules: new Map(rules) }
}

const StoredAck = z.object({ seq: z.number().int(), standing: AckStanding, at: z.coerce.date() })
export type StoredAck = z.infer<typeof StoredAck>

const SaveRow = z.object({
  at: z.coerce.date(),
  status: z.enum(['running', 'closed']),
  deadline: z.coerce.date(),
  lease_epoch: z.number().int(),
  holds_lease: z.boolean(),
  last_seq: z.number().int(),
  acks: z.array(StoredAck),
})
export type SavedEvents = {
  readonly at: Date
  readonly status: 'running' | 'closed'
  readonly deadline: Date
  readonly leaseEpoch: number
  readonly holdsLease: boolean
  /** The highest number stored for the epoch that sent. */
  readonly lastSeq: number
  readonly acks: readonly StoredAck[]
}

type Sender = { readonly leaseEpoch: number; readonly deviceKey: string }

const GateRow = z.object({ at: z.coerce.date(), deadline: z.coerce.date(), last_seq: z.number().int(), kept: z.array(z.number().int()) })

/**
 * Keeps a batch of events and moves the current answers forward. The plain case is one statement: its gate is the UPDATE
 * of the attempt, which finds it running, the lease in this device's hand, and deadline + grace not over by the database's
 * clock, and holds its row, so that no closing comes in between. Where the gate is shut, or something of the batch was
 * stored before, a second statement says how each event stands.
 */
export async function saveEvents(attemptId: AttemptId, from: Sender, events: readonly AnswerEvent[]): Promise<SavedEvents> {
  const rows = await runStatement(Prisma.sql`
    WITH gate AS (
      UPDATE attempt SET lease_seen_at = clock_timestamp()
      WHERE id = ${attemptId}::uuid AND status = 'running' AND lease_epoch = ${from.leaseEpoch}::int AND lease_device = ${from.deviceKey}
        AND clock_timestamp() <= deadline + make_interval(secs => grace_seconds)
      RETURNING id, deadline, lease_seen_at AS at
    ), sent AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(seq int, position int, value jsonb, doubtful boolean, "clientWall" timestamptz)
    ), kept AS (
      INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, client_wall, received_at)
      SELECT gate.id, ${from.leaseEpoch}::int, sent.seq, sent.position, sent.value, sent.doubtful, 'accepted', sent."clientWall", gate.at FROM gate, sent
      ON CONFLICT (attempt_id, lease_epoch, seq) DO NOTHING
      RETURNING attempt_id, lease_epoch, seq, position, value, doubtful, received_at
    ), moved AS (
      INSERT INTO current_answer AS c (attempt_id, position, value, doubtful, lease_epoch, seq, saved_at)
      SELECT DISTINCT ON (position) attempt_id, position, value, doubtful, lease_epoch, seq, received_at FROM kept ORDER BY position, seq DESC
      ON CONFLICT (attempt_id, position) DO UPDATE SET
        value = EXCLUDED.value, doubtful = EXCLUDED.doubtful, lease_epoch = EXCLUDED.lease_epoch, seq = EXCLUDED.seq, saved_at = EXCLUDED.saved_at
      WHERE (EXCLUDED.lease_epoch, EXCLUDED.seq) > (c.lease_epoch, c.seq)
    )
    SELECT gate.at, gate.deadline, coalesce((SELECT jsonb_agg(seq ORDER BY seq) FROM kept), '[]'::jsonb) AS kept,
      greatest(coalesce((SELECT max(seq) FROM kept), 0),
        coalesce((SELECT max(seq) FROM answer_event WHERE attempt_id = gate.id AND lease_epoch = ${from.leaseEpoch}::int), 0)) AS last_seq
    FROM gate`)
  const row = rows[0] === undefined ? null : GateRow.parse(rows[0])
  if (row === null || row.kept.length < events.length) return toSaved(await runStatement(judgement(attemptId, from, events)))
  return {
    at: row.at,
    status: 'running',
    deadline: row.deadline,
    leaseEpoch: from.leaseEpoch,
    holdsLease: true,
    lastSeq: row.last_seq,
    acks: row.kept.map((seq) => ({ seq, standing: 'accepted', at: row.at })),
  }
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
 * Whatever the attempt's state: events count through the same gate, and are otherwise kept as late or as conflict. One
 * statement, safe to repeat: an event that repeats a stored one is answered with what stands; another event under a
 * stored number is answered with seq-taken.
 */
function judgement(attemptId: AttemptId, from: Sender, events: readonly AnswerEvent[]): Prisma.Sql {
  return Prisma.sql`
    WITH locked AS MATERIALIZED (
      SELECT id, status, deadline, lease_epoch, lease_device FROM attempt WHERE id = ${attemptId}::uuid FOR UPDATE
    ), gate AS (
      UPDATE attempt a SET lease_seen_at = clock_timestamp() FROM locked
      WHERE a.id = ${attemptId}::uuid AND a.id = locked.id AND a.status = 'running' AND a.lease_epoch = ${from.leaseEpoch}::int AND a.lease_device = ${from.deviceKey}
        AND clock_timestamp() <= a.deadline + make_interval(secs => a.grace_seconds)
      RETURNING a.id
    ), judged AS MATERIALIZED (
      SELECT locked.*, clock_timestamp() AS at, locked.lease_epoch = ${from.leaseEpoch}::int AND locked.lease_device = ${from.deviceKey} AS holds_lease,
        CASE WHEN EXISTS (SELECT 1 FROM gate) THEN 'accepted'
          WHEN locked.lease_epoch <> ${from.leaseEpoch}::int OR locked.lease_device <> ${from.deviceKey} THEN 'conflict' ELSE 'late' END AS standing
      FROM locked
    ), sent AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(seq int, position int, value jsonb, doubtful boolean, "clientWall" timestamptz)
    ), kept AS (
      INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, client_wall, received_at)
      SELECT judged.id, ${from.leaseEpoch}::int, sent.seq, sent.position, sent.value, sent.doubtful, judged.standing, sent."clientWall", judged.at FROM judged, sent
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
    SELECT judged.at, judged.status, judged.deadline, judged.lease_epoch, judged.holds_lease,
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
    leaseEpoch: row.lease_epoch,
    holdsLease: row.holds_lease,
    lastSeq: row.last_seq,
    acks: row.acks,
  }
}

export async function highestSeq(transaction: Transaction, attemptId: AttemptId, leaseEpoch: number): Promise<number> {
  const found = await transaction.answerEvent.aggregate({ where: { attemptId, leaseEpoch }, _max: { seq: true } })
  return found._max.seq ?? 0
}

export type CurrentAnswer = { readonly position: number; readonly value: ResponseValue; readonly doubtful: boolean; readonly savedAt: Date }

/** In the order of positions. */
export async function currentAnswers(transaction: Transaction, attemptId: AttemptId): Promise<CurrentAnswer[]> {
  const rows = await transaction.currentAnswer.findMany({ where: { attemptId }, orderBy: { position: 'asc' } })
  return rows.map((row) => ({
    position: row.position,
    value: ResponseValue.parse(row.value),
    doubtful: row.doubtful,
    savedAt: row.savedAt,
  }))
}
