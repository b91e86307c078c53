import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refuse } from '../shared/result.ts'
import { binsOf, distributionOf, figuresOf, quantile, type ScoreDecided } from './distribution.ts'

const scored = (...scores: string[]): ScoreDecided[] => scores.map((score) => ({ score: Number(score), passed: Number(score) >= 65 }))
const cut = 65

function shown(people: readonly ScoreDecided[], minimumGroup = 1) {
  const result = distributionOf(people, { cut, minimumGroup })
  if (!result.ok) throw new Error('refused')
  return result.value
}

const percent = fc.integer({ min: 0, max: 1_000_000 }).map((steps) => steps / 10_000)
const people = fc.array(fc.record({ score: percent, passed: fc.constantFrom(true, false, null) }), { minLength: 1, maxLength: 200 })

describe('the distribution of scores', () => {
  test.each([
    ['0', 0],
    ['4.99', 0],
    ['5', 1],
    ['64.99', 12],
    ['65', 13],
    ['94.99', 18],
    ['95', 19],
    ['100', 19],
  ])('a score of %s falls into bin %i', (score, place) => {
    expect(shown(scored(score)).bins.findIndex((bin) => bin.count === 1)).toBe(place)
  })

  test('a score that is a hair below the cut stays below it in its bin and in the count', () => {
    const hair = shown([{ score: 64.9999, passed: false }])
    expect(hair.reachedCut).toBe(0)
    expect(hair.bins[12]?.count).toBe(1)
  })

  test('figures of a small reference group', () => {
    // R: x <- c(40, 55, 60, 65, 80, 90); mean(x); quantile(x); sd(x)
    const { figures, reachedCut } = shown(scored('90', '40', '65', '55', '80', '60'))
    expect(figures.mean).toBe(65)
    expect([figures.lowerQuartile, figures.median, figures.upperQuartile]).toEqual([56.25, 62.5, 76.25])
    expect(figures.standardDeviation).toBeCloseTo(17.888544, 6)
    expect(reachedCut).toBe(3)
  })

  test('a group below the minimum is refused without its number, one of exactly the minimum is shown', () => {
    expect(distributionOf(scored('50', '60', '70', '80'), { cut, minimumGroup: 5 })).toEqual(
      refuse({ kind: 'group-too-small', minimum: 5 }),
    )
    expect(shown(scored('50', '60', '70', '80', '90'), 5).count).toBe(5)
    expect(distributionOf([], { cut, minimumGroup: 1 }).ok).toBe(false)
  })

  test('equal scores have no spread and no curve', () => {
    const same = shown(scored('70', '70', '70'))
    expect(same.figures.standardDeviation).toBe(0)
    expect(same.normalCurve).toEqual([])
  })

  test('the curve holds about as many people as the group', () => {
    const { normalCurve } = shown(scored('40', '50', '55', '60', '60', '65', '70', '80'))
    const area = normalCurve.reduce((sum, { expected }) => sum + expected, 0)
    expect(area).toBeGreaterThan(7.8)
    expect(area).toBeLessThan(8.05)
  })

  test('bins that do not divide 100 are a bug', () => {
    expect(() => binsOf([], 7)).toThrow()
  })

  test('every person is in exactly one bin, and the last cumulative count is everyone', () => {
    fc.assert(
      fc.property(people, fc.constantFrom(1, 2, 5, 10, 20), (group, binWidth) => {
        const result = distributionOf(group, { cut, minimumGroup: 1, binWidth })
        if (!result.ok) throw new Error('refused')
        const { bins } = result.value
        expect(bins).toHaveLength(100 / binWidth)
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(group.length)
        expect(bins.at(-1)?.cumulative).toBe(group.length)
      }),
    )
  })

  test('the figures do not depend on the order of people, and lie in order', () => {
    fc.assert(
      fc.property(people, (group) => {
        const { figures, passed, notPassed } = shown(group)
        expect(shown([...group].reverse()).figures).toEqual(figures)
        const { lowerQuartile, median, upperQuartile, mean } = figures
        const [minimum, maximum] = [Math.min(...group.map(({ score }) => score)), Math.max(...group.map(({ score }) => score))]
        expect([minimum, lowerQuartile, median, upperQuartile, maximum]).toEqual(
          [minimum, lowerQuartile, median, upperQuartile, maximum].sort((left, right) => left - right),
        )
        expect(mean).toBeGreaterThanOrEqual(minimum - 1e-9)
        expect(mean).toBeLessThanOrEqual(maximum + 1e-9)
        expect(passed + notPassed).toBe(group.filter((person) => person.passed !== null).length)
      }),
    )
  })

  test('the median splits an even group in the middle', () => {
    expect(quantile([1, 2, 3, 10], 0.5)).toBe(2.5)
    expect(figuresOf([7]).median).toBe(7)
  })
})
