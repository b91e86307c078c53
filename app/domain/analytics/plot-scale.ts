/** A level scale: `placed` gives a value's place in percent of the width, `ticks` the round values on it, both ends among them. */
export type PlotScale = { readonly from: number; readonly to: number; readonly ticks: readonly number[] }

const STEPS = [5, 10, 20, 25, 50] as const
const MOST_TICKS = 7

/** The narrowest scale of round steps that holds all values and stays inside the bounds, which lie on steps themselves. */
export function plotScale(values: readonly number[], { low, high }: { low: number; high: number }): PlotScale {
  const [least, most] = values.length === 0 ? [low, high] : [Math.min(...values), Math.max(...values)]
  for (const step of STEPS) {
    const from = Math.max(low, Math.min(Math.floor(least / step) * step, high - step))
    const to = Math.min(high, Math.max(from + step, Math.ceil(most / step) * step))
    const count = Math.round((to - from) / step) + 1
    if (count <= MOST_TICKS) return { from, to, ticks: Array.from({ length: count }, (_, place) => from + place * step) }
  }
  return { from: low, to: high, ticks: [low, high] }
}

/** A value's place in percent of the width. */
export function placedOn({ from, to }: PlotScale, value: number): number {
  return (100 * (value - from)) / (to - from)
}
