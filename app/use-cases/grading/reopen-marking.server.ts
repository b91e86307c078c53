import type { Actor } from '#app/domain/access/actor.ts'
import { resultFor } from '#app/domain/scoring/exam-result.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import { findItemScores, insertNextResult, setItemPoints } from '../scoring/result-store.server.ts'
import type { AttemptToScore } from '../scoring/score-input-store.server.ts'
import { reopenMarkedTasks } from './marking-store.server.ts'

/**
 * Takes back what people marked in a held attempt, inside the act that decided it: the marks stay on record, their markers
 * do not get the responses again, and a new result waits for the new marks. Answers the new result.
 */
export async function reopenMarking(_actor: Actor, transaction: Transaction, attempt: AttemptToScore, at: Date): Promise<ExamResultId> {
  for (const position of await reopenMarkedTasks(transaction, attempt.id)) {
    if (!(await setItemPoints(transaction, attempt.id, position, null)))
      throw new Error(`position ${position} of attempt ${attempt.id} has no mark to take back`)
  }
  const items = await findItemScores(transaction, attempt.id)
  const { settings } = await policyOfVersion(transaction, attempt.periodId, attempt.policyVersion)
  return insertNextResult(transaction, {
    attemptId: attempt.id,
    policyVersion: attempt.policyVersion,
    items,
    breakdown: resultFor(items, settings),
    at,
  })
}
