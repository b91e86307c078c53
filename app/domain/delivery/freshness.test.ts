import { describe, expect, test } from 'vitest'
import { isRefreshDue, type StreamState, streamStep } from './freshness.ts'

const none: StreamState = { hasStream: false, heardAt: null, openedAt: 0, retryAt: 0 }
const opening: StreamState = { ...none, hasStream: true, openedAt: 100_000 }
const heard: StreamState = { ...opening, heardAt: 100_000 }

const steps: [string, StreamState, number, ReturnType<typeof streamStep>][] = [
  ['there is none', none, 100_000, 'open'],
  ['there is none, and it was refused a moment ago', { ...none, retryAt: 160_000 }, 159_999, 'keep'],
  ['it was refused a minute ago', { ...none, retryAt: 160_000 }, 160_000, 'open'],
  ['it is being opened', opening, 110_000, 'keep'],
  ['it does not open', opening, 110_001, 'close'],
  ['it was heard of', heard, 140_000, 'keep'],
  ['two signs of life and more are missing', heard, 140_001, 'close'],
]
test.each(steps)('the stream, when %s', (_, state, at, step) => {
  expect(streamStep(state, at)).toBe(step)
})

describe('a watched page is asked for', () => {
  test('every 5 seconds without a stream, every 15 beside one', () => {
    expect([4_999, 5_000].map((at) => isRefreshDue(false, 0, at))).toEqual([false, true])
    expect([14_999, 15_000].map((at) => isRefreshDue(true, 0, at))).toEqual([false, true])
  })
})
