import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type Weighed, weighLateEvent } from '#app/domain/delivery/late-evidence.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import { receiptTime } from '#app/platform/receipt.server.ts'
import { databaseNow, inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import {
  findEnding,
  findUnweighedEvents,
  insertLateEvidence,
  type LateEvent,
  listUnweighedAttempts,
  type WeighedEvent,
} from './late-evidence-store.server.ts'
import { withdrawScore } from './result-store.server.ts'
import { scoreLocked } from './score-attempt.server.ts'
import { type AttemptToScore, lockAttempt } from './score-input-store.server.ts'

/**
 * Weighs every late event that nobody has weighed: what its evidence bounds within the time counts from now on, flagged and
 * in the trail, and an attempt that was scored is scored anew; everything else waits for a person. Safe to repeat.
 */
export async function weighLateAnswers(actor: Actor): Promise<{ readonly attempts: number }> {
  if (!may(actor, 'result.score')) return { attempts: 0 }
  const ids = await reading(listUnweighedAttempts)
  for (const id of ids) await weighAttempt(actor, id)
  return { attempts: ids.length }
}

function weighAttempt(actor: Actor, attemptId: AttemptId) {
  return inTransaction<null, never>(async (transaction) => {
    const attempt = await lockAttempt(transaction, attemptId)
    const events = attempt === null || attempt.isVoid ? [] : await findUnweighedEvents(transaction, attemptId)
    if (attempt === null || events.length === 0) return accept(null)
    const found = await weigh(transaction, attempt, events)
    const isIn = found.some(({ weighed }) => weighed.verdict === 'bounded')
    const wasScored = attempt.scoredAt !== null
    // A score that a person has touched changes only by a person.
    const mayCount = !isIn || !wasScored || (await withdrawScore(transaction, attemptId))
    const kept = mayCount ? found : found.map(withDoubt)
    const at = await databaseNow(transaction)
    await insertLateEvidence(transaction, attemptId, kept, at)
    if (isIn && wasScored && mayCount) await scoreLocked(actor, transaction, [attempt])
    const accepted = kept.filter(({ weighed }) => weighed.verdict === 'bounded').length
    const detail = { accepted, waiting: kept.length - accepted }
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'attempt.late-answers-weighed', subject: attemptId, detail } })
    return accept(null)
  })
}

async function weigh(transaction: Transaction, attempt: AttemptToScore, events: readonly LateEvent[]): Promise<WeighedEvent[]> {
  const { settings } = await policyOfVersion(transaction, attempt.periodId, attempt.policyVersion)
  const ending = await findEnding(transaction, attempt.id)
  return events.map(({ leaseEpoch, seq, receivedAt, evidence }) => {
    const receiptAt = evidence?.receipt ? receiptTime(attempt.id, evidence.receipt) : null
    return { leaseEpoch, seq, weighed: weighLateEvent({ evidence, receiptAt, receivedAt }, ending, settings.lateEvidenceMinutes) }
  })
}

function withDoubt(event: WeighedEvent): WeighedEvent {
  const { earliest, latest, gapSeconds, verdict } = event.weighed
  if (verdict !== 'bounded') return event
  const weighed: Weighed = { earliest, latest, gapSeconds, verdict: 'asks-a-person', why: 'score-stands' }
  return { ...event, weighed }
}
