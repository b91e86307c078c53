import { z } from 'zod'
import { AttemptLayout } from '#app/domain/assembly/exam-form.ts'
import { type Attempt, type ClosedAttempt, ClosedBy, type ClosingEvidence, type RunningAttempt } from '#app/domain/delivery/attempt.ts'
import type { Lease } from '#app/domain/delivery/lease.ts'
import { AttemptId, CandidateId, ExamFormId, ExamId, ExamSessionId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const Core = {
  id: AttemptId,
  candidateId: CandidateId,
  examId: ExamId,
  examSessionId: ExamSessionId,
  formId: ExamFormId,
  policyVersion: z.number().int(),
  startedAt: z.date(),
  deadline: z.date(),
  graceSeconds: z.number().int(),
  handInId: z.uuid(),
  leaseEpoch: z.number().int(),
  leaseDevice: z.string(),
  leaseSeenAt: z.date(),
}
const AttemptRow = z.discriminatedUnion('status', [
  z.object({ ...Core, status: z.literal('running') }),
  z.object({
    ...Core,
    status: z.literal('closed'),
    closedBy: ClosedBy,
    closedAt: z.date(),
    effectiveEnd: z.date(),
    receiptCode: z.string().nullable(),
    eventCount: z.number().int().nullable(),
    eventHash: z.string().nullable(),
  }),
])

/** An attempt on the exam, or null: nothing was started. */
export async function findAttemptOn(transaction: Transaction, candidateId: CandidateId, examId: ExamId): Promise<Attempt | null> {
  const row = await transaction.attempt.findUnique({ where: { candidateId_examId: { candidateId, examId } } })
  return row ? toAttempt(row) : null
}

export async function findAttempt(transaction: Transaction, attemptId: AttemptId): Promise<Attempt | null> {
  const row = await transaction.attempt.findUnique({ where: { id: attemptId } })
  return row ? toAttempt(row) : null
}

/** Holds the row until the end of the transaction: saves, hand-ins and closings of one attempt come one after another. */
export async function lockAttempt(transaction: Transaction, attemptId: AttemptId): Promise<Attempt | null> {
  await transaction.$executeRaw`SELECT 1 FROM attempt WHERE id = ${attemptId}::uuid FOR UPDATE`
  return findAttempt(transaction, attemptId)
}

export async function findLayout(transaction: Transaction, attemptId: AttemptId): Promise<AttemptLayout> {
  const row = await transaction.attempt.findUniqueOrThrow({ where: { id: attemptId }, select: { layout: true } })
  return AttemptLayout.parse(row.layout)
}

/** False when the candidate has an attempt on this exam already: then nothing is written. */
export async function insertAttempt(
  transaction: Transaction,
  attempt: RunningAttempt,
  drawn: { seed: string; layout: AttemptLayout },
): Promise<boolean> {
  const inserted = await transaction.$executeRaw`
    INSERT INTO attempt (id, candidate_id, exam_id, exam_session_id, form_id, seed, layout, policy_version, started_at, deadline,
      grace_seconds, status, hand_in_id, lease_epoch, lease_device, lease_seen_at)
    VALUES (${attempt.id}::uuid, ${attempt.candidateId}::uuid, ${attempt.examId}::uuid, ${attempt.examSessionId}::uuid, ${attempt.formId}::uuid,
      ${drawn.seed}, ${JSON.stringify(drawn.layout)}::jsonb, ${attempt.policyVersion}, ${attempt.startedAt}::timestamptz, ${attempt.deadline}::timestamptz,
      ${attempt.graceSeconds}, 'running', ${attempt.handInId}::uuid, ${attempt.lease.epoch}, ${attempt.lease.deviceKey}, ${attempt.lease.seenAt}::timestamptz)
    ON CONFLICT (candidate_id, exam_id) DO NOTHING`
  return inserted === 1
}

/** False when it was closed already. */
export async function closeRunning(transaction: Transaction, attempt: ClosedAttempt): Promise<boolean> {
  const closed = await transaction.$executeRaw`
    UPDATE attempt SET status = 'closed', closed_by = ${attempt.closedBy}, closed_at = ${attempt.closedAt}::timestamptz,
      effective_end = ${attempt.effectiveEnd}::timestamptz, receipt_code = ${attempt.receiptCode}, event_count = ${attempt.eventCount}, event_hash = ${attempt.eventHash}
    WHERE id = ${attempt.id}::uuid AND status = 'running'`
  return closed === 1
}

export async function setLease(transaction: Transaction, attemptId: AttemptId, lease: Lease): Promise<void> {
  await transaction.$executeRaw`
    UPDATE attempt SET lease_epoch = ${lease.epoch}, lease_device = ${lease.deviceKey}, lease_seen_at = ${lease.seenAt}::timestamptz
    WHERE id = ${attemptId}::uuid AND status = 'running' AND lease_epoch <= ${lease.epoch}`
}

/** Running attempts whose deadline and grace are over by the database's clock, the oldest first. */
export async function overdueAttemptIds(
  transaction: Transaction,
  examSessionId: ExamSessionId | null,
  count: number,
): Promise<AttemptId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT id FROM attempt
    WHERE status = 'running' AND clock_timestamp() > deadline + make_interval(secs => grace_seconds)
      AND (${examSessionId}::uuid IS NULL OR exam_session_id = ${examSessionId}::uuid)
    ORDER BY deadline, id LIMIT ${count}`
  return z
    .array(z.object({ id: AttemptId }))
    .parse(rows)
    .map(({ id }) => id)
}

/** The region of a session's venue, for asking who may act on it. */
export async function regionOfSession(transaction: Transaction, examSessionId: ExamSessionId): Promise<string | null> {
  const session = await transaction.examSession.findUnique({ where: { id: examSessionId }, select: { venueId: true } })
  if (session === null) return null
  const venue = await transaction.venue.findUnique({ where: { id: session.venueId }, select: { regionCode: true } })
  return venue?.regionCode ?? null
}

/** The candidate came in with the session's token. The first admission stays. */
export async function markAdmitted(transaction: Transaction, candidateId: CandidateId, at: Date): Promise<boolean> {
  const { count } = await transaction.candidate.updateMany({ where: { id: candidateId, admittedAt: null }, data: { admittedAt: at } })
  return count === 1
}

/**
 * How many accepted events an attempt has, and their SHA-256. Hashed are lines of
 * `lease epoch|seq|position|doubtful (t or f)|value as jsonb text|received at in milliseconds`, in the order of epoch and
 * seq, joined by newlines, in UTF-8.
 */
export async function eventLogDigest(transaction: Transaction, attemptId: AttemptId): Promise<Omit<ClosingEvidence, 'receiptCode'>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT count(*)::int AS "eventCount", encode(sha256(convert_to(coalesce(string_agg(line, E'\n' ORDER BY lease_epoch, seq), ''), 'UTF8')), 'hex') AS "eventHash"
    FROM (
      SELECT lease_epoch, seq, concat_ws('|', lease_epoch, seq, position, doubtful, value::text, (extract(epoch FROM received_at) * 1000)::bigint) AS line
      FROM answer_event WHERE attempt_id = ${attemptId}::uuid AND standing = 'accepted'
    ) AS accepted`
  return z.object({ eventCount: z.number().int(), eventHash: z.string() }).parse(rows[0])
}

function toAttempt(stored: unknown): Attempt {
  const { leaseEpoch, leaseDevice, leaseSeenAt, ...row } = AttemptRow.parse(stored)
  const lease: Lease = { epoch: leaseEpoch, deviceKey: leaseDevice, seenAt: leaseSeenAt }
  if (row.status === 'running') return { ...row, lease }
  return { ...row, lease, receiptCode: row.receiptCode ?? '', eventCount: row.eventCount ?? 0, eventHash: row.eventHash ?? '' }
}
