import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVIDENCE, LIMIT_MINUTES, minutesOn, NOON, RUNNING, SOME_ID } from '#tests/factories/running-attempt.ts'
import { type Attempt, closeAttempt } from '../delivery/attempt.ts'
import { askForLease, NO_DEVICE } from '../delivery/lease.ts'
import { AccountId } from '../shared/id.ts'
import { ActForm, type ActGround, type ActOrder, actsFor, carryOut, grantedSeconds, mayDecideAct, needsSecondPerson } from './room-act.ts'

const ANOTHER_ID = '00000000-0000-4000-8000-000000000009'
const ground = (at: Date): ActGround => ({ at, limitMinutes: LIMIT_MINUTES, newHandInId: ANOTHER_ID, evidence: EVIDENCE })
const closed = closeAttempt(RUNNING, minutesOn(40), 'candidate', EVIDENCE)
const extendBy = (amount: number, unit: 'minutes' | 'percent' = 'minutes'): ActOrder => ({ kind: 'extend', time: { unit, amount } })
const done = (attempt: Attempt, order: ActOrder, at: Date): Attempt => {
  const result = carryOut(attempt, order, ground(at))
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}

describe('an act', () => {
  test.each([
    ['minutes move the deadline', extendBy(15), minutesOn(10), { deadline: minutesOn(105), grantedSeconds: 900 }],
    ['percent are of the limit', extendBy(10, 'percent'), minutesOn(10), { deadline: minutesOn(99), grantedSeconds: 540 }],
    ['a pause stops the clock', { kind: 'pause' }, minutesOn(10), { pausedAt: minutesOn(10), deadline: minutesOn(90) }],
    [
      'moving frees the lease',
      { kind: 'move-device' },
      minutesOn(10),
      { lease: { epoch: 4, deviceKey: NO_DEVICE, seenAt: minutesOn(10) } },
    ],
    ['handing in closes', { kind: 'hand-in' }, minutesOn(10), { status: 'closed', closedBy: 'proctor', effectiveEnd: minutesOn(10) }],
    ['voiding closes too', { kind: 'void' }, minutesOn(10), { status: 'closed', voidedAt: minutesOn(10) }],
  ] as const)('on a running exam: %s', (_, order, at, expected) => {
    expect(done(RUNNING, order, at)).toMatchObject(expected)
  })

  test('a pause gives its length back, to the millisecond, whatever was granted meanwhile', () => {
    const paused = done(RUNNING, { kind: 'pause' }, minutesOn(10))
    const resumed = done(done(paused, extendBy(5), minutesOn(20)), { kind: 'resume' }, minutesOn(47.5))
    expect(resumed).toMatchObject({ pausedAt: null, pausedMilliseconds: 37.5 * 60_000, deadline: minutesOn(90 + 5 + 37.5) })
  })

  test('a freed exam is taken over by the next device at once', () => {
    const freed = done(RUNNING, { kind: 'move-device' }, minutesOn(10))
    const ask = { deviceKey: 'tablet', at: minutesOn(10), silenceSeconds: 60, hasProctorToken: false }
    expect(askForLease(freed.lease, ask)).toMatchObject({
      ok: true,
      value: { because: 'proctor-act', lease: { epoch: 5, deviceKey: 'tablet' } },
    })
  })

  test('a reopened exam has what was left and the minutes on top, and a hand-in id of its own', () => {
    const reopened = done(closed, { kind: 'reopen', minutes: 5 }, minutesOn(70))
    expect(reopened).toEqual({
      ...RUNNING,
      handInId: ANOTHER_ID,
      deadline: minutesOn(70 + 50 + 5),
      grantedSeconds: 300,
      pausedMilliseconds: 30 * 60_000,
      lease: { epoch: 4, deviceKey: NO_DEVICE, seenAt: minutesOn(70) },
    })
  })

  test('what ran out has nothing left: reopening needs minutes', () => {
    const timeUp = closeAttempt(RUNNING, minutesOn(91), 'deadline-job', EVIDENCE)
    expect(carryOut(timeUp, { kind: 'reopen', minutes: 0 }, ground(minutesOn(100)))).toEqual({
      ok: false,
      refusal: { kind: 'no-time-left' },
    })
    expect(done(timeUp, { kind: 'reopen', minutes: 10 }, minutesOn(100)).deadline).toEqual(minutesOn(110))
  })

  const voided = done(closed, { kind: 'void' }, minutesOn(50))
  test.each([
    ['extend', extendBy(5), closed, 'not-running'],
    ['pause', { kind: 'pause' }, { ...RUNNING, pausedAt: minutesOn(5) }, 'already-paused'],
    ['resume', { kind: 'resume' }, RUNNING, 'not-paused'],
    ['reopen', { kind: 'reopen', minutes: 5 }, RUNNING, 'not-closed'],
    ['reopen', { kind: 'reopen', minutes: 5 }, voided, 'already-void'],
    ['void', { kind: 'void' }, voided, 'already-void'],
  ] as const)('%s is refused where it does not fit: %#', (_, order, attempt, kind) => {
    expect(carryOut(attempt, order, ground(minutesOn(60)))).toEqual({ ok: false, refusal: { kind } })
  })

  test('what is overdue is closed by its own door, not extended past it', () => {
    for (const order of [extendBy(5), { kind: 'pause' }, { kind: 'hand-in' }] as const)
      expect(carryOut(RUNNING, order, ground(minutesOn(91)))).toEqual({ ok: false, refusal: { kind: 'overdue' } })
  })

  test('after any acts the deadline is the limit, the grants and the pauses, and a pause costs nothing', () => {
    const step = fc.record({
      after: fc.integer({ min: 0, max: 60_000 }),
      order: fc.oneof(
        fc.record({
          kind: fc.constant('extend' as const),
          time: fc.record({ unit: fc.constantFrom('minutes' as const, 'percent' as const), amount: fc.integer({ min: 1, max: 100 }) }),
        }),
        fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const, 'move-device' as const) }),
      ),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let attempt: Attempt = RUNNING
        let at = NOON
        let granted = 0
        let worked = 0
        for (const { after, order } of steps) {
          if (attempt.pausedAt === null) worked += after
          at = new Date(at.getTime() + after)
          const result = carryOut(attempt, order, ground(at))
          if (!result.ok) continue
          if (order.kind === 'extend') granted += grantedSeconds(order.time, LIMIT_MINUTES)
          attempt = result.value
        }
        expect(attempt.grantedSeconds).toBe(granted)
        expect(attempt.deadline.getTime()).toBe(NOON.getTime() + LIMIT_MINUTES * 60_000 + granted * 1000 + attempt.pausedMilliseconds)
        const left = attempt.deadline.getTime() - (attempt.pausedAt ?? at).getTime()
        expect(left).toBe(LIMIT_MINUTES * 60_000 + granted * 1000 - worked)
      }),
    )
  })
})

