import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textHash } from './canonical-hash.ts'
import { seededRandom, seededStreams } from './seeded-random.ts'

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

describe('streams of one seed', () => {
  const eight = [0, 1, 2, 3, 4, 5, 6, 7]
  const uses = Array.from({ length: 4000 }, (_, index) => `options:${index}`)

  test('can be replayed, in whatever order and however much the others draw', () => {
    fc.assert(
      fc.property(seeds, fc.string(), fc.string(), (seed, use, other) => {
        const stream = seededStreams(seed)
        stream(other).shuffled(eight)
        expect(stream(use).shuffled(eight)).toEqual(seededStreams(seed)(use).shuffled(eight))
      }),
    )
  })
  test('differ by use, and by seed', () => {
    const ofUses = new Set(uses.slice(0, 200).map((use) => seededStreams(textHash('one'))(use).shuffled(eight).join()))
    const ofSeeds = new Set(
      Array.from({ length: 200 }, (_, index) =>
        seededStreams(textHash(`${index}`))('options:1')
          .shuffled(eight)
          .join(),
      ),
    )
    expect(ofUses.size).toBeGreaterThan(190)
    expect(ofSeeds.size).toBeGreaterThan(190)
  })
  test('of neighbouring uses put each member in each place about equally often, whatever the neighbour drew', () => {
    const stream = seededStreams(textHash('place'))
    const places = uses.map((use) => stream(use).shuffled([0, 1, 2, 3]).indexOf(0))
    for (const place of [0, 1, 2, 3]) expect(Math.abs(places.filter((each) => each === place).length - 1000)).toBeLessThan(150)
    const pairs = places.slice(1).map((place, index) => place * 4 + (places[index] ?? 0))
    for (let pair = 0; pair < 16; pair += 1) expect(Math.abs(pairs.filter((each) => each === pair).length - 250)).toBeLessThan(80)
  })
  test('a seed of another form is refused loudly', () => expect(() => seededStreams('abc')).toThrow())
})
