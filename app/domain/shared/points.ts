/**
 * Points are whole numbers of 1/252,000 of a point: exact for halves to tenths and for percent, so that partial
 * credit never rounds. Sums and ranks are compared as bigint or as fractions; rounding happens once, at display.
 */
export const UNITS_PER_POINT = 252_000n

export type Points = bigint

/** A score as an exact ratio; the denominator is positive. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/** @param text a decimal such as `1`, `0.5` or `12.25`. Throws when it is not exact in 1/252,000. */
export function pointsFromDecimal(text: string): Points {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new Error(`not a decimal: ${text}`)
  const decimals = match[3] ?? ''
  const scale = 10n ** BigInt(decimals.length)
  const scaled = BigInt(`${match[2]}${decimals}`) * UNITS_PER_POINT
  if (scaled % scale !== 0n) throw new Error(`not exact in 1/${UNITS_PER_POINT}: ${text}`)
  return match[1] === '-' ? -(scaled / scale) : scaled / scale
}

export function wholePoints(count: number): Points {
  return BigInt(count) * UNITS_PER_POINT
}

export function sumPoints(points: readonly Points[]): Points {
  return points.reduce((total, each) => total + each, 0n)
}

/** The nearest representable points to `points x numerator / denominator`, halves away from zero. */
export function scalePoints(points: Points, numerator: bigint, denominator: bigint): Points {
  return divideRounded(points * numerator, denominator)
}

export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) throw new Error('a fraction has no zero denominator')
  const sign = denominator < 0n ? -1n : 1n
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator * sign)
  return { numerator: (numerator * sign) / divisor, denominator: (denominator * sign) / divisor }
}

export function addFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator)
}

export function multiplyFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(left.numerator * right.numerator, left.denominator * right.denominator)
}

/** Negative when left is the smaller one, 0 when both are equal. */
export function compareFractions(left: Fraction, right: Fraction): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The fraction of a decimal such as `62.5`. */
export function fractionFromDecimal(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new Error(`not a decimal: ${text}`)
  const decimals = match[3] ?? ''
  const numerator = BigInt(`${match[1]}${match[2]}${decimals}`)
  return fraction(numerator, 10n ** BigInt(decimals.length))
}

/** Rounds half away from zero and writes with the given separator; the only place where a score is rounded. */
export function formatFraction(value: Fraction, decimals: number, separator: ',' | '.'): string {
  const scaled = divideRounded(value.numerator * 10n ** BigInt(decimals), value.denominator)
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const rest = decimals > 0 ? `${separator}${digits.slice(-decimals)}` : ''
  return `${scaled < 0n ? '-' : ''}${whole}${rest}`
}

export function pointsAsFraction(points: Points): Fraction {
  return fraction(points, UNITS_PER_POINT)
}

/** For charts only: a display number that no decision reads. */
export function fractionToNumber(value: Fraction): number {
  return Number((value.numerator * 1_000_000n) / value.denominator) / 1_000_000
}

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  return sign * ((2n * top + bottom) / (2n * bottom))
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left || 1n : greatestCommonDivisor(right, left % right)
}
