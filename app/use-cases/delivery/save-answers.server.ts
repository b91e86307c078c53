import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type AnswerAck, type AnswerBatch, type AnswerEvent, fitResponse, type SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import { remainingSeconds } from '#app/domain/delivery/time-limit.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { signReceipt } from '#app/platform/receipt.server.ts'
import { findAnswerSheet, type SavedEvents, saveEvents } from './answer-store.server.ts'

/**
 * Keeps a batch of answer events and tells how each one stands. Safe to repeat: a batch that was sent twice is stored
 * once and answered alike. An empty batch is a sign of life. No audit entry: the events are their own append-only log.
 */
export async function saveAnswers(actor: Actor, batch: AnswerBatch): Promise<Result<SaveAnswer, { kind: 'not-found' }>> {
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
    else events.push({ ...sent, value })
  }
  const from = { leaseEpoch: batch.leaseEpoch, deviceKey: actor.deviceKey }
  let saved = await saveEvents(batch.attemptId, from, events)
  // A twin of this batch that was stored at the very same moment is visible to the next statement only.
  if (saved.acks.length < new Set(events.map(({ seq }) => seq)).size) saved = await saveEvents(batch.attemptId, from, events)
  return accept(answerOf(batch, saved, invalid))
}

function answerOf({ attemptId }: AnswerBatch, saved: SavedEvents, invalid: readonly AnswerAck[]): SaveAnswer {
  const acks = saved.acks.map(({ seq, standing, at }) => ({
    seq,
    standing,
    receipt: standing === 'seq-taken' ? null : signReceipt(attemptId, String(seq), at.toISOString()),
  }))
  return {
    status: saved.status,
    serverNow: saved.at.getTime(),
    deadline: saved.deadline.getTime(),
    remainingSeconds: remainingSeconds(saved.deadline, saved.at),
    leaseEpoch: saved.leaseEpoch,
    holdsLease: saved.holdsLease,
    lastSeq: saved.lastSeq,
    savedAt: formatTime(saved.at),
    acks: [...acks, ...invalid],
  }
}
