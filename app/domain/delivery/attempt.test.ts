import { describe, expect, test } from 'vitest'
import { AttemptId, CandidateId, ExamFormId, ExamId, ExamSessionId } from '../shared/id.ts'
import { closeAttempt, decideStart, handIn, isOverdue, type RunningAttempt, type StartWindow } from './attempt.ts'

const id = '00000000-0000-4000-8000-000000000001'
const noon = new Date('2026-11-21T05:00:00.000Z')
const minutesOn = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const evidence = { receiptCode: 'K7PM-3QXA', eventCount: 4, eventHash: 'ab' }
const running: RunningAttempt = {
  status: 'running',
  id: AttemptId.parse(id),
  candidateId: CandidateId.parse(id),
  examId: ExamId.parse(id),
  examSessionId: ExamSessionId.parse(id),
  formId: ExamFormId.parse(id),
  policyVersion: 1,
  startedAt: noon,
  deadline: minutesOn(90),
  graceSeconds: 30,
  grantedSeconds: 0,
  pausedMilliseconds: 0,
  pausedAt: null,
  voidedAt: null,
  handInId: id,
  lease: { epoch: 1, deviceKey: 'phone', seenAt: noon },
}
const closed = closeAttempt(running, minutesOn(10), 'candidate', evidence)
const window: StartWindow = {
  opensAt: noon,
  latestStart: minutesOn(30),
  hardClose: minutesOn(150),
  state: 'open',
  accessToken: 'K7PM3Q',
  admittedAt: null,
}

describe('starting', () => {
  test.each([
    { what: 'opens', at: minutesOn(0), answer: { kind: 'start' } },
    { what: 'still starts at the latest start', at: minutesOn(30), answer: { kind: 'start' } },
    { what: 'waits before', at: minutesOn(-1), answer: { kind: 'wait', opensAt: noon } },
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
    expect(decideStart({ ...window, admittedAt: noon }, null, { at: minutesOn(1), token: null })).toEqual({
      ok: true,
      value: { kind: 'start' },
    })
  })
  test('who began in time goes on after the latest start; who handed in does not', () => {
    expect(decideStart(window, running, { at: minutesOn(60), token: null })).toEqual({ ok: true, value: { kind: 'resume' } })
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
      expect(closeAttempt(running, at, by, evidence)).toEqual({
        ...running,
        ...evidence,
        status: 'closed',
        closedBy: by,
        closedAt: at,
        effectiveEnd: end,
      })
    }
  })
  test('an attempt is overdue after the grace, not in it', () => {
    expect(isOverdue(running, minutesOn(90.5))).toBe(false)
    expect(isOverdue(running, new Date(minutesOn(90.5).getTime() + 1))).toBe(true)
    expect(isOverdue(closed, minutesOn(200))).toBe(false)
    expect(isOverdue({ ...running, pausedAt: minutesOn(10) }, minutesOn(200))).toBe(false)
  })
  test('work that was paused ended with the pause, and its clock is not still any more', () => {
    const paused = { ...running, pausedAt: minutesOn(40) }
    expect(closeAttempt(paused, minutesOn(300), 'proctor', evidence)).toMatchObject({ effectiveEnd: minutesOn(40), pausedAt: null })
  })
  test('the second hand-in sees the first one’s result, from whichever device', () => {
    const again = handIn(closed, { at: minutesOn(20), deviceKey: 'tablet' }, { ...evidence, eventCount: 99 })
    expect(again).toEqual({ ok: true, value: { kind: 'already-closed', attempt: closed } })
  })
  test('a late hand-in closes; another device’s is refused', () => {
    expect(handIn(running, { at: minutesOn(500), deviceKey: 'phone' }, evidence)).toMatchObject({
      ok: true,
      value: { kind: 'handed-in', attempt: { effectiveEnd: minutesOn(90) } },
    })
    expect(handIn(running, { at: minutesOn(5), deviceKey: 'tablet' }, evidence)).toEqual({
      ok: false,
      refusal: { kind: 'open-on-another-device' },
    })
  })
})
