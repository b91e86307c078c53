import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { isPassed, resultFor, resultHash, totalForSorting } from '#app/domain/scoring/exam-result.ts'
import { differencesBetween, type ItemDifference, scoreSheet } from '#app/domain/scoring/score-sheet.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading, type Transaction } from '#app/platform/transaction.server.ts'
import { findForm } from '../assembly/exam-form-store.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import { findItemScores, findResult, type StoredResult } from './result-store.server.ts'
import { type AttemptToScore, findAttempt, findCountingAnswers, findMarkedLevels, findScoringKeys } from './score-input-store.server.ts'

export type ResultCheck = {
  /** Whether the stored result is what the stored answers, marks, form and policy give now. */
  readonly matches: boolean
  readonly differences: readonly ItemDifference[]
}

/** Scores a stored attempt again and compares: the guarantee that a stored score is its recalculation. */
export function checkResult(actor: Actor, resultId: ExamResultId): Promise<Result<ResultCheck, { kind: 'not-found' }>> {
  return reading(async (transaction) => {
    if (!may(actor, 'result.read')) return refuse({ kind: 'not-found' })
    const result = await findResult(transaction, resultId)
    const attempt = result === null ? null : await findAttempt(transaction, result.attemptId)
    if (result === null || attempt === null) return refuse({ kind: 'not-found' })
    return accept(await compareWithRecalculation(actor, transaction, result, attempt))
  })
}

/** For acts that rest on a result: what they are about to build on is checked in their own transaction. */
export async function compareWithRecalculation(
  _actor: Actor,
  transaction: Transaction,
  result: StoredResult,
  attempt: AttemptToScore,
): Promise<ResultCheck> {
  const form = await findForm(transaction, attempt.formId)
  if (form === null) throw new Error(`an attempt names form ${attempt.formId}, which is not stored`)
  const keys = await findScoringKeys(
    transaction,
    form.content.items.map(({ questionVersionId }) => questionVersionId),
  )
  const answers = await findCountingAnswers(transaction, [attempt.id])
  const items = scoreSheet(form.content, keys, answers.get(attempt.id) ?? new Map(), await findMarkedLevels(transaction, attempt.id))
  const policy = await policyOfVersion(transaction, attempt.periodId, result.policyVersion)
  const differences = differencesBetween(await findItemScores(transaction, attempt.id), items)
  const breakdown = resultFor(items, policy.settings)
  const hash = (each: StoredResult['breakdown']) =>
    resultHash({ attemptId: attempt.id, policyVersion: result.policyVersion, items, breakdown: each })
  const matches =
    differences.length === 0 &&
    hash(breakdown) === result.contentHash &&
    hash(result.breakdown) === result.contentHash &&
    isPassed(breakdown) === result.passed &&
    totalForSorting(breakdown) === result.totalScore
  return { matches, differences }
}
