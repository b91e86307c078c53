import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExamDesign, NewExam } from '../assembly/exam-design.ts'
import { SessionInput } from './session-input.ts'
import { VenueInput } from './venue.ts'

const id = '00000000-0000-4000-8000-000000000001'
const venue = { name: 'Aula', address: 'Jl. 1', regionCode: '36.72.01.1001', capacity: 60 }
const session = {
  examId: id,
  venueId: id,
  label: 'Sesi 1',
  opensAt: '2026-11-10T08:00',
  latestStart: '2026-11-10T08:30',
  hardClose: '2026-11-10T11:00',
  capacity: 60,
}

test('times are typed in WIB', () => {
  expect(SessionInput.parse(session).opensAt).toEqual(new Date('2026-11-10T01:00:00Z'))
  expect(SessionInput.safeParse({ ...session, opensAt: 'besok' }).error?.issues[0]?.message).toBe('not-a-date')
})

test('what no database keeps is refused at its field: characters that are none', () => {
  for (const bad of ['Aula\0', 'Aula \ud800']) {
    expect(VenueInput.safeParse({ ...venue, name: bad }).error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ['name', 'unreadable'],
    ])
    expect(SessionInput.safeParse({ ...session, label: bad }).success).toBe(false)
    expect(NewExam.safeParse({ periodId: id, bankVersionId: id, title: bad, formCount: 1 }).success).toBe(false)
  }
})

test('nothing that is typed throws', () => {
  const schemas = [VenueInput, SessionInput, NewExam, ExamDesign]
  fc.assert(
    fc.property(
      fc.constantFrom(...schemas),
      fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true }),
      (schema, input) => void schema.safeParse(input),
    ),
  )
})

test('points with a comma are points, and choices left empty mean any', () => {
  const design = { title: 'Ujian', limitMinutes: 90, formCount: 2, cells: [{ field: 'health', count: 3, pointsEach: '2,5' }] }
  expect(ExamDesign.parse(design)).toMatchObject({
    exposureCap: null,
    cells: [{ pointsEach: '2.5', competency: null, difficulty: null, kind: null }],
  })
})
