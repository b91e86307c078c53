import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FUNNEL, FUNNEL_STEPS, type FunnelCounts, type FunnelRow, type FunnelStep, funnelOf } from './funnel.ts'

const everywhere = { districtCode: null, urbanVillageCode: null }
const row = (urbanVillageCode: string, counts: FunnelCounts): FunnelRow => ({
  urbanVillageCode,
  districtCode: urbanVillageCode.split('.').slice(0, 3).join('.'),
  counts,
})
const people = (figures: readonly { step: FunnelStep; people: number | null }[] | undefined) =>
  Object.fromEntries(figures?.map((each) => [each.step, each.people]) ?? [])

describe('the funnel of a period', () => {
  const rows = [
    row('36.72.01.1001', { roster: 60, registered: 50, scored: 40, passed: 30 }),
    row('36.72.01.1002', { roster: 50, registered: 40, scored: 3, passed: 2 }),
    row('36.72.01.1003', { roster: 40, registered: 4, scored: 4, passed: 4 }),
    row('36.72.02.1001', { roster: 30, registered: 0, scored: 0, passed: 0 }),
  ]

  test('adds up the kelurahan and takes each share of the step before it', () => {
    const { together } = funnelOf(rows, everywhere, 5)
    expect(together).toEqual([
      { step: 'roster', people: 180, base: null },
      { step: 'registered', people: 94, base: { step: 'roster', people: 180 } },
      { step: 'scored', people: 47, base: null },
      { step: 'passed', people: 36, base: { step: 'scored', people: 47 } },
    ])
  })

  test('hides what a decision said of a small group, and of the one that would give it away, but not the work done', () => {
    const { urbanVillages } = funnelOf(rows, everywhere, 5)
    expect(people(urbanVillages.get('36.72.01.1001'))).toEqual({ roster: 60, registered: 50, scored: 40, passed: 30 })
    expect(people(urbanVillages.get('36.72.01.1002'))).toEqual({ roster: 50, registered: 40, scored: null, passed: null })
    expect(people(urbanVillages.get('36.72.01.1003'))).toEqual({ roster: 40, registered: 4, scored: null, passed: null })
  })

  test('where nobody came yet it says 0', () => {
    expect(people(funnelOf(rows, everywhere, 5).urbanVillages.get('36.72.02.1001'))).toEqual({
      roster: 30,
      registered: 0,
      scored: 0,
      passed: 0,
    })
  })

  test('a kelurahan asked for alone is hidden like in the list', () => {
    const asked = funnelOf(rows, { districtCode: null, urbanVillageCode: '36.72.01.1002' }, 5)
    expect(people(asked.together)).toEqual({ roster: 50, registered: 40, scored: null, passed: null })
    const district = funnelOf(rows, { districtCode: '36.72.01', urbanVillageCode: null }, 5)
    expect(people(district.together)).toMatchObject({ scored: 47, passed: 36 })
    expect([...district.urbanVillages.keys()]).toHaveLength(3)
  })

  test('a step that is not counted is left out, and the next one rests on the step before', () => {
    const { together } = funnelOf([row('36.72.01.1001', { registered: 20, card: 18 })], everywhere, 5)
    expect(together.at(-1)).toEqual({ step: 'card', people: 18, base: { step: 'registered', people: 20 } })
    expect(funnelOf([], everywhere, 5).together).toEqual([])
  })

  test('every base stands before its step', () => {
    for (const step of FUNNEL_STEPS)
      for (const base of FUNNEL[step].bases) expect(FUNNEL_STEPS.indexOf(base)).toBeLessThan(FUNNEL_STEPS.indexOf(step))
  })

  test('what can be found by taking the shown kelurahan from the whole is nobody or at least the minimum', () => {
    const villages = fc.array(fc.record({ district: fc.integer({ min: 1, max: 3 }), scored: fc.integer({ min: 0, max: 12 }) }), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(villages, fc.integer({ min: 2, max: 8 }), (given, minimum) => {
        const found = given.map(({ district, scored }, index) =>
          row(`36.72.0${district}.${1001 + index}`, { registered: 50, scored, passed: scored }),
        )
        const { together, urbanVillages } = funnelOf(found, everywhere, minimum)
        const whole = people(together).passed
        if (whole === null || whole === undefined) return
        const shown = [...urbanVillages.values()].map((figures) => people(figures).passed ?? 0).reduce((sum, each) => sum + each, 0)
        const rest = whole - shown
        expect(rest === 0 || rest >= minimum).toBe(true)
      }),
    )
  })
})
