import type { PaperAnswer, PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import { isEmpty } from '#app/domain/question-bank/answering.ts'

export type AnswerState = { readonly number: number; readonly isAnswered: boolean; readonly isDoubtful: boolean }

/** How each question stands, in the order of the candidate's screen. */
export function summarise(questions: readonly PaperQuestion[], answers: ReadonlyMap<number, PaperAnswer>): AnswerState[] {
  return questions.map(({ number, position }) => {
    const answer = answers.get(position)
    return { number, isAnswered: answer !== undefined && !isEmpty(answer.value), isDoubtful: answer?.doubtful ?? false }
  })
}
