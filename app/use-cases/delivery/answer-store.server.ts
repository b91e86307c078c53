import { z } from 'zod'
import { AckStanding, type AnswerEvent, type AnswerRule } from '#app/domain/delivery/answer-events.ts'
import { QuestionKind } from '#app/domain/question-bank/question.ts'
import { ResponseValue } from '#app/domain/question-bank/response.ts'
import { type AttemptId, CandidateId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const SheetRow = z.object({
  candidate_id: CandidateId,
  kinds: z.record(z.string(), QuestionKind),
  options: z.record(z.string(), z.array(z.string())),
})

/** Whose attempt it is, and what may be answered at each of its positions. No key is read. */
export async function findAnswerSheet(
  transaction: Transaction,
  attemptId: AttemptId,
): Promise<{ candidateId: CandidateId; rules: ReadonlyMap<number, AnswerRule> } | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT a.candidate_id, a.layout -> 'options' AS options,
      (SELECT jsonb_object_agg(item ->> 'position', item ->> 'kind') FROM jsonb_array_elements(f.content -> 'items') AS item) AS kinds
    FROM attempt a JOIN exam_form f ON f.id = a.form_id WHERE a.id = ${attemptId}::uuid`
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

/**
 * Keeps a batch of events and moves the current answers forward, in one statement. It is atomic by itself and safe to
 * repeat. The gate is the UPDATE of the attempt: only when it finds the attempt running, the lease in this device's hand
 * and deadline + grace not over by the database's clock do the events count; otherwise they are kept as late or as
 * conflict. The attempt's row stays locked meanwhile, so no closing comes in between. An event that repeats a stored one
 * is answered with what stands; another event under a stored number is answered with seq-taken.
 */
export async function saveEvents(
  transaction: Transaction,
  attemptId: AttemptId,
  from: { readonly leaseEpoch: number; readonly deviceKey: string },
  events: readonly AnswerEvent[],
): Promise<SavedEvents> {
  const rows = await transaction.$queryRaw<unknown[]>`
    WITH locked AS MATERIALIZED (
      SELECT id, status, deadline, lease_epoch, lease_device FROM attempt WHERE id = ${attemptId}::uuid FOR UPDATE
    ), gate AS (
      UPDATE attempt a SET lease_seen_at = clock_timestamp() FROM locked
      WHERE a.id = locked.id AND a.status = 'running' AND a.lease_epoch = ${from.leaseEpoch} AND a.lease_device = ${from.deviceKey}
        AND clock_timestamp() <= a.deadline + make_interval(secs => a.grace_seconds)
      RETURNING a.id
    ), judged AS MATERIALIZED (
      SELECT locked.*, clock_timestamp() AS at, locked.lease_epoch = ${from.leaseEpoch} AND locked.lease_device = ${from.deviceKey} AS holds_lease,
        CASE WHEN EXISTS (SELECT 1 FROM gate) THEN 'accepted'
          WHEN locked.lease_epoch <> ${from.leaseEpoch} OR locked.lease_device <> ${from.deviceKey} THEN 'conflict' ELSE 'late' END AS standing
      FROM locked
    ), sent AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(seq int, position int, value jsonb, doubtful boolean, "clientWall" timestamptz)
    ), kept AS (
      INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, client_wall, received_at)
      SELECT judged.id, ${from.leaseEpoch}, sent.seq, sent.position, sent.value, sent.doubtful, judged.standing, sent."clientWall", judged.at FROM judged, sent
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
        coalesce((SELECT max(seq) FROM answer_event WHERE attempt_id = judged.id AND lease_epoch = ${from.leaseEpoch}), 0)) AS last_seq,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('seq', sent.seq, 'at', coalesce(kept.received_at, stored.received_at), 'standing',
          CASE WHEN kept.seq IS NOT NULL THEN kept.standing
            WHEN stored.position = sent.position AND stored.value = sent.value AND stored.doubtful = sent.doubtful THEN stored.standing
            ELSE 'seq-taken' END) ORDER BY sent.seq)
        FROM sent
        LEFT JOIN kept ON kept.seq = sent.seq
        LEFT JOIN answer_event stored ON stored.attempt_id = judged.id AND stored.lease_epoch = ${from.leaseEpoch} AND stored.seq = sent.seq
        WHERE kept.seq IS NOT NULL OR stored.seq IS NOT NULL
      ), '[]'::jsonb) AS acks
    FROM judged`
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
