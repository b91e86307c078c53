import { expect, test } from 'vitest'
import { boardCounts } from '#app/domain/delivery/board.ts'
import { cityView } from './city-view.ts'

const noon = new Date('2026-11-21T05:00:00.000Z')
const room = {
  label: 'Sesi 1',
  state: 'open' as const,
  opensAt: noon,
  hardClose: new Date('2026-11-21T07:00:00.000Z'),
  examTitle: 'Ujian',
  venueId: 'hall',
  venueName: 'Aula',
  regionName: 'Cibeber',
  counts: boardCounts([{ kind: 'writing', people: 10 }, { kind: 'disconnected' }]),
  at: noon,
  mayLead: true,
}

test('open rooms stand under their venues with sums, the earliest first; closed ones apart and in no sum', () => {
  const late = { ...room, id: 'late', label: 'Sesi 2', opensAt: new Date('2026-11-21T08:00:00.000Z') }
  const school = { ...room, id: 'school', venueId: 'school', venueName: 'SD', mayLead: false }
  const planned = { ...room, id: 'planned', venueId: 'annex', venueName: 'Annex', state: 'planned' as const }
  const view = cityView([late, school, planned, { ...room, id: 'early' }, { ...room, id: 'past', state: 'closed' }], 'id')
  expect(view.venues.map(({ name, rooms }) => [name, rooms.map(({ id }) => id)])).toEqual([
    ['Aula, Cibeber', ['early', 'late']],
    ['SD, Cibeber', ['school']],
    ['Annex, Cibeber', ['planned']],
  ])
  expect(view.venues[0]?.counts).toMatchObject({ writing: 20, disconnected: 2 })
  expect(view.counts).toMatchObject({ writing: 40, disconnected: 4, absent: 0 })
  expect(view.closed.map(({ id }) => id)).toEqual(['past'])
})

test('whoever may not lead a room is led to its record', () => {
  const [read, led] =
    cityView(
      [
        { ...room, id: 'a' },
        { ...room, id: 'b', mayLead: false },
      ],
      'id',
    ).venues[0]?.rooms ?? []
  expect([led?.to, read?.to]).toEqual(['/proctor/sessions/a', '/proctor/sessions/b/record'])
})

test('a city without rooms has a view', () => {
  expect(cityView([], 'id')).toMatchObject({ at: '', venues: [], closed: [] })
})
