import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScoreDecided } from './distribution.ts'
import { inOrder, regionFigures, standingTo } from './region-figures.ts'

const decided = (scores: readonly number[]): ScoreDecided[] => scores.map((score) => ({ score, passed: score >= 65 }))
const options = { cut: 65, minimumGroup: 5 }

describe('the figures of a region', () => {
  test('of a small reference group', () => {
    const figures = regionFigures(decided([90, 40, 65, 55, 80, 60]), options)
    expect(figures).toMatchObject({
      count: 6,
      mean: 65,
      lowerQuartile: 56.25,
      median: 62.5,
      upperQuartile: 76.25,
      reachedCut: 3,
      passed: 3,
    })
    expect(figures.meanInterval?.low).toBeCloseTo(46.2271, 3)
    expect(figures.passedInterval.low).toBeCloseTo(0.1876, 3)
  })

  test.each([
    [19, null],
    [20, { low: 1.9, high: 17.1 }],
  ])('whiskers of %i people', (count, whiskers) => {
    const found = regionFigures(decided(Array.from({ length: count }, (_, index) => index)), options).whiskers
    if (whiskers === null || found === null) expect(found).toBe(whiskers)
    else expect([found.low.toFixed(6), found.high.toFixed(6)]).toEqual([whiskers.low.toFixed(6), whiskers.high.toFixed(6)])
  })

  test('the box lies in order, and no whisker reaches the highest or lowest score unless others share it', () => {
    const scores = fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 20, maxLength: 200 })
    fc.assert(
      fc.property(scores, (steps) => {
        const given = steps.map((step) => step / 10_000)
        const { whiskers, lowerQuartile, median, upperQuartile } = regionFigures(decided(given), options)
        if (!whiskers) throw new Error('no whiskers')
        expect(Math.min(...given)).toBeLessThan(whiskers.low)
        expect(whiskers.low).toBeLessThanOrEqual(lowerQuartile)
        expect(lowerQuartile).toBeLessThanOrEqual(median)
        expect(median).toBeLessThanOrEqual(upperQuartile)
        expect(upperQuartile).toBeLessThanOrEqual(whiskers.high)
        expect(whiskers.high).toBeLessThan(Math.max(...given))
      }),
    )
  })
})

test.each([
  [{ low: 60, high: 70 }, 'not-told-apart'],
  [{ low: 65, high: 70 }, 'not-told-apart'],
  [{ low: 65.1, high: 70 }, 'above'],
  [{ low: 60, high: 64.9 }, 'below'],
  [null, 'not-told-apart'],
] as const)('against 65, %o is %s', (interval, expected) => {
  expect(standingTo(65, interval)).toBe(expected)
})

test.each([
  ['code', ['a', 'b', 'c', 'd']],
  ['highest', ['c', 'a', 'd', 'b']],
  ['lowest', ['a', 'd', 'c', 'b']],
] as const)('in the order %s, what has no figure stands last', (order, expected) => {
  const rows = [
    { code: 'd', mean: 50 },
    { code: 'b', mean: null },
    { code: 'c', mean: 70 },
    { code: 'a', mean: 50 },
  ]
  expect(inOrder(rows, order, ({ mean }) => mean).map(({ code }) => code)).toEqual(expected)
})
