import type { ServiceField } from '../roster/service-field.ts'
import { weightedMean } from '../scoring/exam-result.ts'
import { fractionOf } from '../scoring/result-breakdown.ts'
import { compareFractions, type Fraction, fraction, fractionFromDecimal } from '../shared/points.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import type { SelectionCandidate, SelectionInputs, SelectionRules } from './selection-inputs.ts'

export const COMPONENTS = ['exam', 'practice', 'serviceRecord'] as const
export type Component = (typeof COMPONENTS)[number]
type ImportedComponent = Exclude<Component, 'exam'>

/** What keeps somebody below a threshold, with the figures. */
export type Shortfall = { readonly what: ServiceField | 'total'; readonly score: Fraction }

export type Scored =
  | { readonly kind: 'ranked'; readonly score: Fraction }
  | { readonly kind: 'below-threshold'; readonly score: Fraction | null; readonly below: readonly Shortfall[] }
  | { readonly kind: 'component-missing'; readonly missing: readonly ImportedComponent[] }
  | { readonly kind: 'ineligible' }
  | { readonly kind: 'no-result' }

export type ScoreProblem =
  | { readonly kind: 'components-missing'; readonly component: ImportedComponent; readonly people: readonly string[] }
  | { readonly kind: 'no-component-left' }

/** The weights that count, as whole hundredths, after the rule for missing components spoke. */
type Weights = Readonly<Record<Component, bigint>>

/**
 * Each person's selection score, of 100 and exact: the mean of the components by their weights. The thresholds per field and
 * in total are held against the exam's scores first; whoever misses one is not ranked. A missing component is never read as 0:
 * the named rule says what happens. The answer has the order of the candidates.
 */
export function scoreCandidates(inputs: SelectionInputs): Result<Scored[], ScoreProblem> {
  const { rules } = inputs
  const weights = weightsThatCount(inputs)
  if (!weights.ok) return weights
  const limits = { field: fractionFromDecimal(rules.fieldThreshold), total: fractionFromDecimal(rules.totalThreshold) }
  const keepsTotals = sameWeights(rules.fieldWeights, inputs.resultWeights)
  return accept(inputs.candidates.map((candidate) => scoreOne(candidate, rules, weights.value, limits, keepsTotals)))
}

function scoreOne(
  candidate: SelectionCandidate,
  rules: SelectionRules,
  weights: Weights,
  limits: { readonly field: Fraction; readonly total: Fraction },
  keepsTotals: boolean,
): Scored {
  if (!candidate.eligible) return { kind: 'ineligible' }
  if (candidate.exam === null) return { kind: 'no-result' }
  const fields = candidate.exam.fields.map(({ field, score }) => ({ field, score: fractionOf(score) }))
  const total = keepsTotals ? fractionOf(candidate.exam.total) : weightedMean(fields, rules)
  const below: Shortfall[] = fields
    .filter(({ score }) => compareFractions(score, limits.field) < 0)
    .map(({ field, score }) => ({ what: field, score }))
  if (compareFractions(total, limits.total) < 0) below.push({ what: 'total', score: total })
  const missing = missingOf(candidate, weights)
  const isScored = missing.length === 0 || rules.missingComponent === 'leave-out-for-person'
  const score = isScored ? weighted(total, candidate, weights) : null
  if (below.length > 0) return { kind: 'below-threshold', score, below }
  if (score === null) return { kind: 'component-missing', missing }
  return { kind: 'ranked', score }
}

/** Null when every component that this person has weighs nothing. */
function weighted(total: Fraction, candidate: SelectionCandidate, weights: Weights): Fraction | null {
  const parts = [
    { weight: weights.exam, score: total },
    ...IMPORTED.flatMap((component) => {
      const score = candidate[component]
      return score === null ? [] : [{ weight: weights[component], score: fractionFromDecimal(score) }]
    }),
  ].filter(({ weight }) => weight > 0n)
  const all = parts.reduce((sum, { weight }) => sum + weight, 0n)
  if (all === 0n) return null
  const divisor = parts.reduce((product, { score }) => product * score.denominator, 1n)
  const sum = parts.reduce((top, { weight, score }) => top + weight * score.numerator * (divisor / score.denominator), 0n)
  return fraction(sum, divisor * all)
}

const IMPORTED = ['practice', 'serviceRecord'] as const satisfies readonly ImportedComponent[]

function missingOf(candidate: SelectionCandidate, weights: Weights): ImportedComponent[] {
  return IMPORTED.filter((component) => weights[component] > 0n && candidate[component] === null)
}

function weightsThatCount({ candidates, rules }: SelectionInputs): Result<Weights, ScoreProblem> {
  const weights = {
    exam: hundredths(rules.selectionWeights.exam),
    practice: hundredths(rules.selectionWeights.practice),
    serviceRecord: hundredths(rules.selectionWeights.serviceRecord),
  }
  for (const component of IMPORTED) {
    if (weights[component] === 0n) continue
    const lacking = candidates.filter((each) => each.eligible && each.exam !== null && each[component] === null)
    if (lacking.length === 0) continue
    if (rules.missingComponent === 'stop')
      return refuse({ kind: 'components-missing', component, people: lacking.map((each) => each.participantNumber).sort() })
    if (rules.missingComponent === 'leave-out-for-all') weights[component] = 0n
  }
  const left = weights.exam + weights.practice + weights.serviceRecord
  return left === 0n ? refuse({ kind: 'no-component-left' }) : accept(weights)
}

/** The whole hundredths of a percent with at most two places. */
function hundredths(percent: string): bigint {
  const { numerator, denominator } = fractionFromDecimal(percent)
  return (numerator * 100n) / denominator
}

function sameWeights(one: SelectionRules['fieldWeights'], other: SelectionRules['fieldWeights']): boolean {
  return Object.entries(one).every(([field, weight]) =>
    Object.entries(other).some(([name, against]) => name === field && hundredths(weight) === hundredths(against)),
  )
}
