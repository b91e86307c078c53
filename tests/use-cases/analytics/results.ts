import { randomUUID } from 'node:crypto'
import type { ResultBreakdown } from '#app/domain/scoring/result-breakdown.ts'
import type { ExamFormId, ExamId, ExamSessionId, PeriodId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { firstResult, scoredAttempt } from '#tests/factories/sat-attempt.ts'
import { makeCadre, makeCandidate, makeExam, makeExamSession, makePeriod, singleChoice } from '#tests/factories/world.ts'

export type ExamWithSession = {
  readonly periodId: PeriodId
  readonly examId: ExamId
  readonly formId: ExamFormId
  readonly examSessionId: ExamSessionId
}

export async function makeExamWithSession(): Promise<ExamWithSession> {
  const periodId = await makePeriod()
  const { examId, formId } = await makeExam([singleChoice()], { periodId })
  return { periodId, examId, formId, examSessionId: await makeExamSession(examId) }
}

/** A current result with this score of 100, in health and in total alike; the other fields hold nothing. */
export async function makeResult(
  { periodId, examId, formId, examSessionId }: ExamWithSession,
  urbanVillageCode: string,
  score: number,
  state: 'awaiting-marking' | 'awaiting-confirmation' | 'confirmed' = 'confirmed',
): Promise<void> {
  const { candidateId } = await makeCandidate({ periodId, cadreId: await makeCadre({ urbanVillageCode }), examSessionId })
  const attemptId = randomUUID()
  const at = new Date()
  const marked = state !== 'awaiting-marking'
  const exact = { numerator: String(Math.round(score * 100)), denominator: '100' }
  const breakdown: ResultBreakdown = {
    fields: [{ field: 'health', earned: '1', maximum: '1', score: exact, threshold: '60', competent: marked ? score >= 60 : null }],
    total: exact,
    totalThreshold: '65',
    unmarked: marked ? 0 : 1,
  }
  await reading(async (transaction) => {
    await transaction.attempt.create({ data: scoredAttempt({ id: attemptId, candidateId, examId, examSessionId, formId }, at) })
    await transaction.examResult.create({ data: firstResult(attemptId, breakdown, at, { state }) })
  })
}
