import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textHash } from './canonical-hash.ts'
import { seededRandom } from './seeded-random.ts'

const seeds = fc.string().map(textHash)

describe('a seeded draw', () => {
  test('can be replayed', () => {
    fc.assert(
      fc.property(
        seeds,
        (seed) =>
          void expect(seededRandom(seed).shuffled([1, 2, 3, 4, 5, 6, 7])).toEqual(seededRandom(seed).shuffled([1, 2, 3, 4, 5, 6, 7])),
      ),
    )
  })
  test('keeps every member', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.array(fc.integer()),
        (seed, members) => void expect(seededRandom(seed).shuffled(members).sort()).toEqual([...members].sort()),
      ),
    )
  })
  test('differs between seeds', () => {
    const orders = new Set(
      Array.from({ length: 200 }, (_, index) =>
        seededRandom(textHash(`${index}`))
          .shuffled([1, 2, 3, 4, 5, 6, 7, 8])
          .join(),
      ),
    )
    expect(orders.size).toBeGreaterThan(190)
  })
  test('puts each member in each place about equally often', () => {
    const places = Array.from({ length: 4000 }, (_, index) =>
      seededRandom(textHash(`place ${index}`))
        .shuffled([0, 1, 2, 3])
        .indexOf(0),
    )
    for (const place of [0, 1, 2, 3]) expect(Math.abs(places.filter((each) => each === place).length - 1000)).toBeLessThan(150)
  })
  test('a seed of another form is refused loudly', () => expect(() => seededRandom('abc')).toThrow())
})
