import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRemaining, noticeBetween, remainingAt, syncFrom } from './exam-clock.ts'

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
