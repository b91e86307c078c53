import type { Policy } from '../period/policy.ts'
import { SERVICE_FIELDS, type ServiceField } from '../roster/service-field.ts'
import { canonicalHash } from '../shared/canonical-hash.ts'
import type { AttemptId } from '../shared/id.ts'
import {
  addFractions,
  type Fraction,
  formatFraction,
  fraction,
  fractionFromDecimal,
  multiplyFractions,
  sumPoints,
} from '../shared/points.ts'
import { isPass } from './cut-score.ts'
import type { ItemScore } from './item-score.ts'
import { fractionOf, type ResultBreakdown, storedFraction } from './result-breakdown.ts'

type ResultPolicy = Pick<Policy, 'fieldWeights' | 'fieldThreshold' | 'totalThreshold'>
type FieldScore = {
  readonly field: ServiceField
  readonly earned: bigint
  readonly maximum: bigint
  readonly score: Fraction
  readonly unmarked: number
}

/**
 * The figures of a result, exact, of 100. A field's score is what its items earned of what they could earn; the total is
 * the mean of the field scores by the policy's weights. A field that the form does not hold (or whose items are worth
 * nothing) has no score, and the weights of the others count in their own proportion; where those are all 0, the fields
 * count alike. An unmarked item earns nothing yet, so the figures can only rise while one is left, and K/BK stays open.
 */
export function resultFor(items: readonly ItemScore[], policy: ResultPolicy): ResultBreakdown {
  const fields = SERVICE_FIELDS.flatMap((field) =>
    fieldScore(
      field,
      items.filter((item) => item.field === field),
    ),
  )
  const threshold = fractionFromDecimal(policy.fieldThreshold)
  return {
    fields: fields.map(({ field, earned, maximum, score, unmarked }) => ({
      field,
      earned: earned.toString(),
      maximum: maximum.toString(),
      score: storedFraction(score),
      threshold: policy.fieldThreshold,
      competent: unmarked > 0 ? null : isPass(score, threshold),
    })),
    total: storedFraction(weightedMean(fields, policy)),
    totalThreshold: policy.totalThreshold,
    unmarked: items.filter((item) => item.points === null).length,
  }
}

/** Lulus: every field reaches its threshold and the total reaches its own. Null while something is unmarked. */
export function isPassed(breakdown: ResultBreakdown): boolean | null {
  if (breakdown.unmarked > 0) return null
  return (
    breakdown.fields.length > 0 &&
    breakdown.fields.every((each) => each.competent === true) &&
    isPass(fractionOf(breakdown.total), fractionFromDecimal(breakdown.totalThreshold))
  )
}

/** The state in which a newly calculated result stands. */
export function stateAfterScoring(breakdown: ResultBreakdown): 'awaiting-marking' | 'awaiting-confirmation' {
  return breakdown.unmarked > 0 ? 'awaiting-marking' : 'awaiting-confirmation'
}

/** The total of 100 to four decimals, with a point: for sorting and charts, never for a decision. */
export function totalForSorting(breakdown: ResultBreakdown): string {
  return formatFraction(fractionOf(breakdown.total), 4, '.')
}

/** One hash for what a result says and what it was calculated from. */
export function resultHash(result: {
  readonly attemptId: AttemptId
  readonly policyVersion: number
  readonly items: readonly ItemScore[]
  readonly breakdown: ResultBreakdown
}): string {
  const { attemptId, policyVersion, breakdown } = result
  const items = [...result.items]
    .sort((left, right) => left.position - right.position)
    .map(({ position, questionVersionId, points, maximum }) => ({ position, questionVersionId, points, maximum }))
  return canonicalHash({ attemptId, policyVersion, items, breakdown })
}

function fieldScore(field: ServiceField, items: readonly ItemScore[]): FieldScore[] {
  const maximum = sumPoints(items.map((item) => item.maximum))
  if (maximum === 0n) return []
  const earned = sumPoints(items.map((item) => item.points ?? 0n))
  return [
    { field, earned, maximum, score: fraction(100n * earned, maximum), unmarked: items.filter((item) => item.points === null).length },
  ]
}

/** The mean of field scores by the weights, exact; the rule of resultFor. Scores are of 100. */
export function weightedMean(fields: readonly Pick<FieldScore, 'field' | 'score'>[], policy: Pick<ResultPolicy, 'fieldWeights'>): Fraction {
  const zero = fraction(0n, 1n)
  if (fields.length === 0) return zero
  const weights = fields.map(({ field }) => fractionFromDecimal(policy.fieldWeights[field]))
  const all = weights.reduce(addFractions, zero)
  const isUnweighted = all.numerator === 0n
  const sum = fields.reduce(
    (total, { score }, at) => addFractions(total, multiplyFractions((isUnweighted ? null : weights[at]) ?? fraction(1n, 1n), score)),
    zero,
  )
  const divisor = isUnweighted ? fraction(BigInt(fields.length), 1n) : all
  return fraction(sum.numerator * divisor.denominator, sum.denominator * divisor.numerator)
}
