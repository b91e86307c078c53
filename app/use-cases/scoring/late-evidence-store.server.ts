import { z } from 'zod'
import { EventEvidence } from '#app/domain/delivery/answer-events.ts'
import type { Weighed } from '#app/domain/delivery/late-evidence.ts'
import { type AccountId, AttemptId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** An event that came late, and what is known about its moment. */
export type LateEvent = {
  readonly leaseEpoch: number
  readonly seq: number
  readonly position: number
  readonly receivedAt: Date
  readonly evidence: EventEvidence | null
}

const LateEventRow = z.object({
  lease_epoch: z.number().int(),
  seq: z.number().int(),
  position: z.number().int(),
  received_at: z.coerce.date(),
  evidence: EventEvidence.nullable().catch(null),
})

const MOST_ATTEMPTS = 200

/** Attempts with late events that nobody has weighed; a void attempt's are left alone. */
export async function listUnweighedAttempts(transaction: Transaction): Promise<AttemptId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT DISTINCT e.attempt_id
    FROM answer_event e JOIN attempt a ON a.id = e.attempt_id
    WHERE e.standing = 'late' AND a.voided_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM late_evidence l WHERE l.attempt_id = e.attempt_id AND l.lease_epoch = e.lease_epoch AND l.seq = e.seq)
    LIMIT ${MOST_ATTEMPTS}`
  return rows.map((row) => z.object({ attempt_id: AttemptId }).parse(row).attempt_id)
}

/** In the order in which the device made them. */
export async function findUnweighedEvents(transaction: Transaction, attemptId: AttemptId): Promise<LateEvent[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT e.lease_epoch, e.seq, e.position, e.received_at, e.evidence
    FROM answer_event e
    WHERE e.attempt_id = ${attemptId}::uuid AND e.standing = 'late' AND NOT EXISTS (
      SELECT 1 FROM late_evidence l WHERE l.attempt_id = e.attempt_id AND l.lease_epoch = e.lease_epoch AND l.seq = e.seq)
    ORDER BY e.lease_epoch, e.seq`
  return rows.map((each) => {
    const row = LateEventRow.parse(each)
    return { leaseEpoch: row.lease_epoch, seq: row.seq, position: row.position, receivedAt: row.received_at, evidence: row.evidence }
  })
}

const EndingRow = z.object({
  deadline: z.coerce.date(),
  grace_seconds: z.number().int(),
  effective_end: z.coerce.date().nullable(),
})

/** When an attempt's time was over. */
export async function findEnding(transaction: Transaction, attemptId: AttemptId) {
  const rows = await transaction.$queryRaw<
    unknown[]
  >`SELECT deadline, grace_seconds, effective_end FROM attempt WHERE id = ${attemptId}::uuid`
  const row = EndingRow.parse(rows[0])
  return { deadline: row.deadline, graceSeconds: row.grace_seconds, effectiveEnd: row.effective_end }
}

export type WeighedEvent = { readonly leaseEpoch: number; readonly seq: number; readonly weighed: Weighed }

/** What evidence bounds is accepted by it; everything else waits for a person. */
export async function insertLateEvidence(
  transaction: Transaction,
  attemptId: AttemptId,
  events: readonly WeighedEvent[],
  at: Date,
): Promise<void> {
  await transaction.lateEvidence.createMany({
    data: events.map(({ leaseEpoch, seq, weighed }) => {
      const isIn = weighed.verdict === 'bounded'
      return { attemptId, leaseEpoch, seq, ...weighed, state: isIn ? 'accepted' : 'waiting', decidedAt: isIn ? at : null, notedAt: at }
    }),
  })
}

/** A person's answer to all that waits of an attempt. @returns how many events it was about */
export async function decideLateEvidence(
  transaction: Transaction,
  attemptId: AttemptId,
  decision: { readonly state: 'accepted' | 'rejected'; readonly reason: string; readonly by: AccountId; readonly at: Date },
): Promise<number> {
  const { state, reason, by, at } = decision
  const { count } = await transaction.lateEvidence.updateMany({
    where: { attemptId, state: 'waiting' },
    data: { state, reason, decidedBy: by, decidedAt: at },
  })
  return count
}

/** A person's answer to events that nobody had weighed: they are noted and decided at once. */
export async function insertDecidedEvidence(
  transaction: Transaction,
  attemptId: AttemptId,
  events: readonly WeighedEvent[],
  decision: { readonly state: 'accepted' | 'rejected'; readonly reason: string; readonly by: AccountId; readonly at: Date },
): Promise<void> {
  const { state, reason, by, at } = decision
  await transaction.lateEvidence.createMany({
    data: events.map(({ leaseEpoch, seq, weighed }) => ({
      attemptId,
      leaseEpoch,
      seq,
      ...weighed,
      state,
      reason,
      decidedBy: by,
      decidedAt: at,
      notedAt: at,
    })),
  })
}
