import { describe, expect, test } from 'vitest'
import { ExamId, ExamSessionId, VenueId } from '../shared/id.ts'
import { accept, refuse } from '../shared/result.ts'
import { participantNumber } from './candidate-number.ts'
import { closeSession, type ExamSession, type SessionPlan, sessionPlanFaults, sessionStateAt } from './exam-session.ts'

const id = '00000000-0000-4000-8000-000000000001'
const eight = new Date('2026-11-10T01:00:00Z')
const minutesAfterEight = (minutes: number) => new Date(eight.getTime() + minutes * 60_000)
const session: ExamSession = {
  id: ExamSessionId.parse(id),
  examId: ExamId.parse(id),
  venueId: VenueId.parse(id),
  label: 'Sesi 1',
  opensAt: eight,
  latestStart: minutesAfterEight(30),
  hardClose: minutesAfterEight(150),
  capacity: 60,
  state: 'planned',
  accessToken: 'ABC346',
  configKey: null,
}

describe('an exam session', () => {
  test('opens by itself at its time and stays closed once closed', () => {
    expect(sessionStateAt(session, minutesAfterEight(-1))).toBe('planned')
    expect(sessionStateAt(session, eight)).toBe('open')
    expect(sessionStateAt({ ...session, state: 'open' }, minutesAfterEight(-1))).toBe('planned')
    expect(sessionStateAt({ ...session, state: 'closed' }, minutesAfterEight(1))).toBe('closed')
  })

  test('closes when it has been open and nobody writes any more', () => {
    expect(closeSession(session, minutesAfterEight(160), 0)).toEqual(accept({ ...session, state: 'closed' }))
    expect(closeSession(session, minutesAfterEight(100), 3)).toEqual(refuse({ kind: 'attempts-running', running: 3 }))
    expect(closeSession(session, minutesAfterEight(160), 0, 1)).toEqual(refuse({ kind: 'papers-to-key-in', papers: 1 }))
    expect(closeSession(session, minutesAfterEight(-1), 0)).toEqual(refuse({ kind: 'not-open-yet' }))
    expect(closeSession({ ...session, state: 'closed' }, minutesAfterEight(160), 0)).toEqual(refuse({ kind: 'already-closed' }))
  })

  const plan: SessionPlan = session
  const around = { venueCapacity: 60, limitMinutes: 90, at: minutesAfterEight(-600) }
  test.each([
    ['a good plan', plan, {}],
    [
      'over already',
      { ...plan, opensAt: minutesAfterEight(-900), latestStart: minutesAfterEight(-850), hardClose: minutesAfterEight(-700) },
      { opensAt: 'opens-in-the-past' },
    ],
    ['latest start before opening', { ...plan, latestStart: minutesAfterEight(-5) }, { latestStart: 'latest-start-before-opening' }],
    ['close before latest start', { ...plan, hardClose: minutesAfterEight(20) }, { hardClose: 'close-before-latest-start' }],
    ['shorter than the exam', { ...plan, hardClose: minutesAfterEight(80) }, { hardClose: 'too-short-for-the-exam' }],
    ['more seats than the venue', { ...plan, capacity: 61 }, { capacity: 'over-venue-capacity' }],
  ])('a plan is checked: %s', (_, planned, faults) => {
    expect(sessionPlanFaults(planned, around)).toEqual(faults)
  })
})

test('participant numbers', () => {
  expect(participantNumber(2026, 123)).toBe('26-000123')
  expect(() => participantNumber(2026, 1_000_000)).toThrow()
  expect(() => participantNumber(2026, 0)).toThrow()
})
