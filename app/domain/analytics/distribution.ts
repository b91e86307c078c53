import { accept, type Result, refuse } from '../shared/result.ts'

/** A score of 100, cut off (not rounded) after four decimals, and what was decided about it; null while something is unmarked. */
export type ScoreDecided = { readonly score: number; readonly passed: boolean | null }

/** From `from` up to but not including `to`; the last bin includes 100. `cumulative` counts this bin and all below. */
export type Bin = { readonly from: number; readonly to: number; readonly count: number; readonly cumulative: number }

export type DistributionFigures = {
  readonly mean: number
  readonly median: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
  /** Of the sample (divided by n - 1); 0 for a single score. */
  readonly standardDeviation: number
}

export type Distribution = {
  readonly count: number
  readonly bins: readonly Bin[]
  readonly figures: DistributionFigures
  /** How many scores reach the cut score. */
  readonly reachedCut: number
  readonly passed: number
  readonly notPassed: number
  /** The normal curve of the same mean and standard deviation, as expected people per bin at the middle of each bin; empty without spread. */
  readonly normalCurve: readonly { readonly score: number; readonly expected: number }[]
}

export type GroupTooSmall = { readonly kind: 'group-too-small'; readonly minimum: number }

export const BIN_WIDTH = 5

/**
 * The distribution of scores of 100 for a chart and its table: display numbers that no decision reads. A group of fewer
 * than `minimumGroup` people is refused without telling how many they are. Throws when binWidth does not divide 100.
 */
export function distributionOf(
  people: readonly ScoreDecided[],
  { cut, minimumGroup, binWidth = BIN_WIDTH }: { cut: number; minimumGroup: number; binWidth?: number },
): Result<Distribution, GroupTooSmall> {
  if (people.length === 0 || people.length < minimumGroup) return refuse({ kind: 'group-too-small', minimum: minimumGroup })
  const scores = people.map(({ score }) => score).sort((left, right) => left - right)
  const figures = figuresOf(scores)
  return accept({
    count: people.length,
    bins: binsOf(scores, binWidth),
    figures,
    reachedCut: scores.filter((score) => score >= cut).length,
    passed: people.filter(({ passed }) => passed === true).length,
    notPassed: people.filter(({ passed }) => passed === false).length,
    normalCurve: normalCurve(figures, people.length, binWidth),
  })
}

/** Counts per bin from 0 to 100. Scores below 0 fall into the first bin and scores above 100 into the last. */
export function binsOf(scores: readonly number[], binWidth: number): Bin[] {
  if (binWidth <= 0 || 100 % binWidth !== 0) throw new Error(`bins of ${binWidth} do not divide 100`)
  const size = 100 / binWidth
  const counts = new Array<number>(size).fill(0)
  for (const score of scores) {
    const place = Math.min(size - 1, Math.max(0, Math.floor(score / binWidth)))
    counts[place] = (counts[place] ?? 0) + 1
  }
  let cumulative = 0
  return counts.map((count, place) => {
    cumulative += count
    return { from: place * binWidth, to: (place + 1) * binWidth, count, cumulative }
  })
}

/** @param sorted at least one score, in rising order. */
export function figuresOf(sorted: readonly number[]): DistributionFigures {
  if (sorted.length === 0) throw new Error('figures need at least one score')
  const mean = sorted.reduce((sum, score) => sum + score, 0) / sorted.length
  const squares = sorted.reduce((sum, score) => sum + (score - mean) ** 2, 0)
  return {
    mean,
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
    standardDeviation: sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0,
  }
}

/** Linear interpolation between order statistics. Source: Hyndman and Fan (1996), type 7, as spreadsheets' QUARTILE.INC. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

function normalCurve(
  { mean, standardDeviation }: DistributionFigures,
  count: number,
  binWidth: number,
): { score: number; expected: number }[] {
  if (standardDeviation === 0) return []
  return Array.from({ length: 100 / binWidth }, (_, place) => {
    const score = (place + 0.5) * binWidth
    const distance = (score - mean) / standardDeviation
    const density = Math.exp(-0.5 * distance * distance) / (standardDeviation * Math.sqrt(2 * Math.PI))
    return { score, expected: count * binWidth * density }
  })
}
