import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageOn } from '../shared/calendar.ts'
import { apportion } from './apportion.ts'
import { NationalId } from './cadre.ts'
import { demoRoster } from './demo-roster.ts'
import { nationalIdSays } from './import-cell.ts'
import type { UrbanVillage } from './region.ts'

const villages: UrbanVillage[] = [23_331, 2_100, 10_696].map((population, index) => ({
  code: `36.72.01.100${index + 1}`,
  name: `K${index}`,
  aliases: [],
  population,
  districtCode: '36.72.01',
  districtName: 'Cibeber',
  districtAliases: [],
}))
const roster = (seed = 'a'.repeat(64), size = 2_650) => demoRoster({ seed, villages, size, day: '2026-01-02' })

test('equal seeds give equal rosters, other seeds give others', () => {
  expect(roster()).toEqual(roster())
  expect(roster('b'.repeat(64))).not.toEqual(roster())
})

test('cadres are shared out by population', () => {
  const counts = villages.map((village) => roster().filter(({ record }) => record.urbanVillageCode === village.code).length)
  expect(counts).toEqual([1_711, 154, 785])
})

test('every NIK is well-formed, unlike any other, of no real province, and agrees with birth date and sex', () => {
  const cadres = roster()
  expect(new Set(cadres.map((cadre) => cadre.nationalId)).size).toBe(2_650)
  for (const { nationalId, record } of cadres) {
    expect(NationalId.safeParse(nationalId).success && nationalId.startsWith('99')).toBe(true)
    const [year = '', month = '', date = ''] = record.birthDate.split('-')
    expect(nationalIdSays(nationalId)).toEqual({ dayMonthYear: `${date}${month}${year.slice(2)}`, sex: record.sex })
  }
})

test('ages run from 19 to 64 with a few past 60, and a few occupations exclude', () => {
  const cadres = roster()
  const ages = cadres.map(({ record }) => ageOn(record.birthDate, '2026-01-02'))
  expect([Math.min(...ages), Math.max(...ages)]).toEqual([19, 64])
  const share = (count: number) => count / cadres.length
  expect(share(ages.filter((age) => age > 60).length)).toBeGreaterThan(0.01)
  expect(share(ages.filter((age) => age > 60).length)).toBeLessThan(0.06)
  expect(share(cadres.filter(({ record }) => ['guru', 'PPPK'].includes(record.occupation)).length)).toBeLessThan(0.06)
})

test('largest remainder: the seats add up, and nobody is further than one seat from the exact share', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5_000 }), fc.array(fc.nat({ max: 30_000 }), { minLength: 1, maxLength: 60 }), (seats, shares) => {
      const total = shares.reduce((sum, share) => sum + share, 0)
      const given = apportion(seats, shares)
      if (total === 0) return given.every((each) => each === 0)
      return (
        given.reduce((sum, each) => sum + each, 0) === seats &&
        given.every((each, index) => Math.abs(each - (seats * (shares[index] ?? 0)) / total) < 1)
      )
    }),
  )
})

test('largest remainder as in the textbook', () => {
  expect(apportion(10, [47_000, 16_000, 15_800, 12_000, 6_100, 3_100])).toEqual([5, 2, 1, 1, 1, 0])
  expect(apportion(1, [1, 1])).toEqual([1, 0])
})
