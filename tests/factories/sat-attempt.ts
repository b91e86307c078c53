import { randomUUID } from 'node:crypto'
import { isPassed, totalForSorting } from '#app/domain/scoring/exam-result.ts'
import type { ResultBreakdown, ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { ExamResultId } from '#app/domain/shared/id.ts'

/** Rows of an exam that somebody sat; benches and workers make them too, so nothing here needs a test runner. */

type Sat = {
  readonly id: string
  readonly candidateId: string
  readonly examId: string
  readonly examSessionId: string
  readonly formId: string
}

/** An attempt that one device began at that moment. */
export function begunAttempt(sat: Sat, at: Date) {
  return {
    ...sat,
    seed: 'c'.repeat(64),
    layout: { order: [], options: {} },
    policyVersion: 1,
    startedAt: at,
    deadline: at,
    graceSeconds: 30,
    status: 'running',
    handInId: randomUUID(),
    leaseEpoch: 1,
    leaseDevice: 'device',
    leaseSeenAt: at,
  }
}

/** One that its candidate handed in and that is scored, all in that moment. */
export function scoredAttempt(sat: Sat, at: Date) {
  return { ...begunAttempt(sat, at), status: 'closed', closedBy: 'candidate', closedAt: at, effectiveEnd: at, scoredAt: at }
}

type Standing = {
  readonly state?: ResultState
  readonly current?: boolean
  readonly passed?: boolean | null
  readonly confirmedBy?: string
}

/** Its first result: current, confirmed, and passed as the breakdown says, unless told otherwise. */
export function firstResult(
  attemptId: string,
  breakdown: ResultBreakdown,
  at: Date,
  { state = 'confirmed', current = true, passed = isPassed(breakdown), confirmedBy = randomUUID() }: Standing = {},
) {
  return {
    id: ExamResultId.parse(randomUUID()),
    attemptId,
    version: 1,
    current,
    state,
    policyVersion: 1,
    breakdown,
    totalScore: totalForSorting(breakdown),
    passed,
    contentHash: 'd'.repeat(64),
    scoredAt: at,
    confirmedBy: state === 'confirmed' ? confirmedBy : null,
    confirmedAt: state === 'confirmed' ? at : null,
  }
}
