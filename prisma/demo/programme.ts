import { join } from 'node:path'
import { PERIOD_STATES, type PeriodState } from '#app/domain/period/period.ts'
import { type ExamId, type PeriodId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { QUESTION_BANKS } from '#app/platform/bank-files.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { createExam } from '#app/use-cases/assembly/design-exam.server.ts'
import { publishExam } from '#app/use-cases/assembly/publish-exam.server.ts'
import { advancePeriod } from '#app/use-cases/period/advance-period.server.ts'
import { createPeriod } from '#app/use-cases/period/create-period.server.ts'
import { checkBankFolder } from '#app/use-cases/question-bank/check-bank-files.server.ts'
import { importBank } from '#app/use-cases/question-bank/import-bank.server.ts'
import { publishBank } from '#app/use-cases/question-bank/publish-bank.server.ts'
import { signOffQuestions } from '#app/use-cases/question-bank/review-questions.server.ts'
import { done, SEED, type StaffActor } from './actors.ts'

/** Imports the bank, lets the invented expert sign off what is not disputed, and publishes its first version. */
export async function publishDemoBank(author: StaffActor, expert: StaffActor) {
  const checked = await done(checkBankFolder(SEED, join(QUESTION_BANKS, 'kader-2026')))
  const { bankId } = await done(importBank(author, { ...checked.heading, isDemo: true }, checked.questions, checked.pictures))
  const inReview = await reading((transaction) =>
    transaction.questionVersion.findMany({ where: { status: 'in-review', question: { bankId } }, select: { id: true, contentHash: true } }),
  )
  await done(
    signOffQuestions(expert, {
      versions: inReview.map(({ id, contentHash }) => ({ id: QuestionVersionId.parse(id), contentHash })),
      note: 'Ditelaah oleh ahli rekaan untuk peragaan; bukan pernyataan ahli yang sebenarnya.',
    }),
  )
  return done(publishBank(expert, bankId))
}

export async function startDemoPeriod(analyst: StaffActor, period: { code: string; name: string; startsOn: string }): Promise<PeriodId> {
  const { id } = await done(createPeriod(analyst, { ...period, isDemo: true }))
  return id
}

/** Takes the period on, state by state. */
export async function advanceTo(analyst: StaffActor, periodId: PeriodId, from: PeriodState, to: PeriodState): Promise<void> {
  for (const state of PERIOD_STATES.slice(PERIOD_STATES.indexOf(from) + 1, PERIOD_STATES.indexOf(to) + 1))
    await done(advancePeriod(analyst, periodId, state))
}

export async function publishDemoExam(
  author: StaffActor,
  expert: StaffActor,
  design: { periodId: PeriodId; bankVersionId: Parameters<typeof createExam>[1]['bankVersionId']; title: string; formCount: number },
): Promise<ExamId> {
  const examId = await done(createExam(author, design))
  await done(publishExam(expert, examId))
  return examId
}
