import { randomUUID } from 'node:crypto'
import type { Actor } from '#app/domain/access/actor.ts'
import type { AnswerBatch } from '#app/domain/delivery/answer-events.ts'
import type { CandidatePaper } from '#app/domain/delivery/candidate-paper.ts'
import type { Policy } from '#app/domain/period/policy.ts'
import type { QuestionContent } from '#app/domain/question-bank/question.ts'
import { AttemptId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import {
  essay,
  makeCadre,
  makeCandidate,
  makeExam,
  makeExamSession,
  makePeriod,
  makeRegions,
  singleChoice,
} from '#tests/factories/world.ts'

export type Candidate = Extract<Actor, { kind: 'candidate' }>

/** One open session with one candidate who was admitted; the form has two choices and an essay. */
export async function makeSeat({
  policy = {},
  contents = [singleChoice(), singleChoice('social', 'b'), essay()],
  limitMinutes = 90,
  session = {},
}: {
  policy?: Partial<Policy>
  contents?: readonly QuestionContent[]
  limitMinutes?: number
  session?: Parameters<typeof makeExamSession>[1]
} = {}) {
  await makeRegions()
  const periodId = await makePeriod({ policy })
  const exam = await makeExam(contents, { periodId, limitMinutes })
  const examSessionId = await makeExamSession(exam.examId, session)
  const candidate = await makeCandidate({ periodId, cadreId: await makeCadre(), examSessionId })
  return { periodId, ...exam, examSessionId, candidate }
}

export async function makeRunningAttempt(options: Parameters<typeof makeSeat>[0] = {}) {
  const seat = await makeSeat(options)
  const started = await startAttempt(seat.candidate, null)
  if (!started.ok || started.value.kind !== 'started') throw new Error(`not started: ${JSON.stringify(started)}`)
  return { ...seat, attemptId: started.value.attemptId }
}

export async function paperOf(candidate: Candidate): Promise<CandidatePaper> {
  const result = await readPaper(candidate)
  if (!result.ok || result.value.kind !== 'paper') throw new Error(`no paper: ${JSON.stringify(result)}`)
  return result.value.paper
}

export const choice = (seq: number, chosen: string | null, position = 1): AnswerBatch['events'][number] => ({
  seq,
  position,
  value: { kind: 'single-choice', chosen },
  doubtful: false,
  clientWall: null,
})

/** Moves an attempt's clock hands: its deadline was so many seconds ago. */
export async function endDeadline(attemptId: AttemptId, secondsAgo: number) {
  await reading(
    (transaction) => transaction.$executeRaw`
    UPDATE attempt SET deadline = clock_timestamp() - make_interval(secs => ${secondsAgo}::double precision) WHERE id = ${attemptId}::uuid`,
  )
}

/** The device that holds the lease was last heard so many seconds ago. */
export async function silence(attemptId: AttemptId, seconds: number) {
  await reading(
    (transaction) => transaction.$executeRaw`
    UPDATE attempt SET lease_seen_at = clock_timestamp() - make_interval(secs => ${seconds}::double precision) WHERE id = ${attemptId}::uuid`,
  )
}

export const onDevice = (candidate: Candidate, deviceKey: string): Candidate => ({ ...candidate, deviceKey })

export const storedEvents = (attemptId: AttemptId) =>
  reading((transaction) => transaction.answerEvent.findMany({ where: { attemptId }, orderBy: [{ leaseEpoch: 'asc' }, { seq: 'asc' }] }))

export const storedAnswers = (attemptId: AttemptId) =>
  reading((transaction) => transaction.currentAnswer.findMany({ where: { attemptId }, orderBy: { position: 'asc' } }))

export const storedAttempt = (attemptId: AttemptId) =>
  reading((transaction) => transaction.attempt.findUniqueOrThrow({ where: { id: attemptId } }))

export const unknownAttempt = () => AttemptId.parse(randomUUID())
