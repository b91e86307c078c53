import type { AnswerKey, CREDIT_RULES } from '../question-bank/question.ts'
import { type Fraction, fraction } from '../shared/points.ts'

/** How a set of chosen options meets the key. */
export type Selection = {
  /** Chosen and right. */
  readonly right: number
  /** Chosen and not right. */
  readonly wrong: number
  /** Options that the key calls right, at least 1. */
  readonly correct: number
  /** All options of the question. */
  readonly options: number
}

type CreditRule = (typeof CREDIT_RULES)[number]

/**
 * The part of a question's points that a selection earns, exact, from 0 to 1.
 * Source: PrairieLearn, docs/elements/pl-checkbox.md (off, net-correct, coverage, each-answer); cases: tests/reference/partial-credit.json.
 * - all-or-nothing: 1 for exactly the right options.
 * - net-correct: max(0, (right - wrong) / correct).
 * - coverage: right / correct x right / chosen; 0 when nothing is chosen.
 * - each-decision: every option is a decision; those that were right (chosen and right, or left and not right) / options.
 */
export function creditOf(rule: CreditRule, selection: Selection): Fraction {
  return CREDIT[rule](selection)
}

const ratio = (numerator: number, denominator: number): Fraction => fraction(BigInt(numerator), BigInt(denominator))

const CREDIT: Record<CreditRule, (selection: Selection) => Fraction> = {
  'all-or-nothing': ({ right, wrong, correct }) => ratio(right === correct && wrong === 0 ? 1 : 0, 1),
  'net-correct': ({ right, wrong, correct }) => ratio(Math.max(0, right - wrong), correct),
  coverage: ({ right, wrong, correct }) => (right === 0 ? ratio(0, 1) : ratio(right * right, correct * (right + wrong))),
  'each-decision': ({ right, wrong, correct, options }) => ratio(Math.max(0, options - wrong - (correct - right)), options),
}

/**
 * The part of a matching question's points, exact, from 0 to 1. A prompt left without an option is not right.
 * - each-decision: right prompts / prompts. - all-or-nothing: 1 when every prompt is right.
 * Source: QTI 2.2, match_correct and mapResponse over directed pairs; Moodle's matching questions grade each prompt alike.
 */
export function creditOfMatching(
  { pairs, credit }: Extract<AnswerKey, { kind: 'matching' }>,
  given: Readonly<Record<string, string>>,
): Fraction {
  const prompts = Object.keys(pairs)
  const right = prompts.filter((prompt) => given[prompt] === pairs[prompt]).length
  return credit === 'all-or-nothing' ? ratio(right === prompts.length ? 1 : 0, 1) : ratio(right, prompts.length)
}

/**
 * The part of an ordering question's points, exact, from 0 to 1. Every two options are a decision: right when both are
 * placed and the right one is first, wrong when both are placed the other way round.
 * - each-decision: right / all pairs. - net-correct: max(0, (right - wrong) / all pairs), which is Kendall's tau where it is
 * above 0, so that an order by chance earns nothing on average. - all-or-nothing: 1 for exactly the right order.
 * Source: M. G. Kendall, A New Measure of Rank Correlation, Biometrika 30 (1938), 81-93.
 */
export function creditOfOrdering({ order, credit }: Extract<AnswerKey, { kind: 'ordering' }>, given: readonly (string | null)[]): Fraction {
  const decisions = order.flatMap((first, place) =>
    order.slice(place + 1).map((second) => [given.indexOf(first), given.indexOf(second)] as const),
  )
  const placed = decisions.filter(([first, second]) => first >= 0 && second >= 0)
  const right = placed.filter(([first, second]) => first < second).length
  switch (credit) {
    case 'all-or-nothing':
      return ratio(right === decisions.length ? 1 : 0, 1)
    case 'net-correct':
      return ratio(Math.max(0, right - (placed.length - right)), decisions.length)
    case 'each-decision':
      return ratio(right, decisions.length)
  }
}
