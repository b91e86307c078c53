import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { STAFF_IDLE_SECONDS } from '#app/domain/access/sign-in.ts'
import { type AnswerAck, type AnswerBatch, type AnswerEvent, fitResponse, type SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import { remainingSeconds } from '#app/domain/delivery/time-limit.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { signReceipt } from '#app/platform/receipt.server.ts'
import { findSession } from '../access/session-store.server.ts'
import { findAnswerSheet, judgeAlone, type SavedEvents, type SaveRequest, saveEvents } from './answer-store.server.ts'

/** signed-out: the session that the device brought is over, or another one's. */
export type SaveRefusal = { readonly kind: 'not-found' | 'signed-out' }

/**
 * Keeps a batch of answer events and tells how each one stands. Safe to repeat: a batch that was sent twice is stored
 * once and answered alike. An empty batch is a sign of life. No audit entry: the events are their own append-only log.
 *
 * With a session the actor may be one who was looked up a while ago: the session is found again by the statement that
 * stores, or before an event is kept as late or conflict (docs/decisions/016-saves-in-groups.md).
 */
export async function saveAnswers(
  actor: Actor,
  batch: AnswerBatch,
  sessionIdHash: string | null = null,
): Promise<Result<SaveAnswer, SaveRefusal>> {
  const sheet = await findAnswerSheet(batch.attemptId)
  if (actor.kind !== 'candidate' || sheet === null || !may(actor, 'attempt.take', { ownerCandidateId: sheet.candidateId })) {
    return refuse({ kind: 'not-found' as const })
  }
  const events: AnswerEvent[] = []
  const invalid: AnswerAck[] = []
  for (const sent of batch.events) {
    const rule = sheet.rules.get(sent.position)
    const value = rule === undefined ? null : fitResponse(sent.value, rule)
    if (value === null) invalid.push({ seq: sent.seq, standing: 'invalid', receipt: null })
    else events.push({ ...sent, value, evidence: sent.evidence === undefined ? null : { ...sent.evidence, sent: batch.sent ?? null } })
  }
  const request = { attemptId: batch.attemptId, leaseEpoch: batch.leaseEpoch, deviceKey: actor.deviceKey, sessionIdHash, events }
  const saved = await saveEvents(request)
  if (saved !== null) return accept(answerOf(batch, saved, invalid))
  if (sessionIdHash !== null && !(await isSessionOf(actor, sessionIdHash))) return refuse({ kind: 'signed-out' as const })
  return accept(answerOf(batch, await judge(request), invalid))
}

async function judge(request: SaveRequest): Promise<SavedEvents> {
  const saved = await judgeAlone(request)
  const isWhole = saved.status === 'paused' || saved.acks.length >= new Set(request.events.map(({ seq }) => seq)).size
  // A twin of this batch that was stored at the very same moment is visible to the next statement only.
  return isWhole ? saved : judgeAlone(request)
}

async function isSessionOf(actor: Extract<Actor, { kind: 'candidate' }>, sessionIdHash: string): Promise<boolean> {
  const session = await findSession(sessionIdHash, STAFF_IDLE_SECONDS)
  const found = session?.actor
  return found?.kind === 'candidate' && found.candidateId === actor.candidateId && found.deviceKey === actor.deviceKey
}

function answerOf({ attemptId }: AnswerBatch, saved: SavedEvents, invalid: readonly AnswerAck[]): SaveAnswer {
  const acks = saved.acks.map(({ seq, standing, at }) => ({
    seq,
    standing,
    receipt: standing === 'seq-taken' ? null : signReceipt(attemptId, seq, at),
  }))
  return {
    status: saved.status,
    serverNow: saved.at.getTime(),
    deadline: saved.deadline.getTime(),
    remainingSeconds: remainingSeconds(saved.deadline, saved.pausedAt ?? saved.at),
    leaseEpoch: saved.leaseEpoch,
    holdsLease: saved.holdsLease,
    lastSeq: saved.lastSeq,
    savedAt: formatTime(saved.at),
    receipt: signReceipt(attemptId, saved.lastSeq, saved.at),
    acks: [...acks, ...invalid],
  }
}
