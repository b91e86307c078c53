import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { someVillage } from '#tests/factories/selection.ts'
import { accept, refuse } from '../shared/result.ts'
import { villageQuotas } from './quota.ts'
import type { QuotaRule, SelectionVillage } from './selection-inputs.ts'

const code = (number: number) => `36.72.01.${1000 + number}`
const city = (...populations: number[]) => populations.map((population, at) => someVillage({ code: code(at + 1), figures: { population } }))
const rule = (changes: Partial<QuotaRule>): QuotaRule => ({
  method: 'largest-remainder',
  cityTotal: 10,
  column: 'population',
  floor: { rule: 'none', seats: 0 },
  ...changes,
})
function seatsOf(villages: readonly SelectionVillage[], given: QuotaRule) {
  const quotas = villageQuotas(villages, given)
  if (!quotas.ok) throw new Error(JSON.stringify(quotas.refusal))
  return quotas.value.map(({ quota }) => quota)
}

describe('the quota of each kelurahan', () => {
  test.each([
    { what: 'by population with the largest remainders', villages: city(5000, 3000, 2500), given: rule({}), seats: [5, 3, 2] },
    { what: 'equal remainders go to the larger one', villages: city(1000, 3000), given: rule({ cityTotal: 2 }), seats: [0, 2] },
    {
      what: 'flat leaves over what cannot be divided evenly',
      villages: city(9000, 10, 10),
      given: rule({ method: 'flat' }),
      seats: [3, 3, 3],
    },
    {
      what: 'a guaranteed floor lifts the small ones and divides the rest anew',
      villages: city(9000, 500, 500),
      given: rule({ floor: { rule: 'guarantee', seats: 2 } }),
      seats: [6, 2, 2],
    },
    {
      what: 'a set-aside floor comes before the shares',
      villages: city(9000, 500, 500),
      given: rule({ floor: { rule: 'set-aside', seats: 2 } }),
      seats: [6, 2, 2].map((seats, at) => (at === 0 ? seats : seats)),
    },
    {
      what: 'by any imported column',
      villages: [someVillage({ code: code(1), figures: { rw: 1 } }), someVillage({ code: code(2), figures: { rw: 4 } })],
      given: rule({ column: 'rw' }),
      seats: [2, 8],
    },
    {
      what: 'the decree stands and the rest is divided among the others',
      villages: [someVillage({ code: code(1), decreeQuota: 7 }), ...city(0, 1, 2).slice(1)],
      given: rule({}),
      seats: [7, 1, 2],
    },
    {
      what: 'imported figures as they are',
      villages: [someVillage({ code: code(1), importedQuota: 4 }), someVillage({ code: code(2), importedQuota: 1 })],
      given: rule({ method: 'imported', cityTotal: null }),
      seats: [4, 1],
    },
  ])('$what', ({ villages, given, seats }) => {
    expect(seatsOf(villages, given)).toEqual(seats)
  })

  test('guarantee and set-aside are different rules: one only lifts whoever falls below, the other gives to all', () => {
    const villages = city(8000, 1000, 1000)
    expect(seatsOf(villages, rule({ cityTotal: 20, floor: { rule: 'guarantee', seats: 2 } }))).toEqual([16, 2, 2])
    expect(seatsOf(villages, rule({ cityTotal: 20, floor: { rule: 'set-aside', seats: 2 } }))).toEqual([13, 4, 3])
  })

  test.each([
    [rule({ cityTotal: null }), { kind: 'city-total-missing' }],
    [rule({ method: 'imported' }), { kind: 'quota-figure-missing', column: null, villages: [code(1), code(2)] }],
    [rule({ method: 'decree' }), { kind: 'quota-figure-missing', column: null, villages: [code(1), code(2)] }],
    [rule({ column: 'posyandu' }), { kind: 'quota-figure-missing', column: 'posyandu', villages: [code(1), code(2)] }],
    [rule({ floor: { rule: 'guarantee', seats: 6 } }), { kind: 'floor-exceeds-total', needed: 12, left: 10 }],
  ])('what cannot be divided is refused by name', (given, problem) => {
    expect(villageQuotas(city(1, 2), given)).toEqual(refuse(problem))
  })

  test('figures that exceed the city number are refused', () => {
    const villages = [someVillage({ code: code(1), decreeQuota: 11 }), someVillage({ code: code(2) })]
    expect(villageQuotas(villages, rule({}))).toEqual(refuse({ kind: 'decree-exceeds-total', decreed: 11, cityTotal: 10 }))
    const imported = [someVillage({ code: code(1), importedQuota: 11 })]
    expect(villageQuotas(imported, rule({ method: 'imported' }))).toEqual(refuse({ kind: 'quota-exceeds-total', seats: 11, cityTotal: 10 }))
  })

  test('the shares add up to the city number, whole, never negative, and the order of the kelurahan plays no part', () => {
    const anyCity = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 43 })
    const anyFloor = fc.constantFrom('none' as const, 'guarantee' as const, 'set-aside' as const)
    fc.assert(
      fc.property(
        anyCity,
        fc.integer({ min: 86, max: 3000 }),
        anyFloor,
        fc.integer({ min: 0, max: 2 }),
        (populations, cityTotal, floor, seats) => {
          const villages = city(...populations)
          const given = rule({ cityTotal, floor: { rule: floor, seats } })
          const quotas = villageQuotas(villages, given)
          expect(quotas).toEqual(villageQuotas([...villages].reverse(), given))
          if (!quotas.ok) throw new Error(quotas.refusal.kind)
          expect(quotas.value.reduce((sum, { quota }) => sum + quota, 0)).toBe(cityTotal)
          expect(quotas.value.every(({ quota }) => Number.isInteger(quota) && quota >= (floor === 'none' ? 0 : seats))).toBe(true)
        },
      ),
    )
    expect(villageQuotas([], rule({ method: 'flat' }))).toEqual(accept([]))
  })
})
