import { expect, test } from 'vitest'
import { EVIDENCE, LIMIT_MINUTES, minutesOn, RUNNING } from '#tests/factories/running-attempt.ts'
import { closeAttempt } from '../delivery/attempt.ts'
import { ON_PAPER } from '../delivery/lease.ts'
import { actsFor, carryOut } from './room-act.ts'

const onPaper = { ...RUNNING, lease: { ...RUNNING.lease, deviceKey: ON_PAPER } }
const closed = closeAttempt(onPaper, minutesOn(40), 'candidate', EVIDENCE)
const ground = { at: minutesOn(10), limitMinutes: LIMIT_MINUTES, newHandInId: '00000000-0000-4000-8000-000000000009', evidence: EVIDENCE }

test('an exam on paper has the acts of every other, but it moves to no device and is not opened again', () => {
  expect(actsFor(onPaper)).toEqual(['extend', 'pause', 'hand-in', 'void'])
  expect(actsFor({ ...onPaper, pausedAt: minutesOn(5) })).toEqual(['resume', 'extend', 'hand-in', 'void'])
  expect(actsFor(closed)).toEqual(['void'])
  expect(carryOut(onPaper, { kind: 'move-device' }, ground)).toEqual({ ok: false, refusal: { kind: 'on-paper' } })
  expect(carryOut(closed, { kind: 'reopen', minutes: 5 }, ground)).toEqual({ ok: false, refusal: { kind: 'on-paper' } })
  expect(carryOut(onPaper, { kind: 'extend', time: { unit: 'minutes', amount: 5 } }, ground)).toMatchObject({
    ok: true,
    value: { deadline: minutesOn(LIMIT_MINUTES + 5), lease: { deviceKey: ON_PAPER } },
  })
})
