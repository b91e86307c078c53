import { DIFFICULTIES, type Difficulty } from '../question-bank/question.ts'
import { type Points, sumPoints } from '../shared/points.ts'
import type { FormContent } from './exam-form.ts'

export type FormBalance = {
  readonly questions: number
  readonly essays: number
  readonly byDifficulty: Readonly<Record<Difficulty, number>> /** In 1/252,000 of a point. */
  readonly points: Points
}

/** What a form weighs: parallel forms show how alike they are. */
export function formBalance(content: FormContent): FormBalance {
  const count = (difficulty: Difficulty) => content.items.filter((item) => item.difficulty === difficulty).length
  return {
    questions: content.items.length,
    essays: content.items.filter((item) => item.kind === 'essay').length,
    byDifficulty: { easy: count(DIFFICULTIES[0]), medium: count(DIFFICULTIES[1]), hard: count(DIFFICULTIES[2]) },
    points: sumPoints(content.items.map((item) => BigInt(item.points))),
  }
}

/** How many questions two forms have in common. */
export function sharedQuestions(left: FormContent, right: FormContent): number {
  const ids = new Set(left.items.map((item) => item.questionVersionId))
  return right.items.filter((item) => ids.has(item.questionVersionId)).length
}
