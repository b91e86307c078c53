import { describe, expect, test } from 'vitest'
import { heatMap, heatStep } from './heat-map.ts'
import type { PersonScore } from './person-score.ts'

function person(urbanVillageCode: string, more: Partial<PersonScore> = {}): PersonScore {
  return {
    urbanVillageCode,
    districtCode: urbanVillageCode.split('.').slice(0, 3).join('.'),
    total: 70,
    fields: { education: null, health: 80, public_works: null, housing: null, public_order: null, social: 40 },
    competent: { health: true, social: false },
    passed: true,
    state: 'confirmed',
    ...more,
  }
}
const group = (code: string, size: number, more: Partial<PersonScore> = {}) => Array.from({ length: size }, () => person(code, more))
const everywhere = { districtCode: null, urbanVillageCode: null }
const [ONE, TWO, THREE] = ['36.72.01.1001', '36.72.01.1002', '36.72.01.1003']

describe('the heat map', () => {
  test('counts who is competent in each field and who passed, and leaves out what the form does not hold', () => {
    const { together, urbanVillages } = heatMap([...group(ONE, 6), ...group(TWO, 9, { passed: false })], everywhere, 5)
    expect(urbanVillages.get(ONE)?.get('health')).toEqual({ count: 6, competent: 6, mean: 80 })
    expect(urbanVillages.get(TWO)?.get('social')).toEqual({ count: 9, competent: 0, mean: 40 })
    expect(urbanVillages.get(TWO)?.get(null)).toEqual({ count: 9, competent: 0, mean: 70 })
    expect(urbanVillages.get(ONE)?.get('housing')).toBeNull()
    expect(together.get('social')).toEqual({ count: 15, competent: 0, mean: 40 })
  })

  test('hides a cell in which few are marked, with the cell of that column that would give it away', () => {
    const waiting = { competent: { health: true, social: null }, passed: null } as const
    const people = [...group(ONE, 3), ...group(ONE, 10, waiting), ...group(TWO, 8), ...group(THREE, 9)]
    const { together, urbanVillages } = heatMap(people, everywhere, 5)
    const shown = (field: 'health' | 'social' | null) => [ONE, TWO, THREE].map((code) => urbanVillages.get(code)?.get(field)?.count ?? null)
    expect(shown('health')).toEqual([13, 8, 9])
    expect(shown('social')).toEqual([null, null, 9])
    expect(shown(null)).toEqual([null, null, 9])
    expect(together.get('social')?.count).toBe(20)
    expect(heatMap(people, { ...everywhere, urbanVillageCode: ONE }, 5).together.get('social')).toBeNull()
  })

  test('a reader of one small kelurahan sees nothing of it', () => {
    const { together, urbanVillages } = heatMap(group(ONE, 4), everywhere, 5)
    expect([together.get('health'), urbanVillages.get(ONE)?.get('health')]).toEqual([null, null])
  })

  test.each([
    [0, 1],
    [19, 1],
    [20, 2],
    [40, 3],
    [60, 4],
    [79, 4],
    [80, 5],
    [100, 5],
  ])('%i of 100 is step %i', (competent, step) => {
    expect(heatStep({ competent, count: 100 })).toBe(step)
  })
})
