import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placedOn, plotScale } from './plot-scale.ts'

const scores = { low: 0, high: 100 }

test.each([
  [
    [63.2, 88.1],
    [60, 65, 70, 75, 80, 85, 90],
  ],
  [
    [12, 88],
    [0, 20, 40, 60, 80, 100],
  ],
  [
    [70, 71],
    [70, 75],
  ],
  [
    [100, 100],
    [95, 100],
  ],
  [
    [0, 0],
    [0, 5],
  ],
  [[], [0, 20, 40, 60, 80, 100]],
])('%o stands on the ticks %o', (values, ticks) => {
  expect(plotScale(values, scores).ticks).toEqual(ticks)
})

test('every value lies on the scale, its ends are ticks, and the ticks rise evenly', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 50 }), (values) => {
      const scale = plotScale(values, scores)
      expect(scale.ticks.at(0)).toBe(scale.from)
      expect(scale.ticks.at(-1)).toBe(scale.to)
      expect(scale.to).toBeGreaterThan(scale.from)
      expect(scale.ticks.length).toBeLessThanOrEqual(7)
      const steps = new Set(scale.ticks.slice(1).map((tick, place) => tick - (scale.ticks[place] ?? 0)))
      expect(steps.size).toBe(1)
      for (const value of values) {
        expect(placedOn(scale, value)).toBeGreaterThanOrEqual(0)
        expect(placedOn(scale, value)).toBeLessThanOrEqual(100)
      }
    }),
  )
})
