import { randomUUID } from 'node:crypto'
import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { resultFor } from '#app/domain/scoring/exam-result.ts'
import { AttemptId, type CandidateId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { firstResult, scoredAttempt } from '#tests/factories/sat-attempt.ts'
import { makeCadre, makeCandidate, makeExam, makeExamSession, makePeriod, singleChoice } from '#tests/factories/world.ts'

export const CIBEBER = '36.72.01.1001'
export const KEDALEMAN = '36.72.01.1002'
export const CIWEDUS = '36.72.02.1002'

/** A period whose exam is over; people are added with sat. */
export async function makeFinishedExam() {
  const periodId = await makePeriod({ state: 'marking' })
  const exam = await makeExam([singleChoice()], { periodId })
  return { periodId, ...exam, examSessionId: await makeExamSession(exam.examId) }
}
export type FinishedExam = Awaited<ReturnType<typeof makeFinishedExam>>

export type SatPerson = {
  /** Of 100, the same in every field; null for somebody without a result. */
  readonly score: number | null
  readonly urbanVillageCode?: string
  readonly name?: string
  readonly eligible?: boolean
  readonly confirmed?: boolean
}

/** Somebody who sat the exam and whose result is confirmed, unless told otherwise. Returns the candidate and the number. */
export async function sat(
  exam: FinishedExam,
  { score, urbanVillageCode = CIBEBER, name = 'Siti Aminah', eligible = true, confirmed = true }: SatPerson,
): Promise<{ candidateId: CandidateId; participantNumber: string }> {
  const cadreId = await makeCadre({ urbanVillageCode, name })
  const { candidateId } = await makeCandidate({
    periodId: exam.periodId,
    cadreId,
    examSessionId: eligible ? exam.examSessionId : null,
    eligible,
  })
  const at = new Date()
  await reading(async (transaction) => {
    if (score === null) return
    const attemptId = AttemptId.parse(randomUUID())
    const { examId, examSessionId, formId } = exam
    await transaction.attempt.create({ data: scoredAttempt({ id: attemptId, candidateId, examId, examSessionId, formId }, at) })
    const breakdown = resultFor(
      SERVICE_FIELDS.map((field, position) => ({
        position,
        questionVersionId: QuestionVersionId.parse(randomUUID()),
        field,
        points: BigInt(score),
        maximum: 100n,
        source: 'automatic' as const,
      })),
      DEFAULT_POLICY,
    )
    const state = confirmed ? 'confirmed' : 'awaiting-confirmation'
    await transaction.examResult.create({ data: firstResult(attemptId, breakdown, at, { state }) })
  })
  const row = await reading((transaction) => transaction.candidate.findUniqueOrThrow({ where: { id: candidateId } }))
  return { candidateId, participantNumber: row.participantNumber }
}

/** A CSV file as it is uploaded. */
export const csv = (...lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'))
