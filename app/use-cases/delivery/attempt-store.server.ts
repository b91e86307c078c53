import { z } from 'zod'
import { AttemptLayout } from '#app/domain/assembly/exam-form.ts'
import { type Attempt, type ClosedAttempt, ClosedBy, type ClosingEvidence, type RunningAttempt } from '#app/domain/delivery/attempt.ts'
import type { Lease } from '#app/domain/delivery/lease.ts'
import { AttemptId, CandidateId, ExamFormId, ExamId, ExamSessionId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'

const Core = {
  id: AttemptId,
  candidateId: CandidateId,
  examId: ExamId,
  examSessionId: ExamSessionId,
  formId: ExamFormId,
  policyVersion: z.number().int(),
  startedAt: z.coerce.date(),
  deadline: z.coerce.date(),
  graceSeconds: z.number().int(),
  handInId: z.uuid(),
  grantedSeconds: z.number().int(),
  pausedMilliseconds: z.number().int(),
  pausedAt: z.coerce.date().nullable(),
  voidedAt: z.coerce.date().nullable(),
  leaseEpoch: z.number().int(),
  leaseDevice: z.string(),
  leaseSeenAt: z.coerce.date(),
}
const AttemptRow = z.discriminatedUnion('status', [
  z.object({ ...Core, status: z.literal('running') }),
  z.object({
    ...Core,
    status: z.literal('closed'),
    closedBy: ClosedBy,
    closedAt: z.coerce.date(),
    effectiveEnd: z.coerce.date(),
    receiptCode: z.string().nullable(),
    eventCount: z.number().int().nullable(),
    eventHash: z.string().nullable(),
  }),
])

const columns = Prisma.sql`id, candidate_id AS "candidateId", exam_id AS "examId", exam_session_id AS "examSessionId", form_id AS "formId",
  policy_version AS "policyVersion", started_at AS "startedAt", deadline, grace_seconds AS "graceSeconds", hand_in_id AS "handInId",
  granted_seconds AS "grantedSeconds", paused_milliseconds AS "pausedMilliseconds", paused_at AS "pausedAt", voided_at AS "voidedAt",
  lease_epoch AS "leaseEpoch", lease_device AS "leaseDevice", lease_seen_at AS "leaseSeenAt", status, closed_by AS "closedBy",
  closed_at AS "closedAt", effective_end AS "effectiveEnd", receipt_code AS "receiptCode", event_count AS "eventCount", event_hash AS "eventHash"`

/** An attempt on the exam, or null: nothing was started. */
export async function findAttemptOn(transaction: SqlTransaction, candidateId: CandidateId, examId: ExamId): Promise<Attempt | null> {
  const rows = await transaction.$queryRaw`
    SELECT ${columns} FROM attempt WHERE candidate_id = ${candidateId}::uuid AND exam_id = ${examId}::uuid`
  return rows[0] === undefined ? null : toAttempt(rows[0])
}

export async function findAttempt(transaction: SqlTransaction, attemptId: AttemptId): Promise<Attempt | null> {
  const rows = await transaction.$queryRaw`SELECT ${columns} FROM attempt WHERE id = ${attemptId}::uuid`
  return rows[0] === undefined ? null : toAttempt(rows[0])
}

/** Holds the row until the end of the transaction: saves, hand-ins and closings of one attempt come one after another. */
export async function lockAttempt(transaction: SqlTransaction, attemptId: AttemptId): Promise<Attempt | null> {
  await transaction.$executeRaw`SELECT 1 FROM attempt WHERE id = ${attemptId}::uuid FOR UPDATE`
  return findAttempt(transaction, attemptId)
}

export async function findLayout(transaction: SqlTransaction, attemptId: AttemptId): Promise<AttemptLayout> {
  const rows = await transaction.$queryRaw`SELECT layout FROM attempt WHERE id = ${attemptId}::uuid`
  return z.object({ layout: AttemptLayout }).parse(rows[0]).layout
}

/** The attempts of these candidates, on whichever exam. */
export async function findAttemptsOf(transaction: SqlTransaction, candidateIds: readonly CandidateId[]): Promise<Attempt[]> {
  const rows = await transaction.$queryRaw`SELECT ${columns} FROM attempt WHERE candidate_id = ANY(${[...candidateIds]}::uuid[])`
  return rows.map(toAttempt)
}

export type DrawnAttempt = { readonly attempt: RunningAttempt; readonly seed: string; readonly layout: AttemptLayout }

/** Writes those whose candidate has no attempt on the exam yet, and answers which they were. */
export async function insertAttempts(transaction: SqlTransaction, drawn: readonly DrawnAttempt[]): Promise<ReadonlySet<AttemptId>> {
  if (drawn.length === 0) return new Set()
  const rows = drawn.map(({ attempt, seed, layout }) => ({
    id: attempt.id,
    candidate_id: attempt.candidateId,
    exam_id: attempt.examId,
    exam_session_id: attempt.examSessionId,
    form_id: attempt.formId,
    seed,
    layout,
    policy_version: attempt.policyVersion,
    started_at: attempt.startedAt,
    deadline: attempt.deadline,
    grace_seconds: attempt.graceSeconds,
    granted_seconds: attempt.grantedSeconds,
    hand_in_id: attempt.handInId,
    lease_epoch: attempt.lease.epoch,
    lease_device: attempt.lease.deviceKey,
    lease_seen_at: attempt.lease.seenAt,
  }))
  const inserted = await transaction.$queryRaw`
    INSERT INTO attempt (id, candidate_id, exam_id, exam_session_id, form_id, seed, layout, policy_version, started_at, deadline,
      grace_seconds, granted_seconds, status, hand_in_id, lease_epoch, lease_device, lease_seen_at)
    SELECT id, candidate_id, exam_id, exam_session_id, form_id, seed, layout, policy_version, started_at, deadline,
      grace_seconds, granted_seconds, 'running', hand_in_id, lease_epoch, lease_device, lease_seen_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, candidate_id uuid, exam_id uuid, exam_session_id uuid, form_id uuid, seed text,
      layout jsonb, policy_version int, started_at timestamptz, deadline timestamptz, grace_seconds int, granted_seconds int, hand_in_id uuid,
      lease_epoch int, lease_device text, lease_seen_at timestamptz)
    ORDER BY candidate_id
    ON CONFLICT (candidate_id, exam_id) DO NOTHING RETURNING id`
  return new Set(inserted.map((row) => z.object({ id: AttemptId }).parse(row).id))
}

/** False when it was closed already. */
export async function closeRunning(transaction: SqlTransaction, attempt: ClosedAttempt): Promise<boolean> {
  const closed = await transaction.$executeRaw`
    UPDATE attempt SET status = 'closed', paused_at = NULL, closed_by = ${attempt.closedBy}, closed_at = ${attempt.closedAt}::timestamptz,
      effective_end = ${attempt.effectiveEnd}::timestamptz, receipt_code = ${attempt.receiptCode}, event_count = ${attempt.eventCount}, event_hash = ${attempt.eventHash}
    WHERE id = ${attempt.id}::uuid AND status = 'running'`
  return closed === 1
}

/** Attempts of the session, or of all sessions of the exam, that somebody is writing; held until the transaction ends, in the order of ids. */
export async function lockRunningAttempts(
  transaction: Transaction,
  within: { readonly examSessionId: ExamSessionId } | { readonly examId: ExamId },
): Promise<Attempt[]> {
  const [session, exam] = 'examSessionId' in within ? [within.examSessionId, null] : [null, within.examId]
  const locked = await transaction.$queryRaw<unknown[]>`
    SELECT id FROM attempt WHERE status = 'running' AND (exam_session_id = ${session}::uuid OR exam_id = ${exam}::uuid) ORDER BY id FOR UPDATE`
  return findLocked(transaction, locked)
}

/** These attempts, held until the transaction ends, in the order of ids; unknown ones are left out. */
export async function lockAttempts(transaction: SqlTransaction, attemptIds: readonly AttemptId[]): Promise<Attempt[]> {
  const locked = await transaction.$queryRaw`
    SELECT id FROM attempt WHERE id = ANY(${[...attemptIds]}::uuid[]) ORDER BY id FOR UPDATE`
  return findLocked(transaction, locked)
}

/** Asked only once the locks are held: a statement that had waited would still answer from before the wait. */
async function findLocked(transaction: SqlTransaction, locked: readonly unknown[]): Promise<Attempt[]> {
  const ids = locked.map((row) => z.object({ id: AttemptId }).parse(row).id)
  const rows = await transaction.$queryRaw`SELECT ${columns} FROM attempt WHERE id = ANY(${ids}::uuid[]) ORDER BY id`
  return rows.map(toAttempt)
}

/** What became of attempts that the caller holds. What was scored of a reopened one is scored anew. */
export async function saveAttempts(transaction: SqlTransaction, attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length === 0) return
  const rows = attempts.map((attempt) => {
    const closing = attempt.status === 'closed' ? attempt : null
    return {
      id: attempt.id,
      status: attempt.status,
      deadline: attempt.deadline,
      granted_seconds: attempt.grantedSeconds,
      paused_milliseconds: attempt.pausedMilliseconds,
      paused_at: attempt.pausedAt,
      voided_at: attempt.voidedAt,
      hand_in_id: attempt.handInId,
      lease_epoch: attempt.lease.epoch,
      lease_device: attempt.lease.deviceKey,
      lease_seen_at: attempt.lease.seenAt,
      closed_by: closing?.closedBy ?? null,
      closed_at: closing?.closedAt ?? null,
      effective_end: closing?.effectiveEnd ?? null,
      receipt_code: closing?.receiptCode ?? null,
      event_count: closing?.eventCount ?? null,
      event_hash: closing?.eventHash ?? null,
    }
  })
  await transaction.$executeRaw`
    UPDATE attempt a SET status = n.status, deadline = n.deadline, granted_seconds = n.granted_seconds, paused_milliseconds = n.paused_milliseconds,
      paused_at = n.paused_at, voided_at = n.voided_at, hand_in_id = n.hand_in_id, lease_epoch = n.lease_epoch, lease_device = n.lease_device,
      lease_seen_at = n.lease_seen_at, closed_by = n.closed_by, closed_at = n.closed_at, effective_end = n.effective_end, receipt_code = n.receipt_code,
      event_count = n.event_count, event_hash = n.event_hash, scored_at = CASE WHEN n.status = 'closed' THEN a.scored_at END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, status text, deadline timestamptz, granted_seconds int, paused_milliseconds int,
      paused_at timestamptz, voided_at timestamptz, hand_in_id uuid, lease_epoch int, lease_device text, lease_seen_at timestamptz, closed_by text,
      closed_at timestamptz, effective_end timestamptz, receipt_code text, event_count int, event_hash text)
    WHERE a.id = n.id`
}

