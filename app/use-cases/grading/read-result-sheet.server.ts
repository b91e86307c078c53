import type { Actor } from '#app/domain/access/actor.ts'
import { may, mayEnter, scopeFor } from '#app/domain/access/may.ts'
import { type ConfirmRefusal, decideConfirmation, decideReturn } from '#app/domain/grading/confirmation.ts'
import type { Policy } from '#app/domain/period/policy.ts'
import type { AnswerKey, QuestionBody } from '#app/domain/question-bank/question.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import type { ItemScore } from '#app/domain/scoring/item-score.ts'
import type { RubricLevels } from '#app/domain/scoring/rubric-points.ts'
import type { ItemDifference } from '#app/domain/scoring/score-sheet.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading, type Transaction } from '#app/platform/transaction.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import { findAnswerKeys } from '../question-bank/answer-key-store.server.ts'
import { findQuestionBodies } from '../question-bank/candidate-question-store.server.ts'
import { compareWithRecalculation, type ResultCheck } from '../scoring/check-result.server.ts'
import { findResultPerson, type ResultPerson } from '../scoring/result-list-store.server.ts'
import { findItemScores, findResult, listResultVersions, type StoredResult } from '../scoring/result-store.server.ts'
import { findAttempt, findCountingAnswers, findMarkedLevels } from '../scoring/score-input-store.server.ts'
import { listMarkers } from './marking-store.server.ts'

export type SheetItem = {
  readonly score: ItemScore
  readonly body: QuestionBody
  readonly key: AnswerKey
  readonly response: ResponseValue | null
  readonly levels: RubricLevels | null
  readonly difference: ItemDifference | null
}
export type ResultSheet = {
  readonly result: StoredResult
  readonly person: ResultPerson
  readonly weights: Policy['fieldWeights']
  readonly items: readonly SheetItem[]
  readonly versions: readonly StoredResult[]
  readonly check: ResultCheck
  /** What keeps this reader from confirming; `not-allowed` when their role does. */
  readonly confirmation: 'open' | 'already-confirmed' | 'not-allowed' | ConfirmRefusal['kind']
  readonly mayReturn: boolean
}

/** Everything behind one result, for staff: answers and keys beside each other, and whether the stored score is its own recalculation. */
export function readResultSheet(actor: Actor, resultId: ExamResultId): Promise<Result<ResultSheet, { kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'result.read')
    if (actor.kind !== 'staff' || scope === null) return refuse({ kind: 'not-found' })
    const result = await findResult(transaction, resultId)
    const person = await findResultPerson(transaction, scope, resultId)
    const attempt = result === null ? null : await findAttempt(transaction, result.attemptId)
    if (result === null || person === null || attempt === null) return refuse({ kind: 'not-found' })
    const versions = await listResultVersions(transaction, attempt.id)
    // Who marks sees nothing of an attempt that is still to be marked.
    if (mayEnter(actor, 'marking.mark') && versions.some(({ current, state }) => current && state === 'awaiting-marking'))
      return refuse({ kind: 'not-found' })

    const { settings } = await policyOfVersion(transaction, attempt.periodId, result.policyVersion)
    const check = await compareWithRecalculation(actor, transaction, result, attempt)
    const markers = await listMarkers(transaction, attempt.id)
    const mayConfirm = may(actor, 'result.confirm', { regionCode: person.urbanVillage.code })
    const decided = decideConfirmation({ ...result, markers, matches: check.matches }, actor.accountId)
    return accept({
      result,
      person,
      versions,
      check,
      weights: settings.fieldWeights,
      items: await loadItems(transaction, attempt.id, check),
      confirmation: !mayConfirm
        ? 'not-allowed'
        : !decided.ok
          ? decided.refusal.kind
          : decided.value.kind === 'confirm'
            ? 'open'
            : 'already-confirmed',
      mayReturn: mayConfirm && result.state === 'awaiting-confirmation' && decideReturn({ ...result, markers }, actor.accountId).ok,
    })
  })
}

async function loadItems(transaction: Transaction, attemptId: StoredResult['attemptId'], check: ResultCheck): Promise<SheetItem[]> {
  const scores = await findItemScores(transaction, attemptId)
  const ids = scores.map(({ questionVersionId }) => questionVersionId)
  const [keys, bodies] = [await findAnswerKeys(transaction, ids), await findQuestionBodies(transaction, ids)]
  const answers = (await findCountingAnswers(transaction, [attemptId])).get(attemptId)
  const levels = await findMarkedLevels(transaction, attemptId)
  return scores.flatMap((score) => {
    const [key, body] = [keys.get(score.questionVersionId), bodies.get(score.questionVersionId)]
    if (key === undefined || body === undefined) return []
    const difference = check.differences.find(({ position }) => position === score.position) ?? null
    return [{ score, key, body, response: answers?.get(score.position) ?? null, levels: levels.get(score.position) ?? null, difference }]
  })
}
