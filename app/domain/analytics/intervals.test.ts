import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceOfMeans, differenceOfShares, meanInterval, studentT, wilsonInterval } from './intervals.ts'

describe("Student's t", () => {
  // The 97.5 % points of the printed tables, with more digits.
  test.each([
    [1, 12.7062047362],
    [2, 4.3026527297],
    [4, 2.7764451052],
    [9, 2.2621571628],
    [30, 2.0422724563],
    [100, 1.9839715185],
    [1000, 1.9623390808],
  ])('with %d degrees of freedom is %d', (freedom, expected) => {
    expect(studentT(freedom)).toBeCloseTo(expected, 8)
  })

  test('falls toward the normal and never below it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 5_000, noNaN: true }), fc.double({ min: 0.01, max: 100, noNaN: true }), (freedom, more) => {
        expect(studentT(freedom + more)).toBeLessThanOrEqual(studentT(freedom) + 1e-9)
        expect(studentT(freedom)).toBeGreaterThan(1.9599)
      }),
    )
  })

  test('needs degrees of freedom', () => {
    expect(() => studentT(0)).toThrow()
    expect(() => studentT(Number.NaN)).toThrow()
  })
})

describe('the interval of a mean', () => {
  test('is mean and t times the standard error', () => {
    // 40, 55, 60, 65, 80, 90: 65 ± 2.570582 √(320 / 6)
    const interval = meanInterval({ count: 6, mean: 65, standardDeviation: Math.sqrt(320) })
    expect(interval?.low).toBeCloseTo(46.2271, 3)
    expect(interval?.high).toBeCloseTo(83.7729, 3)
  })

  test('one score has none, and it stays between 0 and 100', () => {
    expect(meanInterval({ count: 1, mean: 50, standardDeviation: 0 })).toBeNull()
    expect(meanInterval({ count: 2, mean: 95, standardDeviation: 7 })).toMatchObject({ high: 100 })
    expect(meanInterval({ count: 2, mean: 5, standardDeviation: 7 })).toMatchObject({ low: 0 })
  })

  test('holds the mean and narrows with more people', () => {
    const spread = fc.record({
      count: fc.integer({ min: 2, max: 3_000 }),
      mean: fc.double({ min: 0, max: 100, noNaN: true }),
      standardDeviation: fc.double({ min: 0, max: 50, noNaN: true }),
    })
    fc.assert(
      fc.property(spread, (given) => {
        const [few, many] = [meanInterval(given), meanInterval({ ...given, count: given.count * 2 })]
        if (!few || !many) throw new Error('no interval')
        expect(few.low).toBeLessThanOrEqual(given.mean)
        expect(few.high).toBeGreaterThanOrEqual(given.mean)
        expect(many.high - many.low).toBeLessThanOrEqual(few.high - few.low + 1e-9)
      }),
    )
  })
})

describe('the interval of a share', () => {
  // Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])('of %d in %d', (part, whole, low, high) => {
    const interval = wilsonInterval(part, whole)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  test('holds the share, stays in bounds, and mirrors', () => {
    const shares = fc.integer({ min: 1, max: 3_000 }).chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)))
    fc.assert(
      fc.property(shares, ([part, whole]) => {
        const { low, high } = wilsonInterval(part, whole)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(part / whole)
        expect(high).toBeGreaterThanOrEqual(part / whole)
        expect(wilsonInterval(whole - part, whole).low).toBeCloseTo(1 - high, 10)
      }),
    )
  })

  test('nobody is no share', () => {
    expect(() => wilsonInterval(0, 0)).toThrow()
    expect(() => wilsonInterval(3, 2)).toThrow()
  })
})

describe('the difference', () => {
  test('of two means after Welch', () => {
    const found = differenceOfMeans(
      { count: 6, mean: 65, standardDeviation: Math.sqrt(320) },
      { count: 4, mean: 53.5, standardDeviation: Math.sqrt(35 / 3) },
    )
    // 40, 55, 60, 65, 80, 90 and 50, 52, 54, 58: 5.534243 degrees of freedom, by SciPy's ttest_ind with equal_var=False
    expect(found?.value).toBe(11.5)
    expect(found?.interval.low).toBeCloseTo(-7.232806, 5)
    expect(found?.interval.high).toBeCloseTo(30.232806, 5)
    expect(differenceOfMeans({ count: 1, mean: 1, standardDeviation: 0 }, { count: 9, mean: 1, standardDeviation: 1 })).toBeNull()
    expect(differenceOfMeans({ count: 5, mean: 70, standardDeviation: 0 }, { count: 5, mean: 60, standardDeviation: 0 })).toEqual({
      value: 10,
      interval: { low: 10, high: 10 },
    })
  })

  // Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10
  test('of two shares', () => {
    const found = differenceOfShares({ part: 56, whole: 70 }, { part: 48, whole: 80 })
    expect(found.interval.low).toBeCloseTo(0.0524, 4)
    expect(found.interval.high).toBeCloseTo(0.3339, 4)
    const all = differenceOfShares({ part: 10, whole: 10 }, { part: 0, whole: 10 })
    expect(all.interval.low).toBeCloseTo(0.6075, 4)
    expect(all.interval.high).toBe(1)
  })

  test('turns its sign when the two change places', () => {
    const share = fc
      .integer({ min: 1, max: 500 })
      .chain((whole) => fc.record({ part: fc.integer({ min: 0, max: whole }), whole: fc.constant(whole) }))
    fc.assert(
      fc.property(share, share, (one, two) => {
        const [there, back] = [differenceOfShares(one, two), differenceOfShares(two, one)]
        expect(back.value).toBeCloseTo(-there.value, 10)
        expect(back.interval.low).toBeCloseTo(-there.interval.high, 10)
        expect(there.interval.low).toBeGreaterThanOrEqual(-1 - 1e-12)
      }),
    )
  })
})
