import { randomUUID } from 'node:crypto'
import type { ExamFormId, ExamId, ExamSessionId, PeriodId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
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
  exam: ExamWithSession,
  urbanVillageCode: string,
  score: number,
  state: 'awaiting-marking' | 'awaiting-confirmation' | 'confirmed' = 'confirmed',
): Promise<void> {
  const { candidateId } = await makeCandidate({
    periodId: exam.periodId,
    cadreId: await makeCadre({ urbanVillageCode }),
    examSessionId: exam.examSessionId,
  })
  const attemptId = randomUUID()
  const at = new Date()
  const marked = state !== 'awaiting-marking'
  const exact = { numerator: String(Math.round(score * 100)), denominator: '100' }
  await reading(async (transaction) => {
    await transaction.attempt.create({
      data: {
        id: attemptId,
        candidateId,
        examId: exam.examId,
        examSessionId: exam.examSessionId,
        formId: exam.formId,
        seed: 'c'.repeat(64),
        layout: {},
        policyVersion: 1,
        startedAt: at,
        deadline: at,
        graceSeconds: 30,
        status: 'closed',
        handInId: randomUUID(),
        leaseEpoch: 1,
        leaseDevice: 'd',
        leaseSeenAt: at,
        closedBy: 'candidate',
        closedAt: at,
        effectiveEnd: at,
      },
    })
    await transaction.examResult.create({
      data: {
        id: randomUUID(),
        attemptId,
        version: 1,
        current: true,
        state,
        policyVersion: 1,
        breakdown: {
          fields: [{ field: 'health', earned: '1', maximum: '1', score: exact, threshold: '60', competent: marked ? score >= 60 : null }],
          total: exact,
          totalThreshold: '65',
          unmarked: marked ? 0 : 1,
        },
        totalScore: score,
        passed: marked ? score >= 65 : null,
        contentHash: 'h',
        scoredAt: at,
        ...(state === 'confirmed' ? { confirmedBy: randomUUID(), confirmedAt: at } : {}),
      },
    })
  })
}
