import { figuresOf, quantile, type ScoreDecided } from './distribution.ts'
import { type Interval, meanInterval, wilsonInterval } from './intervals.ts'

/** The figures of one region. Scores are of 100, shares from 0 to 1. */
export type RegionFigures = {
  readonly count: number
  readonly mean: number
  /** By Student's t; null for a single score. */
  readonly meanInterval: Interval | null
  readonly median: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
  /** The 10th and 90th percentile; null for a group in which they would come close to a single person's score. */
  readonly whiskers: Interval | null
  readonly standardDeviation: number
  readonly reachedCut: number
  readonly passed: number
  /** After Wilson. */
  readonly passedInterval: Interval
}

/** A box's whiskers are shown from this many times the minimum group: no single highest or lowest score is ever drawn. */
const WHISKERS_FROM_MINIMUM_GROUPS = 4

/** Quantiles are of Hyndman and Fan's type 7, as everywhere here. @param people at least one. */
export function regionFigures(
  people: readonly ScoreDecided[],
  { cut, minimumGroup }: { cut: number; minimumGroup: number },
): RegionFigures {
  const scores = people.map(({ score }) => score).sort((left, right) => left - right)
  const count = scores.length
  const figures = figuresOf(scores)
  const passed = people.filter((person) => person.passed === true).length
  return {
    ...figures,
    count,
    meanInterval: meanInterval({ count, ...figures }),
    whiskers: count >= WHISKERS_FROM_MINIMUM_GROUPS * minimumGroup ? { low: quantile(scores, 0.1), high: quantile(scores, 0.9) } : null,
    reachedCut: scores.filter((score) => score >= cut).length,
    passed,
    passedInterval: wilsonInterval(passed, count),
  }
}

/** How a region stands to a reference: told apart only where its whole interval lies on one side. */
export type Standing = 'above' | 'below' | 'not-told-apart'

export function standingTo(reference: number, interval: Interval | null): Standing {
  if (interval === null || (interval.low <= reference && reference <= interval.high)) return 'not-told-apart'
  return interval.low > reference ? 'above' : 'below'
}

/** The order of regions in a picture and its table. */
export const REGION_ORDERS = ['code', 'highest', 'lowest'] as const
export type RegionOrder = (typeof REGION_ORDERS)[number]

/** By the code of the region, or by the figure; what has no figure stands last, and equal ones by their code. */
export function inOrder<Row extends { readonly code: string }>(
  rows: readonly Row[],
  order: RegionOrder,
  figure: (row: Row) => number | null,
): Row[] {
  const sign = order === 'lowest' ? 1 : -1
  return [...rows].sort((left, right) => {
    const [one, two] = order === 'code' ? [0, 0] : [figure(left), figure(right)]
    if (one === null || two === null) return one === two ? byCode(left, right) : one === null ? 1 : -1
    return sign * (one - two) || byCode(left, right)
  })
}

function byCode(left: { readonly code: string }, right: { readonly code: string }): number {
  return left.code < right.code ? -1 : left.code > right.code ? 1 : 0
}
