import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { LateDecision } from '#app/domain/delivery/late-evidence.ts'
import type { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { decideLateEvidence } from '../scoring/late-evidence-store.server.ts'
import { withdrawScore } from '../scoring/result-store.server.ts'
import { scoreLocked } from '../scoring/score-attempt.server.ts'
import { lockAttempt } from '../scoring/score-input-store.server.ts'
import { findLatePlace } from './late-answer-store.server.ts'

export type DecideLateRefusal = { readonly kind: 'not-found' | 'changed' | 'void' | 'score-stands' }

/**
 * A person's answer to all late answers of one attempt that wait. What is let in counts at once: an attempt that was scored
 * is scored anew, unless somebody marked or confirmed it. @param seen how many waited when the person looked
 */
export function decideLateAnswers(
  actor: Actor,
  { examSessionId, attemptId, seen }: { readonly examSessionId: ExamSessionId; readonly attemptId: AttemptId; readonly seen: number },
  { answer, reason }: LateDecision,
): Promise<Result<{ readonly decided: number }, DecideLateRefusal>> {
  return inTransaction<{ readonly decided: number }, DecideLateRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'room-act.decide')
    if (scope === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
    const attempt = await lockAttempt(transaction, attemptId)
    const place = await findLatePlace(transaction, scope, attemptId)
    if (attempt === null || place === null || place.examSessionId !== examSessionId) return refuse({ kind: 'not-found' })
    if (attempt.isVoid) return refuse({ kind: 'void' })
    if (place.waiting === 0 || place.waiting !== seen) return refuse({ kind: 'changed' })
    const isRescored = answer === 'accepted' && attempt.scoredAt !== null
    if (isRescored && !(await withdrawScore(transaction, attemptId))) return refuse({ kind: 'score-stands' })
    const at = await databaseNow(transaction)
    const decided = await decideLateEvidence(transaction, attemptId, { state: answer, reason, by: actor.accountId, at })
    if (isRescored) await scoreLocked(actor, transaction, [attempt])
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: `attempt.late-answers-${answer}`, subject: attemptId, detail: { answers: decided, reason } },
    })
    return accept({ decided })
  })
}
