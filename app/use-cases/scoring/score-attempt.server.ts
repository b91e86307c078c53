import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { isPassed, resultFor, stateAfterScoring } from '#app/domain/scoring/exam-result.ts'
import { scoreSheet } from '#app/domain/scoring/score-sheet.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { readOnce } from '#app/domain/shared/read-once.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inSqlTransaction, type SqlTransaction } from '#app/platform/transaction.server.ts'
import { findForm } from '../assembly/exam-form-store.server.ts'
import { appendAuditEntries } from '../audit/audit-store.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import { insertScoredAttempts, type ScoredAttempt } from './result-store.server.ts'
import { type AttemptToScore, findCountingAnswers, findScoringKeys, lockAttempt } from './score-input-store.server.ts'

type ScoreRefusal = { readonly kind: 'not-found' | 'still-running' | 'void' | 'awaits-sheet' }

/** Scores a closed attempt once: asked again, it changes nothing. */
export function scoreAttempt(actor: Actor, attemptId: AttemptId): Promise<Result<{ kind: 'scored' | 'already-scored' }, ScoreRefusal>> {
  return inSqlTransaction<{ kind: 'scored' | 'already-scored' }, ScoreRefusal>(async (transaction) => {
    if (!may(actor, 'result.score')) return refuse({ kind: 'not-found' })
    const attempt = await lockAttempt(transaction, attemptId)
    if (attempt === null) return refuse({ kind: 'not-found' })
    if (attempt.status !== 'closed') return refuse({ kind: 'still-running' })
    if (attempt.isVoid) return refuse({ kind: 'void' })
    if (attempt.awaitsSheet) return refuse({ kind: 'awaits-sheet' })
    if (attempt.scoredAt !== null) return accept({ kind: 'already-scored' })
    await scoreLocked(actor, transaction, [attempt])
    return accept({ kind: 'scored' })
  })
}

/** Scores attempts that the caller holds and knows to be closed and not yet scored; forms, keys and policies are read once each. */
export async function scoreLocked(actor: Actor, transaction: SqlTransaction, attempts: readonly AttemptToScore[]): Promise<void> {
  const at = await databaseNow(transaction)
  const answers = await findCountingAnswers(
    transaction,
    attempts.map(({ id }) => id),
  )
  const sheetFor = readOnce((formId: AttemptToScore['formId']) => loadForm(transaction, formId))
  const policyFor = readOnce((key: string) => {
    const attempt = attempts.find((each) => policyKey(each) === key)
    if (attempt === undefined) throw new Error('a policy is asked for by an attempt')
    return policyOfVersion(transaction, attempt.periodId, attempt.policyVersion)
  })
  const scored: ScoredAttempt[] = []
  for (const attempt of attempts) {
    const { form, keys } = await sheetFor(attempt.formId)
    const policy = await policyFor(policyKey(attempt))
    const items = scoreSheet(form, keys, answers.get(attempt.id) ?? new Map())
    scored.push({ attemptId: attempt.id, policyVersion: attempt.policyVersion, items, breakdown: resultFor(items, policy.settings), at })
  }
  const results = await insertScoredAttempts(transaction, scored)
  const events = scored.map(({ attemptId, breakdown, policyVersion }, index) => ({
    kind: 'attempt.scored',
    subject: attemptId,
    detail: {
      result: results[index]?.id ?? '',
      version: results[index]?.version ?? 1,
      state: stateAfterScoring(breakdown),
      passed: isPassed(breakdown),
      policyVersion,
    },
  }))
  await appendAuditEntries(
    transaction,
    events.map((event) => ({ at, by: actor, event })),
  )
}

async function loadForm(transaction: SqlTransaction, formId: AttemptToScore['formId']) {
  const stored = await findForm(transaction, formId)
  if (stored === null) throw new Error(`an attempt names form ${formId}, which is not stored`)
  return {
    form: stored.content,
    keys: await findScoringKeys(
      transaction,
      stored.content.items.map(({ questionVersionId }) => questionVersionId),
    ),
  }
}

const policyKey = ({ periodId, policyVersion }: AttemptToScore) => `${periodId}/${policyVersion}`
