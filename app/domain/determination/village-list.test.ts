import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ListedOutcome, SEATS } from './seat.ts'
import { citySums, publicLists, villageLists } from './village-list.ts'

const line = (number: number, seat: ListedOutcome['seat'], change: Partial<ListedOutcome> = {}): ListedOutcome => ({
  candidateId: `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  participantNumber: `26-${String(number).padStart(6, '0')}`,
  name: `Nama Rahasia${number}`,
  urbanVillageCode: '36.72.01.1001',
  urbanVillageName: 'Cibeber',
  competent: seat !== 'not-selected',
  seat,
  reserveRank: null,
  ...change,
})

const anyOutcomes = fc
  .array(fc.record({ seat: fc.constantFrom(...SEATS), village: fc.integer({ min: 1, max: 4 }) }), { maxLength: 40 })
  .map((rows) =>
    rows.map(({ seat, village }, at) =>
      line(at + 1, seat, { urbanVillageCode: `36.72.01.100${village}`, reserveRank: seat === 'reserve' ? at + 1 : null }),
    ),
  )

describe('a decided list by kelurahan', () => {
  test('has the selected by number, then the reserve by its places, and counts the others', () => {
    const [cibeber, ciwedus] = villageLists([
      line(9, 'selected', { urbanVillageCode: '36.72.02.1002', urbanVillageName: 'Ciwedus' }),
      line(1, 'reserve', { reserveRank: 2 }),
      line(2, 'reserve', { reserveRank: 1 }),
      line(4, 'selected'),
      line(3, 'selected'),
      line(5, 'not-selected'),
    ])
    expect(cibeber).toMatchObject({ name: 'Cibeber', candidates: 5, selected: 2, reserve: 2, notSelected: 1 })
    expect(cibeber?.listed.map(({ participantNumber }) => participantNumber)).toEqual(['26-000003', '26-000004', '26-000002', '26-000001'])
    expect(ciwedus).toMatchObject({ name: 'Ciwedus', candidates: 1, selected: 1 })
  })

  test('loses nobody: every figure adds up over the kelurahan', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const villages = villageLists(outcomes)
        const sums = citySums(villages)
        expect(sums.candidates).toBe(outcomes.length)
        for (const seat of SEATS)
          expect(sums[seat === 'not-selected' ? 'notSelected' : seat]).toBe(outcomes.filter((each) => each.seat === seat).length)
        for (const village of villages) expect(village.listed).toHaveLength(village.selected + village.reserve)
      }),
    )
  })

  test('in public tells no full name and nothing of who was not selected', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const text = JSON.stringify(publicLists(outcomes))
        expect(text).not.toContain('Rahasia')
        expect(text).not.toMatch(/notSelected|not-selected|candidates/)
        for (const { participantNumber, seat } of outcomes) expect(text.includes(participantNumber)).toBe(seat !== 'not-selected')
      }),
    )
  })
})
