/**
 * Seats by largest remainder (Hamilton): each share gets the whole part of its exact portion, the rest goes to the
 * largest remainders, equal ones to whoever stands first. The answer adds up to `seats` and keeps the order of `shares`.
 * Shares are whole numbers of 0 or more; with no share above 0 nobody gets a seat.
 */
export function apportion(seats: number, shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0)
  if (total === 0) return shares.map(() => 0)
  const portions = shares.map((share, index) => ({ index, whole: Math.floor((seats * share) / total), remainder: (seats * share) % total }))
  const left = seats - portions.reduce((sum, portion) => sum + portion.whole, 0)
  const lucky = new Set(
    [...portions]
      .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
      .slice(0, left)
      .map((portion) => portion.index),
  )
  return portions.map((portion) => portion.whole + (lucky.has(portion.index) ? 1 : 0))
}
