import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterSleep, contactOf, formatRemaining, guessFrom, isCopy, noticeBetween, remainingAt, syncFrom, timeInWib } from './exam-clock.ts'

test('time runs on the page’s counter from what the server said', () => {
  const sync = syncFrom(1_000_000, 500, 700)
  expect(remainingAt(sync, 1_060_000, 700)).toBe(60)
  expect(remainingAt(sync, 1_060_000, 30_700)).toBe(30)
  expect(remainingAt(sync, 1_060_000, 99_700)).toBe(0)
})

test.each([
  [601, 600, 10],
  [700, 290, 5],
  [61, 59, 1],
  [1, 0, 'end'],
  [900, 0, 'end'],
  [600, 599, null],
  [60, 59, null],
  [0, 0, null],
])('from %i to %i seconds: %s', (before, after, notice) => {
  expect(noticeBetween(before, after)).toBe(notice)
})

test('a clock that ticks announces each notice once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 120, maxLength: 200 }), (steps) => {
      const heard: unknown[] = []
      let left = 1000
      for (const step of steps) {
        const next = Math.max(0, left - step)
        heard.push(noticeBetween(left, next))
        left = next
      }
      const spoken = heard.filter((notice) => notice !== null)
      expect(spoken.length).toBe(new Set(spoken).size)
    }),
  )
})

test.each([
  [5345, '1:29:05'],
  [3600, '1:00:00'],
  [3599, '59:59'],
  [65, '01:05'],
  [0, '00:00'],
])('%i seconds are %s', (seconds, text) => {
  expect(formatRemaining(seconds)).toBe(text)
})

test.each([
  ['2026-11-22T03:45:59.999Z', '10:45'],
  ['2026-11-22T17:00:00.000Z', '00:00'],
  ['2026-11-22T16:59:00.000Z', '23:59'],
])('%s is %s in WIB', (moment, text) => {
  expect(timeInWib(Date.parse(moment))).toBe(text)
})

const deadline = 10_000_000
const heard = contactOf('attempt', { serverNow: 9_000_000, at: 400 }, deadline, { counter: 500, wall: 77_000_100 })

test('after a reload without network the time goes on from the last contact, by what the wall clock says passed since', () => {
  expect(heard).toEqual({ attemptId: 'attempt', serverNow: 9_000_000, wall: 77_000_000, deadline })
  const guess = guessFrom(heard, { counter: 20, wall: 77_600_000 })
  expect(remainingAt(guess, heard.deadline, 20)).toBe(400)
  expect(remainingAt(guess, heard.deadline, 10_020)).toBe(390)
  expect(guess.isGuess).toBe(true)
})

test('a wall clock that was set back gives no time beyond what was left at the last contact', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (passed) => {
      const guess = guessFrom(heard, { counter: 0, wall: heard.wall + passed })
      expect(remainingAt(guess, deadline, 0)).toBeLessThanOrEqual(1000)
      expect(remainingAt(guess, deadline, 0)).toBe(Math.max(0, Math.ceil((1_000_000 - Math.max(0, passed)) / 1000)))
    }),
  )
})

test.each([
  [9_000_001, false],
  [9_000_000, true],
  [8_000_000, true],
])('a page made at %i is a copy of the device, seen from a contact at 9,000,000: %s', (serverNow, expected) => {
  expect(isCopy({ serverNow }, heard)).toBe(expected)
})

test('a device that slept goes on from its own clock; one that did not keeps the counter', () => {
  const sync = { serverNow: 9_000_000, at: 400 }
  expect(afterSleep(sync, heard, { counter: 5_400, wall: 77_005_000 })).toBeNull()
  expect(afterSleep(sync, heard, { counter: 5_400, wall: 70_000_000 })).toBeNull()
  expect(afterSleep(sync, heard, { counter: 5_400, wall: 77_300_000 })).toMatchObject({ serverNow: 9_300_000, at: 5_400 })
})
