import type { CREDIT_RULES } from '../question-bank/question.ts'
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
