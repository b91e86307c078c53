import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type ConfirmRefusal, decideConfirmation } from '#app/domain/grading/confirmation.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { compareWithRecalculation } from '../scoring/check-result.server.ts'
import { confirmStoredResult, findResult } from '../scoring/result-store.server.ts'
import { lockAttempt } from '../scoring/score-input-store.server.ts'
import { listMarkers } from './marking-store.server.ts'

type Confirmed = { readonly kind: 'confirmed' | 'already-confirmed' }
type Refusal = ConfirmRefusal | { readonly kind: 'not-found' }

/** Makes a result final. It is scored again first: what cannot be recalculated cannot be confirmed. */
export function confirmResult(actor: Actor, resultId: ExamResultId): Promise<Result<Confirmed, Refusal>> {
  return inTransaction<Confirmed, Refusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'result.confirm')) return refuse({ kind: 'not-found' })
    const seen = await findResult(transaction, resultId)
    const attempt = seen === null ? null : await lockAttempt(transaction, seen.attemptId)
    const result = await findResult(transaction, resultId)
    if (attempt === null || result === null) return refuse({ kind: 'not-found' })
    const markers = await listMarkers(transaction, attempt.id)
    const { matches } = await compareWithRecalculation(actor, transaction, result, attempt)

    const decided = decideConfirmation({ ...result, markers, matches }, actor.accountId)
    if (!decided.ok) return decided
    if (decided.value.kind === 'already-confirmed') return accept({ kind: 'already-confirmed' })

    const at = await databaseNow(transaction)
    if (!(await confirmStoredResult(transaction, resultId, actor.accountId, at))) return accept({ kind: 'already-confirmed' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'result.confirmed',
        subject: resultId,
        detail: {
          attempt: attempt.id,
          version: result.version,
          passed: result.passed,
          policyVersion: result.policyVersion,
          contentHash: result.contentHash,
        },
      },
    })
    return accept({ kind: 'confirmed' })
  })
}
