/** From `low` to `high`, both included. */
export type Interval = { readonly low: number; readonly high: number }

/** The share of such intervals that hold the true value, when the same is done again and again. */
export const CONFIDENCE = 0.95
/** The standard normal's 97.5 % point. */
const Z = 1.959963984540054

export type Spread = { readonly count: number; readonly mean: number; readonly standardDeviation: number }

/**
 * The interval of a mean of scores of 100 by Student's t with n - 1 degrees of freedom, cut at 0 and 100; null for fewer
 * than two scores. The standard deviation is the sample's (divided by n - 1). Source: Student (1908).
 */
export function meanInterval({ count, mean, standardDeviation }: Spread): Interval | null {
  if (count < 2) return null
  const half = (studentT(count - 1) * standardDeviation) / Math.sqrt(count)
  return { low: Math.max(0, mean - half), high: Math.min(100, mean + half) }
}

/**
 * The score interval of a share, from 0 to 1: it stays inside these bounds and says something for 0 and for all of a
 * small group. Throws without people. Source: Wilson (1927); recommended by Brown, Cai and DasGupta (2001).
 */
export function wilsonInterval(part: number, whole: number): Interval {
  if (whole <= 0 || part < 0 || part > whole) throw new Error(`${part} of ${whole} is no share`)
  const share = part / whole
  const centre = (share + (Z * Z) / (2 * whole)) / (1 + (Z * Z) / whole)
  const half = (Z * Math.sqrt((share * (1 - share)) / whole + (Z * Z) / (4 * whole * whole))) / (1 + (Z * Z) / whole)
  return { low: part === 0 ? 0 : Math.max(0, centre - half), high: part === whole ? 1 : Math.min(1, centre + half) }
}

export type Difference = { readonly value: number; readonly interval: Interval }

/**
 * How much the first mean lies above the second, in points, for two groups of different people; null for fewer than two
 * in either. Source: Welch (1947), degrees of freedom by Satterthwaite.
 */
export function differenceOfMeans(first: Spread, second: Spread): Difference | null {
  if (first.count < 2 || second.count < 2) return null
  const value = first.mean - second.mean
  const [one, two] = [first.standardDeviation ** 2 / first.count, second.standardDeviation ** 2 / second.count]
  if (one + two === 0) return { value, interval: { low: value, high: value } }
  const freedom = (one + two) ** 2 / (one ** 2 / (first.count - 1) + two ** 2 / (second.count - 1))
  const half = studentT(freedom) * Math.sqrt(one + two)
  return { value, interval: { low: value - half, high: value + half } }
}

export type Share = { readonly part: number; readonly whole: number }

/** How much the first share lies above the second, from -1 to 1. Throws without people. Source: Newcombe (1998), method 10. */
export function differenceOfShares(first: Share, second: Share): Difference {
  const [one, two] = [wilsonInterval(first.part, first.whole), wilsonInterval(second.part, second.whole)]
  const [p, q] = [first.part / first.whole, second.part / second.whole]
  return {
    value: p - q,
    interval: {
      low: p - q - Math.hypot(p - one.low, two.high - q),
      high: p - q + Math.hypot(one.high - p, q - two.low),
    },
  }
}

/**
 * The 97.5 % point of Student's t; degrees of freedom above 0, whole or not. Found by halving on the distribution
 * function, P(|T| > t) = I(f / (f + t²); f/2, 1/2). Source: NIST Digital Library of Mathematical Functions, 8.17.
 */
export function studentT(freedom: number): number {
  if (!(freedom > 0)) throw new Error(`${freedom} degrees of freedom`)
  const beyond = (t: number) => incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
  let [low, high] = [Z, Z * 2]
  while (beyond(high) > 1 - CONFIDENCE) [low, high] = [high, high * 2]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (beyond(middle) > 1 - CONFIDENCE) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Regularised incomplete beta function I(x; a, b). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  return front / continuedFraction(x, a, b)
}

/** Evaluated by Lentz's method. Source: NIST Digital Library of Mathematical Functions, 8.17.22. */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let value = 1
  let upper = 1
  let lower = 0
  for (let step = 1; step <= 10_000; step += 1) {
    const half = Math.floor(step / 2)
    const term =
      step % 2 === 0
        ? (half * (b - half) * x) / ((a + 2 * half - 1) * (a + 2 * half))
        : -((a + half) * (a + b + half) * x) / ((a + 2 * half) * (a + 2 * half + 1))
    lower = 1 / (1 + term * lower || tiny)
    upper = 1 + term / upper || tiny
    value *= upper * lower
    if (Math.abs(upper * lower - 1) < 1e-15) return value
  }
  return value
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
]

/** The logarithm of the gamma function above 0. Source: Lanczos (1964), g = 7. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const base = x + 6.5
  const series = LANCZOS.reduce((sum, coefficient, place) => sum + coefficient / (x + place), 0.9999999999998099)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series)
}
