import { describe, expect, test } from 'vitest'
import { EVIDENCE, minutesOn, NOON, RUNNING } from '#tests/factories/running-attempt.ts'
import { closeAttempt, decideStart, handIn, isOverdue, type StartWindow } from './attempt.ts'

const closed = closeAttempt(RUNNING, minutesOn(10), 'candidate', EVIDENCE)
const window: StartWindow = {
  opensAt: NOON,
  latestStart: minutesOn(30),
  hardClose: minutesOn(150),
  state: 'open',
  accessToken: 'K7PM3Q',
  configKey: null,
  admittedAt: null,
  means: [],
}

describe('starting', () => {
  test.each([
    { what: 'opens', at: minutesOn(0), answer: { kind: 'start' } },
    { what: 'still starts at the latest start', at: minutesOn(30), answer: { kind: 'start' } },
    { what: 'waits before', at: minutesOn(-1), answer: { kind: 'wait', opensAt: NOON } },
  ])('with the token, the session $what', ({ at, answer }) => {
    expect(decideStart(window, null, { at, token: ' k7pm3q ' })).toEqual({ ok: true, value: answer })
  })
  test.each([
    { refusal: 'token-missing', at: minutesOn(1), token: null, change: {} },
    { refusal: 'token-missing', at: minutesOn(1), token: '  ', change: {} },
    { refusal: 'wrong-token', at: minutesOn(1), token: 'K7PM3X', change: {} },
    { refusal: 'wrong-token', at: minutesOn(-1), token: 'K7PM3X', change: {} },
    { refusal: 'wrong-token', at: minutesOn(1), token: 'K7PM3Q', change: { accessToken: '' } },
    { refusal: 'too-late', at: minutesOn(31), token: 'K7PM3Q', change: {} },
    { refusal: 'session-closed', at: minutesOn(150), token: 'K7PM3Q', change: {} },
    { refusal: 'session-closed', at: minutesOn(1), token: 'K7PM3Q', change: { state: 'closed' } },
  ])('is refused: $refusal', ({ refusal, at, token, change }) => {
    expect(decideStart({ ...window, ...change }, null, { at, token })).toMatchObject({ ok: false, refusal: { kind: refusal } })
  })
  test('an admitted candidate needs no token', () => {
    expect(decideStart({ ...window, admittedAt: NOON }, null, { at: minutesOn(1), token: null })).toEqual({
      ok: true,
      value: { kind: 'start' },
    })
  })
  test('who began in time goes on after the latest start; who handed in does not', () => {
    expect(decideStart(window, RUNNING, { at: minutesOn(60), token: null })).toEqual({ ok: true, value: { kind: 'resume' } })
    expect(decideStart(window, closed, { at: minutesOn(20), token: null })).toEqual({ ok: false, refusal: { kind: 'already-closed' } })
  })
})

describe('closing', () => {
  test.each([
    { at: minutesOn(10), end: minutesOn(10) },
    { at: minutesOn(90), end: minutesOn(90) },
    { at: minutesOn(95), end: minutesOn(90) },
  ])('work ends with the closing, never later than the deadline', ({ at, end }) => {
    for (const by of ['candidate', 'deadline-job', 'read'] as const) {
      expect(closeAttempt(RUNNING, at, by, EVIDENCE)).toEqual({
        ...RUNNING,
        ...EVIDENCE,
        status: 'closed',
        closedBy: by,
        closedAt: at,
        effectiveEnd: end,
      })
    }
  })
  test('an attempt is overdue after the grace, not in it', () => {
    expect(isOverdue(RUNNING, minutesOn(90.5))).toBe(false)
    expect(isOverdue(RUNNING, new Date(minutesOn(90.5).getTime() + 1))).toBe(true)
    expect(isOverdue(closed, minutesOn(200))).toBe(false)
    expect(isOverdue({ ...RUNNING, pausedAt: minutesOn(10) }, minutesOn(200))).toBe(false)
  })
  test('work that was paused ended with the pause, and its clock is not still any more', () => {
    const paused = { ...RUNNING, pausedAt: minutesOn(40) }
    expect(closeAttempt(paused, minutesOn(300), 'proctor', EVIDENCE)).toMatchObject({ effectiveEnd: minutesOn(40), pausedAt: null })
  })
  test('the second hand-in sees the first one’s result, from whichever device', () => {
    const again = handIn(closed, { at: minutesOn(20), deviceKey: 'tablet' }, { ...EVIDENCE, eventCount: 99 })
    expect(again).toEqual({ ok: true, value: { kind: 'already-closed', attempt: closed } })
  })
  test('a late hand-in closes; another device’s is refused', () => {
    expect(handIn(RUNNING, { at: minutesOn(500), deviceKey: 'phone' }, EVIDENCE)).toMatchObject({
      ok: true,
      value: { kind: 'handed-in', attempt: { effectiveEnd: minutesOn(90) } },
    })
    expect(handIn(RUNNING, { at: minutesOn(5), deviceKey: 'tablet' }, EVIDENCE)).toEqual({
      ok: false,
      refusal: { kind: 'open-on-another-device' },
    })
  })
})