describe('two people', () => {
  test.each([
    ['extend', 'one', false],
    ['hand-in', 'one', false],
    ['reopen', 'one', true],
    ['void', 'one', true],
    ['extend', 'room', true],
    ['pause', 'exam', true],
  ] as const)('%s for %s: %s', (kind, scope, needed) => {
    expect(needsSecondPerson(kind, scope)).toBe(needed)
  })

  test('nobody answers her own request, and none is answered twice', () => {
    const [asker, other] = [AccountId.parse(SOME_ID), AccountId.parse('00000000-0000-4000-8000-000000000002')]
    expect(mayDecideAct({ state: 'waiting', requestedBy: asker }, asker)).toEqual({ ok: false, refusal: { kind: 'needs-second-person' } })
    expect(mayDecideAct({ state: 'done', requestedBy: asker }, other)).toEqual({ ok: false, refusal: { kind: 'already-decided' } })
    expect(mayDecideAct({ state: 'waiting', requestedBy: asker }, other)).toEqual({ ok: true, value: null })
  })
})

describe('the form', () => {
  test.each([
    [
      { act: 'extend', amount: '15', reason: 'power-cut' },
      { kind: 'extend', time: { unit: 'minutes', amount: 15 } },
    ],
    [
      { act: 'extend', unit: 'percent', amount: '25', reason: 'illness' },
      { kind: 'extend', time: { unit: 'percent', amount: 25 } },
    ],
    [
      { act: 'reopen', amount: '0', reason: 'handed-in-by-mistake' },
      { kind: 'reopen', minutes: 0 },
    ],
    [{ act: 'pause', reason: 'other', note: ' Gempa ' }, { kind: 'pause' }],
  ])('is an order: %j', (sent, order) => {
    expect(ActForm.parse(sent)).toMatchObject({ order })
  })
  test.each([
    [{ act: 'extend', reason: 'power-cut' }, 'amount'],
    [{ act: 'extend', amount: '0', reason: 'power-cut' }, 'amount'],
    [{ act: 'extend', amount: '241', reason: 'power-cut' }, 'amount'],
    [{ act: 'extend', unit: 'percent', amount: '101', reason: 'power-cut' }, 'amount'],
    [{ act: 'extend', amount: 'sepuluh', reason: 'power-cut' }, 'amount'],
    [{ act: 'pause', reason: '' }, 'reason'],
    [{ act: 'pause', reason: 'other', note: '  ' }, 'note'],
  ])('is refused at its field: %j', (sent, field) => {
    const result = ActForm.safeParse(sent)
    expect(result.success ? [] : result.error.issues.map(({ path }) => path[0])).toContain(field)
  })
})

test('every act that is offered fits, and what fits is offered', () => {
  const states: Attempt[] = [RUNNING, { ...RUNNING, pausedAt: minutesOn(5) }, closed, done(closed, { kind: 'void' }, minutesOn(50))]
  const orders: ActOrder[] = [
    extendBy(5),
    { kind: 'pause' },
    { kind: 'resume' },
    { kind: 'move-device' },
    { kind: 'hand-in' },
    { kind: 'reopen', minutes: 5 },
    { kind: 'void' },
  ]
  for (const attempt of states) {
    const fitting = orders.filter((order) => carryOut(attempt, order, ground(minutesOn(60))).ok).map(({ kind }) => kind)
    expect(new Set(fitting)).toEqual(new Set(actsFor(attempt)))
  }
})