export async function setLease(transaction: SqlTransaction, attemptId: AttemptId, lease: Lease): Promise<void> {
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
    WHERE status = 'running' AND paused_at IS NULL AND clock_timestamp() > deadline + make_interval(secs => grace_seconds)
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

/** Who came in with the session's token; the first admission stays. Answers whose it was. */
export async function markAdmitted(
  transaction: SqlTransaction,
  candidateIds: readonly CandidateId[],
  at: Date,
): Promise<ReadonlySet<CandidateId>> {
  if (candidateIds.length === 0) return new Set()
  const rows = await transaction.$queryRaw`
    UPDATE candidate SET admitted_at = ${at}::timestamptz WHERE id = ANY(${[...candidateIds]}::uuid[]) AND admitted_at IS NULL RETURNING id`
  return new Set(rows.map((row) => z.object({ id: CandidateId }).parse(row).id))
}

type LogDigest = Omit<ClosingEvidence, 'receiptCode'>
const DigestRow = z.object({ id: AttemptId, event_count: z.number().int(), event_hash: z.string() })

/**
 * How many accepted events each attempt has, and their SHA-256. Hashed are lines of
 * `lease epoch|seq|position|doubtful (t or f)|value as jsonb text|received at in milliseconds`, in the order of epoch and
 * seq, joined by newlines, in UTF-8.
 */
export async function eventLogDigests(
  transaction: SqlTransaction,
  attemptIds: readonly AttemptId[],
): Promise<ReadonlyMap<AttemptId, LogDigest>> {
  const rows = await transaction.$queryRaw`
    SELECT a.id, count(line)::int AS event_count, encode(sha256(convert_to(coalesce(string_agg(line, E'\n' ORDER BY lease_epoch, seq), ''), 'UTF8')), 'hex') AS event_hash
    FROM unnest(${[...attemptIds]}::uuid[]) AS a(id)
    LEFT JOIN (
      SELECT attempt_id, lease_epoch, seq, concat_ws('|', lease_epoch, seq, position, doubtful, value::text, (extract(epoch FROM received_at) * 1000)::bigint) AS line
      FROM answer_event WHERE attempt_id = ANY(${[...attemptIds]}::uuid[]) AND standing = 'accepted'
    ) AS accepted ON accepted.attempt_id = a.id
    GROUP BY a.id`
  return new Map(
    rows.map((each) => {
      const row = DigestRow.parse(each)
      return [row.id, { eventCount: row.event_count, eventHash: row.event_hash }]
    }),
  )
}

export async function eventLogDigest(transaction: SqlTransaction, attemptId: AttemptId): Promise<LogDigest> {
  const digest = (await eventLogDigests(transaction, [attemptId])).get(attemptId)
  if (digest === undefined) throw new Error(`no digest of attempt ${attemptId}`)
  return digest
}

function toAttempt(stored: unknown): Attempt {
  const { leaseEpoch, leaseDevice, leaseSeenAt, ...row } = AttemptRow.parse(stored)
  const lease: Lease = { epoch: leaseEpoch, deviceKey: leaseDevice, seenAt: leaseSeenAt }
  if (row.status === 'running') return { ...row, lease }
  return { ...row, lease, receiptCode: row.receiptCode ?? '', eventCount: row.eventCount ?? 0, eventHash: row.eventHash ?? '' }
}
