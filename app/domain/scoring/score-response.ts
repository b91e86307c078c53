import type { AnswerKey } from '../question-bank/question.ts'
import { isEmpty, type ResponseValue } from '../question-bank/response.ts'
import { type Fraction, fraction, fractionFromDecimal, type Points, scalePoints } from '../shared/points.ts'
import { isWithinTolerance } from './numeric-answer.ts'
import { creditOf, creditOfMatching, creditOfOrdering } from './partial-credit.ts'
import { foldText } from './short-text.ts'

export type ScoredResponse = { readonly kind: 'scored'; readonly points: Points } | { readonly kind: 'unmarked' }

const NOTHING: Fraction = fraction(0n, 1n)
const EVERYTHING: Fraction = fraction(1n, 1n)

/**
 * The one scorer: preview, live and regrade ask it. An empty response, or one of another kind than its question, earns
 * nothing. An empty selection is no answer, whichever way it came to be (never touched, or taken back), so that it earns
 * nothing under every credit rule. An essay with any text is unmarked until a person reads it.
 *
 * Points are stored in 1/252,000. Credit is an exact ratio; with at most 8 options and points in whole numbers each one
 * is exact in that unit but one, 36/49 (coverage, 7 right options, 6 of them and a wrong one chosen), which is stored as
 * the nearest unit, off by less than 1/504,000 of a point.
 *
 * @param points what a right answer earns. @param optionCount the options of the question; 0 for kinds without options.
 */
export function scoreResponse(key: AnswerKey, response: ResponseValue | null, points: Points, optionCount: number): ScoredResponse {
  if (response === null || response.kind !== key.kind || isEmpty(response)) return { kind: 'scored', points: 0n }
  const credit = creditFor(key, response, optionCount)
  return credit === null ? { kind: 'unmarked' } : { kind: 'scored', points: scalePoints(points, credit.numerator, credit.denominator) }
}

/** Null: a person must mark it. */
function creditFor(key: AnswerKey, response: ResponseValue, optionCount: number): Fraction | null {
  switch (key.kind) {
    case 'single-choice':
      return whole(response.kind === key.kind && response.chosen === key.correct)
    case 'true-false':
      return whole(response.kind === key.kind && response.chosen === key.correct)
    case 'multiple-response': {
      if (response.kind !== key.kind) return NOTHING
      const correct = new Set(key.correct)
      const chosen = [...new Set(response.chosen)]
      const right = chosen.filter((option) => correct.has(option)).length
      return creditOf(key.credit, { right, wrong: chosen.length - right, correct: correct.size, options: optionCount })
    }
    case 'matching':
      return response.kind === key.kind ? creditOfMatching(key, response.pairs) : NOTHING
    case 'ordering':
      return response.kind === key.kind ? creditOfOrdering(key, response.order) : NOTHING
    case 'numeric':
      return whole(
        response.kind === key.kind &&
          isWithinTolerance(response.text, fractionFromDecimal(key.correct), fractionFromDecimal(key.tolerance)),
      )
    case 'short-text':
      return whole(response.kind === key.kind && key.accepted.map(foldText).includes(foldText(response.text)))
    case 'essay':
      return null
  }
}

const whole = (isRight: boolean): Fraction => (isRight ? EVERYTHING : NOTHING)
