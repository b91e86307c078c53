import { describe, expect, test } from 'vitest'
import { type DistributionFilter, distributionView } from './distribution-view.ts'
import { comparePeriods } from './period-comparison.ts'
import type { PersonScore } from './person-score.ts'

const everything: DistributionFilter = { examId: null, field: null, districtCode: null, urbanVillageCode: null }
const [ONE, TWO, THREE] = ['36.72.01.1001', '36.72.01.1002', '36.72.01.1003']

function group(urbanVillageCode: string, totals: readonly number[]): PersonScore[] {
  return totals.map((total) => ({
    urbanVillageCode,
    districtCode: '36.72.01',
    total,
    fields: { education: null, health: total, public_works: null, housing: null, public_order: null, social: null },
    competent: { health: total >= 60 },
    passed: total >= 65,
    state: 'confirmed',
  }))
}

function view(people: readonly PersonScore[]) {
  const found = distributionView(people, everything, { cut: 65, minimumGroup: 5 })
  if (found.kind !== 'shown') throw new Error('hidden')
  return found
}

describe('two periods', () => {
  const other = view([...group(ONE, [50, 55, 60, 65, 70]), ...group(TWO, [40, 50, 60, 70, 80])])
  const now = view([...group(ONE, [60, 65, 70, 75, 80]), ...group(THREE, [60, 60, 60, 60, 60, 60])])
  const comparison = comparePeriods(now, other)

  test('differ by the means and the shares of those who passed', () => {
    expect(comparison.meanDifference?.value).toBeCloseTo((350 + 360) / 11 - 60, 10)
    expect(comparison.passedDifference.value).toBeCloseTo(4 / 11 - 4 / 10, 10)
    expect(comparison.fields.find(({ field }) => field === 'health')).toMatchObject({
      now: { competent: 11, tested: 11 },
      other: { competent: 6, tested: 10 },
    })
  })

  test('a kelurahan that only one of them shows has no difference', () => {
    expect(
      comparison.urbanVillages.map(({ code, now, other, meanDifference }) => [code, now?.mean, other?.mean, meanDifference?.value]),
    ).toEqual([
      [ONE, 70, 60, 10],
      [TWO, undefined, 60, undefined],
      [THREE, 60, undefined, undefined],
    ])
  })

  test('a period against itself differs by nothing', () => {
    const same = comparePeriods(now, now)
    expect([same.meanDifference?.value, same.passedDifference.value]).toEqual([0, 0])
    expect(same.urbanVillages.every(({ meanDifference }) => meanDifference?.value === 0)).toBe(true)
  })
})
