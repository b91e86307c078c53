import type { FormContent } from '../assembly/exam-form.ts'
import type { AnswerKey } from '../question-bank/question.ts'
import type { ResponseValue } from '../question-bank/response.ts'
import type { QuestionVersionId } from '../shared/id.ts'
import type { Points } from '../shared/points.ts'
import type { ItemScore } from './item-score.ts'
import { pointsForLevels, type RubricLevels } from './rubric-points.ts'
import { scoreResponse } from './score-response.ts'

/** What the scorer needs to know of a question version besides the answer. */
export type ScoringKey = { readonly key: AnswerKey /** 0 for kinds without options. */; readonly optionCount: number }

/**
 * Scores every place of a frozen form, in its order: one item score a place, answered or not.
 * @param responses by position. @param levels what a person chose for a response, by position; none yet for a new attempt.
 * Throws when a key is missing or a person's levels do not fit the rubric: both are bugs or tampering.
 */
export function scoreSheet(
  form: FormContent,
  keys: ReadonlyMap<QuestionVersionId, ScoringKey>,
  responses: ReadonlyMap<number, ResponseValue>,
  levels: ReadonlyMap<number, RubricLevels> = new Map(),
): ItemScore[] {
  return form.items.map((item) => {
    const found = keys.get(item.questionVersionId)
    if (found === undefined) throw new Error(`no key for question version ${item.questionVersionId}`)
    const place = { position: item.position, questionVersionId: item.questionVersionId, field: item.field, maximum: BigInt(item.points) }
    const scored = scoreResponse(found.key, responses.get(item.position) ?? null, place.maximum, found.optionCount)
    if (scored.kind === 'scored') return { ...place, source: 'automatic', points: scored.points }
    const chosen = levels.get(item.position)
    if (chosen === undefined) return { ...place, source: 'awaiting-marker', points: null }
    return { ...place, source: 'marked', points: markedPoints(found.key, chosen, place.maximum) }
  })
}

export type ItemDifference = { readonly position: number; readonly stored: Points | null; readonly recalculated: Points | null }

/** Places where the stored points are not what scoring the stored answers again gives, in the order of the form. */
export function differencesBetween(stored: readonly ItemScore[], recalculated: readonly ItemScore[]): ItemDifference[] {
  const positions = [...new Set([...stored, ...recalculated].map(({ position }) => position))].sort((left, right) => left - right)
  return positions.flatMap((position) => {
    const left = stored.find((item) => item.position === position)
    const right = recalculated.find((item) => item.position === position)
    const isSame =
      left !== undefined &&
      right !== undefined &&
      left.points === right.points &&
      left.maximum === right.maximum &&
      left.field === right.field
    return isSame ? [] : [{ position, stored: left?.points ?? null, recalculated: right?.points ?? null }]
  })
}

function markedPoints(key: AnswerKey, levels: RubricLevels, maximum: Points): Points {
  const result = key.kind === 'essay' ? pointsForLevels(key.rubric, levels, maximum) : null
  if (!result?.ok) throw new Error('a mark does not fit its rubric')
  return result.value
}
