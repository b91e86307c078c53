import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hiddenGroups, hiddenRegions } from './small-groups.ts'

const inOne = (counts: Record<string, number>) => Object.entries(counts).map(([code, count]) => ({ code, parentCode: 'p', count }))
const hidden = (counts: Record<string, number>) => [...hiddenGroups(inOne(counts), 5)].sort()

describe('small groups', () => {
  test.each([
    ['all large enough', { a: 5, b: 60 }, []],
    ['one small group takes the next smallest with it', { a: 3, b: 40, c: 60 }, ['a', 'b']],
    ['two small groups that are enough together hide only themselves', { a: 3, b: 2, c: 60 }, ['a', 'b']],
    ['two that are not enough take a third', { a: 1, b: 2, c: 30, d: 60 }, ['a', 'b', 'c']],
    ['empty ones hide nothing else', { a: 0, b: 40, c: 60 }, ['a']],
    ['a single small one stays hidden alone', { a: 3 }, ['a']],
  ])('%s', (_name, counts, expected) => {
    expect(hidden(counts)).toEqual(expected)
  })

  test('parents are looked at one by one', () => {
    const groups = [
      { code: 'a', parentCode: 'p', count: 2 },
      { code: 'b', parentCode: 'p', count: 9 },
      { code: 'c', parentCode: 'q', count: 9 },
    ]
    expect([...hiddenGroups(groups, 5)].sort()).toEqual(['a', 'b'])
  })

  test('what can be found by subtraction is nothing or at least the minimum, unless nobody else is left to hide', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 10 }), (sizes, minimum) => {
        const groups = sizes.map((count, index) => ({ code: `g${index}`, parentCode: 'p', count }))
        const codes = hiddenGroups(groups, minimum)
        const shown = groups.filter((group) => !codes.has(group.code))
        const people = groups.filter((group) => codes.has(group.code)).reduce((sum, group) => sum + group.count, 0)
        expect(shown.every((group) => group.count >= minimum)).toBe(true)
        expect(people === 0 || people >= minimum || shown.length === 0).toBe(true)
      }),
    )
  })
})

describe('small groups on the map', () => {
  test('the kelurahan of a kecamatan that is hidden for another one are hidden too', () => {
    const counts = [
      { urbanVillageCode: 'A.1', districtCode: 'A', count: 3 },
      { urbanVillageCode: 'B.1', districtCode: 'B', count: 20 },
      { urbanVillageCode: 'B.2', districtCode: 'B', count: 20 },
      { urbanVillageCode: 'C.1', districtCode: 'C', count: 90 },
    ]
    expect([...hiddenRegions(counts, 5)].sort()).toEqual(['A', 'A.1', 'B', 'B.1', 'B.2'])
  })

  test('where every group is large enough nothing is hidden', () => {
    expect(
      hiddenRegions(
        [
          { urbanVillageCode: 'A.1', districtCode: 'A', count: 5 },
          { urbanVillageCode: 'B.1', districtCode: 'B', count: 6 },
        ],
        5,
      ).size,
    ).toBe(0)
  })
})
