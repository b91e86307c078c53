import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type RuleRefusal, type Ruling, ruleOnAppeal } from '#app/domain/determination/appeal.ts'
import type { AppealId, CandidateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { reopenMarking } from '../grading/reopen-marking.server.ts'
import { lockAttempt } from '../scoring/score-input-store.server.ts'
import { reopenForAppeal } from '../verification/take-case-step.server.ts'
import { findMarkedAttempt, listInvolved, lockAppeal, saveRuling } from './appeal-store.server.ts'

type Refusal = RuleRefusal | { readonly kind: 'not-found' | 'nothing-marked' | 'cannot-reopen' }

/**
 * Decides an appeal. What is granted starts in the same transaction: the marks are taken back so that other people mark
 * again, or the eligibility case goes back to its start. No score and no decision changes here.
 */
export function decideAppeal(actor: Actor, appealId: AppealId, ruling: Ruling): Promise<Result<null, Refusal>> {
  return inTransaction<null, Refusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'appeal.decide')) return refuse({ kind: 'not-found' })
    const appeal = await lockAppeal(transaction, appealId)
    if (appeal === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const decided = ruleOnAppeal(appeal, ruling, { accountId: actor.accountId, at }, await listInvolved(transaction, appeal.candidateId))
    if (!decided.ok) return decided
    await saveRuling(transaction, decided.value)
    if (ruling.outcome === 'granted' && ruling.remedy === 'mark-again') {
      if (!(await takeMarksBack(actor, transaction, appeal.candidateId, at))) return refuse({ kind: 'nothing-marked' })
    }
    if (ruling.outcome === 'granted' && ruling.remedy === 'reopen-case') {
      const words = { note: ruling.reason, basis: `Sanggah nomor ${appeal.number}` }
      if (!(await reopenForAppeal(actor, transaction, appeal.candidateId, words)).ok) return refuse({ kind: 'cannot-reopen' })
    }
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'appeal.decided',
        subject: appealId,
        detail: { candidate: appeal.candidateId, outcome: ruling.outcome, remedy: ruling.outcome === 'granted' ? ruling.remedy : null },
      },
    })
    return accept(null)
  })
}

async function takeMarksBack(actor: Actor, transaction: Transaction, candidateId: CandidateId, at: Date): Promise<boolean> {
  const attemptId = await findMarkedAttempt(transaction, candidateId)
  const attempt = attemptId === null ? null : await lockAttempt(transaction, attemptId)
  if (attempt === null) return false
  await reopenMarking(actor, transaction, attempt, at)
  return true
}
