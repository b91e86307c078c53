import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addFractions,
  compareFractions,
  formatFraction,
  fraction,
  fractionFromDecimal,
  multiplyFractions,
  pointsFromDecimal,
  scalePoints,
  UNITS_PER_POINT,
  wholePoints,
} from './points.ts'

describe('points', () => {
  test.each([
    ['1', 252_000n],
    ['0.5', 126_000n],
    ['0.25', 63_000n],
    ['12.125', 3_055_500n],
    ['-1', -252_000n],
  ])('%s is exact', (text, points) => expect(pointsFromDecimal(text)).toBe(points))

  test('a decimal that is not exact is refused loudly', () => expect(() => pointsFromDecimal('0.0000001')).toThrow('not exact'))

  test('halves to tenths of a point are whole units', () => {
    for (const part of [2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n]) expect(UNITS_PER_POINT % part).toBe(0n)
  })

  test('scaling by the same number up and down changes nothing', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-1_000_000_000n, 1_000_000_000n),
        fc.bigInt(1n, 1000n),
        (points, factor) => scalePoints(points, factor, factor) === points,
      ),
    )
  })
})

describe('fractions', () => {
  const arbitrary = fc
    .tuple(fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n), fc.bigInt(1n, 1_000_000n))
    .map(([top, bottom]) => fraction(top, bottom))

  test('addition does not depend on the order', () => {
    fc.assert(fc.property(arbitrary, arbitrary, (left, right) => void expect(addFractions(left, right)).toEqual(addFractions(right, left))))
  })

  test('a product with one third and three is where it began', () => {
    fc.assert(
      fc.property(
        arbitrary,
        (value) => void expect(multiplyFractions(multiplyFractions(value, fraction(1n, 3n)), fraction(3n, 1n))).toEqual(value),
      ),
    )
  })

  test.each([
    ['199/3', fraction(199n, 3n), 2, '66,33'],
    ['half rounds away from zero', fraction(5n, 1000n), 2, '0,01'],
    ['whole', fraction(65n, 1n), 0, '65'],
    ['small negative', fraction(-1n, 3n), 2, '-0,33'],
    ['below one', fraction(1n, 20n), 1, '0,1'],
  ])('%s is rounded once, at display', (_name, value, decimals, text) => expect(formatFraction(value, decimals, ',')).toBe(text))

  test('64.99999 does not reach a threshold of 65', () => {
    expect(compareFractions(fractionFromDecimal('64.99999'), fractionFromDecimal('65'))).toBe(-1)
    expect(compareFractions(fractionFromDecimal('65.00'), fraction(65n, 1n))).toBe(0)
  })

  test('whole points make whole sums', () => expect(wholePoints(60)).toBe(15_120_000n))
})
