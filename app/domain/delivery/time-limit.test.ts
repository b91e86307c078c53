import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadlineFor, extraSeconds, graceEnd, remainingSeconds } from './time-limit.ts'

const noon = new Date('2026-11-21T05:00:00.000Z')
const minutesOn = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)

describe('the deadline', () => {
  test.each([
    { what: 'the limit alone', limitMinutes: 90, extraPercent: 0, extraMinutes: 0, close: 180, minutes: 90 },
    { what: 'a quarter more', limitMinutes: 60, extraPercent: 25, extraMinutes: 0, close: 180, minutes: 75 },
    { what: 'minutes on top of percent', limitMinutes: 60, extraPercent: 25, extraMinutes: 5, close: 180, minutes: 80 },
    { what: 'the hard close for who came late', limitMinutes: 90, extraPercent: 0, extraMinutes: 0, close: 70, minutes: 70 },
    { what: 'the whole grant behind the hard close', limitMinutes: 90, extraPercent: 50, extraMinutes: 30, close: 70, minutes: 145 },
    { what: 'the start itself when the session is over', limitMinutes: 90, extraPercent: 0, extraMinutes: 0, close: 0, minutes: 0 },
  ])('is $what', ({ close, minutes, ...grant }) => {
    expect(deadlineFor({ startedAt: noon, hardClose: minutesOn(close), ...grant })).toEqual(minutesOn(minutes))
  })

  test('passes the hard close by what was granted at most, and every granted minute is a minute more', () => {
    fc.assert(
      fc.property(fc.nat(480), fc.nat(100), fc.nat(120), fc.nat(600), (limitMinutes, extraPercent, extraMinutes, close) => {
        const grant = { startedAt: noon, limitMinutes, extraPercent, extraMinutes, hardClose: minutesOn(close) }
        const deadline = deadlineFor(grant)
        expect(deadline.getTime()).toBeLessThanOrEqual(minutesOn(close).getTime() + extraSeconds(grant) * 1000)
        expect(deadlineFor({ ...grant, extraMinutes: extraMinutes + 1 }).getTime() - deadline.getTime()).toBe(60_000)
      }),
    )
  })
})

test.each([
  [0, 60],
  [1, 60],
  [999, 60],
  [1000, 59],
  [59_999, 1],
  [60_000, 0],
  [90_000, 0],
])('%i ms into the last minute, %i seconds remain', (milliseconds, seconds) => {
  expect(remainingSeconds(minutesOn(1), new Date(noon.getTime() + milliseconds))).toBe(seconds)
})

test('the grace ends its seconds after the deadline', () => {
  expect(graceEnd({ deadline: noon, graceSeconds: 30 })).toEqual(minutesOn(0.5))
})
