import { randomUUID } from 'node:crypto'
import type { QuestionContent } from '#app/domain/question-bank/question.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { AttemptId, type CandidateId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listResultVersions, type StoredResult } from '#app/use-cases/scoring/result-store.server.ts'
import { scoreAttempt } from '#app/use-cases/scoring/score-attempt.server.ts'
import { begunAttempt } from '#tests/factories/sat-attempt.ts'
import { essay, makeCadre, makeCandidate, makeExam, makeExamSession, makePeriod, singleChoice } from '#tests/factories/world.ts'

export const SCORER = { kind: 'system', job: 'score-closed-attempts' } as const

export type SentAnswer = { readonly position: number; readonly value: ResponseValue; readonly standing?: 'accepted' | 'late' | 'conflict' }

export const choose = (position: number, chosen: string): SentAnswer => ({ position, value: { kind: 'single-choice', chosen } })
export const write = (position: number, text: string): SentAnswer => ({ position, value: { kind: 'essay', text } })

/** An exam with two single choices (the right answer is `a`) and, where asked, so many essays behind them. */
export async function makeScoredExam({ essays = 0 }: { essays?: number } = {}) {
  const periodId = await makePeriod()
  const contents: QuestionContent[] = [
    singleChoice('health', 'a'),
    singleChoice('social', 'a'),
    ...Array.from({ length: essays }, () => essay('social')),
  ]
  const exam = await makeExam(contents, { periodId })
  const examSessionId = await makeExamSession(exam.examId)
  return { periodId, ...exam, examSessionId }
}
export type ScoredExam = Awaited<ReturnType<typeof makeScoredExam>>

/** A candidate's attempt with these answers, closed unless told otherwise. A late answer stays beside the current one, as saving keeps it. */
export async function makeAttempt(
  exam: ScoredExam,
  answers: readonly SentAnswer[],
  {
    urbanVillageCode = '36.72.01.1001',
    name = 'Siti Aminah',
    closed = true,
  }: { urbanVillageCode?: string; name?: string; closed?: boolean } = {},
): Promise<{ attemptId: AttemptId; candidateId: CandidateId }> {
  const cadreId = await makeCadre({ urbanVillageCode, name })
  const { candidateId } = await makeCandidate({ periodId: exam.periodId, cadreId, examSessionId: exam.examSessionId })
  const attemptId = AttemptId.parse(randomUUID())
  const at = new Date()
  await reading(async (transaction) => {
    const { examId, examSessionId, formId } = exam
    await transaction.attempt.create({
      data: {
        ...begunAttempt({ id: attemptId, candidateId, examId, examSessionId, formId }, at),
        deadline: new Date(at.getTime() + 60_000),
      },
    })
    for (const [index, { position, value, standing = 'accepted' }] of answers.entries()) {
      const stored = { attemptId, position, value, doubtful: false, leaseEpoch: 1, seq: index + 1 }
      await transaction.answerEvent.create({ data: { ...stored, standing, receivedAt: at } })
      if (standing === 'accepted')
        await transaction.currentAnswer.upsert({
          where: { attemptId_position: { attemptId, position } },
          create: { ...stored, savedAt: at },
          update: { ...stored, savedAt: at },
        })
    }
    if (closed)
      await transaction.attempt.update({
        where: { id: attemptId },
        data: { status: 'closed', closedBy: 'candidate', closedAt: at, effectiveEnd: at },
      })
  })
  return { attemptId, candidateId }
}

/** The same, scored. */
export async function makeScoredAttempt(...arguments_: Parameters<typeof makeAttempt>) {
  const attempt = await makeAttempt(...arguments_)
  const result = await scoreAttempt(SCORER, attempt.attemptId)
  if (!result.ok) throw new Error(result.refusal.kind)
  return { ...attempt, result: await currentResult(attempt.attemptId) }
}

export async function currentResult(attemptId: AttemptId): Promise<StoredResult> {
  const current = (await reading((transaction) => listResultVersions(transaction, attemptId))).filter((version) => version.current)
  if (current.length !== 1 || current[0] === undefined) throw new Error(`${current.length} current results`)
  return current[0]
}
