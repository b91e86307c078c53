import { describe, expect, test } from 'vitest'
import { type DistributionFilter, DistributionQuery, distributionSearch, distributionView } from './distribution-view.ts'
import type { PersonScore } from './person-score.ts'

const everything: DistributionFilter = { examId: null, field: null, districtCode: null, urbanVillageCode: null }
const options = { cut: 65, minimumGroup: 5 }

function person(urbanVillageCode: string, total: number, more: Partial<PersonScore> = {}): PersonScore {
  return {
    urbanVillageCode,
    districtCode: urbanVillageCode.split('.').slice(0, 3).join('.'),
    total,
    fields: { education: null, health: total, public_works: null, housing: null, public_order: null, social: null },
    competent: { health: total >= 60 },
    passed: total >= 65,
    state: 'confirmed',
    ...more,
  }
}

const group = (code: string, size: number, total = 70) => Array.from({ length: size }, () => person(code, total))

describe('what the distribution page shows', () => {
  test('a kelurahan below the minimum has no figures, and neither has the one that would give it away', () => {
    const people = [...group('36.72.01.1001', 3), ...group('36.72.01.1002', 8), ...group('36.72.01.1003', 9)]
    const view = distributionView(people, everything, options)
    if (view.kind !== 'shown') throw new Error('hidden')
    expect(view.distribution.count).toBe(20)
    expect([...view.urbanVillages.keys()]).toEqual(['36.72.01.1003'])
    const asked = (urbanVillageCode: string) => distributionView(people, { ...everything, urbanVillageCode }, options)
    expect(asked('36.72.01.1001')).toEqual({ kind: 'group-too-small', minimum: 5 })
    expect(asked('36.72.01.1002')).toEqual({ kind: 'group-too-small', minimum: 5 })
    expect(asked('36.72.01.1003').kind).toBe('shown')
  })

  test('whoever still waits for a mark is left out and counted apart', () => {
    const waiting = person('36.72.01.1001', 20, { passed: null, state: 'awaiting-marking', competent: { health: null } })
    const view = distributionView([...group('36.72.01.1001', 6), waiting], everything, options)
    if (view.kind !== 'shown') throw new Error('hidden')
    expect([view.distribution.count, view.unmarked, view.distribution.figures.mean]).toEqual([6, 1, 70])
    expect(view.fields.find(({ field }) => field === 'health')).toEqual({
      field: 'health',
      figures: { competent: 6, notYetCompetent: 0, unmarked: 1 },
    })
  })

  test('a field view takes the score and the decision of the field', () => {
    const people = group('36.72.01.1001', 6).map((each) => ({
      ...each,
      fields: { ...each.fields, social: 40 },
      competent: { ...each.competent, social: false },
    }))
    const view = distributionView(people, { ...everything, field: 'social' }, { ...options, cut: 60 })
    if (view.kind !== 'shown') throw new Error('hidden')
    expect([view.distribution.figures.mean, view.distribution.reachedCut, view.distribution.notPassed]).toEqual([40, 0, 6])
  })

  test('a kecamatan shows its own people only', () => {
    const view = distributionView(
      [...group('36.72.01.1001', 6, 50), ...group('36.72.02.1001', 7, 90)],
      { ...everything, districtCode: '36.72.02' },
      options,
    )
    if (view.kind !== 'shown') throw new Error('hidden')
    expect([view.distribution.count, view.distribution.figures.mean]).toEqual([7, 90])
  })
})

describe('the filter in the address', () => {
  test('is read back as it was written', () => {
    const filter = { ...everything, field: 'health', districtCode: '36.72.01', urbanVillageCode: '36.72.01.1001' } as const
    const search = distributionSearch(filter)
    expect(search).toBe('?field=health&district=36.72.01&village=36.72.01.1001')
    expect(DistributionQuery.parse(Object.fromEntries(new URLSearchParams(search)))).toEqual(filter)
  })

  test.each([[{ exam: 'x' }], [{ field: 'magic' }], [{ district: "36.72' OR 1=1" }]])('refuses %o', (query) => {
    expect(DistributionQuery.safeParse(query).success).toBe(false)
  })

  test('lets a kelurahan go that lies outside the chosen kecamatan', () => {
    expect(DistributionQuery.parse({ exam: '', district: '36.72.02', village: '36.72.01.1001' })).toEqual({
      ...everything,
      districtCode: '36.72.02',
    })
  })
})
