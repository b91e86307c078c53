import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { decideReturn } from '#app/domain/grading/confirmation.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findResult } from '../scoring/result-store.server.ts'
import { lockAttempt } from '../scoring/score-input-store.server.ts'
import { listMarkers } from './marking-store.server.ts'
import { reopenMarking } from './reopen-marking.server.ts'

type Returned = { readonly result: ExamResultId }
type Refusal = { readonly kind: 'not-found' | 'superseded' | 'already-confirmed' | 'nothing-marked' | 'marked-by-you' }

/**
 * Sends a result that awaits confirmation back for marking, with a reason. The earlier marks stay on record, their
 * markers do not get the responses again, and the attempt has a new result that waits for the new marks.
 */
export function returnResult(actor: Actor, resultId: ExamResultId, reason: string): Promise<Result<Returned, Refusal>> {
  return inTransaction<Returned, Refusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'result.confirm')) return refuse({ kind: 'not-found' })
    const seen = await findResult(transaction, resultId)
    const attempt = seen === null ? null : await lockAttempt(transaction, seen.attemptId)
    const result = await findResult(transaction, resultId)
    if (attempt === null || result === null) return refuse({ kind: 'not-found' })
    const decided = decideReturn({ ...result, markers: await listMarkers(transaction, attempt.id) }, actor.accountId)
    if (!decided.ok) return decided

    const at = await databaseNow(transaction)
    const next = await reopenMarking(actor, transaction, attempt, at)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'result.returned', subject: resultId, detail: { attempt: attempt.id, reason, result: next } },
    })
    return accept({ result: next })
  })
}
