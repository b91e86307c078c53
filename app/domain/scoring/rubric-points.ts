import { z } from 'zod'
import { OptionKey, type Rubric } from '../question-bank/question.ts'
import { type Points, scalePoints } from '../shared/points.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

/** The level that a person chose for each criterion, by the criterion's key; 0 is the lowest level. */
export const RubricLevels = z.record(OptionKey, z.number().int().min(0))
export type RubricLevels = z.infer<typeof RubricLevels>

export type RubricFault = { readonly kind: 'levels-incomplete'; readonly criteria: readonly string[] }

/**
 * What the levels earn of an item's points: their sum, scaled by the item's points over the rubric's highest sum, stored
 * as the nearest 1/252,000 of a point (exact wherever the highest sum divides the item's units). Every criterion needs a
 * level that it has; a level for a criterion that the rubric lacks is a fault too. A rubric that is worth 0 earns 0.
 */
export function pointsForLevels(rubric: Rubric, levels: RubricLevels, maximum: Points): Result<Points, RubricFault> {
  const faulty = [
    ...rubric.criteria.filter(({ key, levels: own }) => own[levels[key] ?? -1] === undefined).map(({ key }) => key),
    ...Object.keys(levels).filter((key) => !rubric.criteria.some((criterion) => criterion.key === key)),
  ]
  if (faulty.length > 0) return refuse({ kind: 'levels-incomplete', criteria: faulty })
  const earned = sum(rubric.criteria.map(({ key, levels: own }) => own[levels[key] ?? -1]?.points ?? 0))
  const highest = sum(rubric.criteria.map(({ levels: own }) => Math.max(...own.map(({ points }) => points))))
  return accept(highest === 0 ? 0n : scalePoints(maximum, BigInt(earned), BigInt(highest)))
}

const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0)
