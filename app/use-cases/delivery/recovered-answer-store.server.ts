import { z } from 'zod'
import { Standing } from '#app/domain/delivery/answer-events.ts'
import type { HeldEvent, RecoveredEvent } from '#app/domain/delivery/recovery-file.ts'
import { ResponseValue } from '#app/domain/question-bank/response.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const HeldRow = z.object({
  leaseEpoch: z.number().int(),
  seq: z.number().int(),
  position: z.number().int(),
  value: ResponseValue,
  doubtful: z.boolean(),
  standing: Standing,
  decision: z.enum(['waiting', 'accepted', 'rejected']).nullable(),
  receivedAt: z.coerce.date(),
})

/** All events of an attempt that the server holds, with what the door for late answers said about them. */
export async function findHeldEvents(transaction: Transaction, attemptId: AttemptId): Promise<HeldEvent[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT e.lease_epoch AS "leaseEpoch", e.seq, e.position, e.value, e.doubtful, e.standing, e.received_at AS "receivedAt", l.state AS decision
    FROM answer_event e
      LEFT JOIN late_evidence l ON l.attempt_id = e.attempt_id AND l.lease_epoch = e.lease_epoch AND l.seq = e.seq
    WHERE e.attempt_id = ${attemptId}::uuid
    ORDER BY e.lease_epoch, e.seq`
  return rows.map((row) => HeldRow.parse(row))
}

type Arrival = {
  /** accepted: of an exam that is under way. late: of one that is over; it counts only by its late evidence. */
  readonly standing: 'accepted' | 'late'
  readonly receivedAt: Date
}

/**
 * Keeps events that did not come over the network. An event whose number is taken is left as it stands, so that repeating
 * changes nothing. @returns how many are new
 */
export async function keepRecovered(
  transaction: Transaction,
  attemptId: AttemptId,
  { standing, receivedAt }: Arrival,
  events: readonly RecoveredEvent[],
): Promise<number> {
  const { count } = await transaction.answerEvent.createMany({
    data: events.map(({ leaseEpoch, seq, position, value, doubtful, clientWall, evidence }) => ({
      attemptId,
      leaseEpoch,
      seq,
      position,
      value,
      doubtful,
      standing,
      receivedAt,
      clientWall: clientWall === null ? null : new Date(clientWall),
      ...(evidence === null ? {} : { evidence }),
    })),
    skipDuplicates: true,
  })
  return count
}

/** Moves the answers of a running exam on to these events, which are stored: forward in (lease epoch, seq), never back. */
export async function moveForward(
  transaction: Transaction,
  attemptId: AttemptId,
  events: readonly Pick<RecoveredEvent, 'leaseEpoch' | 'seq'>[],
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO current_answer AS c (attempt_id, position, value, doubtful, lease_epoch, seq, saved_at)
    SELECT DISTINCT ON (e.position) e.attempt_id, e.position, e.value, e.doubtful, e.lease_epoch, e.seq, e.received_at
    FROM unnest(${events.map(({ leaseEpoch }) => leaseEpoch)}::int[], ${events.map(({ seq }) => seq)}::int[]) AS given(lease_epoch, seq)
      JOIN answer_event e ON e.attempt_id = ${attemptId}::uuid AND e.lease_epoch = given.lease_epoch AND e.seq = given.seq
    ORDER BY e.position, e.lease_epoch DESC, e.seq DESC
    ON CONFLICT (attempt_id, position) DO UPDATE SET
      value = EXCLUDED.value, doubtful = EXCLUDED.doubtful, lease_epoch = EXCLUDED.lease_epoch, seq = EXCLUDED.seq, saved_at = EXCLUDED.saved_at
    WHERE (EXCLUDED.lease_epoch, EXCLUDED.seq) > (c.lease_epoch, c.seq)`
}
