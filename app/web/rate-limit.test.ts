import { describe, expect, test } from 'vitest'
import { slidingWindow } from './rate-limit.server.ts'

const noon = Date.parse('2026-12-12T05:00:00Z')
const secondsIn = (seconds: number) => new Date(noon + seconds * 1000)

describe('a limit of 3 a minute', () => {
  test('lets three pass and tells the fourth how long to wait', () => {
    const wait = slidingWindow({ limit: 3, windowSeconds: 60 })
    expect([0, 1, 2, 15].map((second) => wait('a', secondsIn(second)))).toEqual([0, 0, 0, 45])
  })

  test('counts every address by itself', () => {
    const wait = slidingWindow({ limit: 1, windowSeconds: 60 })
    expect([wait('a', secondsIn(0)), wait('b', secondsIn(0)), wait('a', secondsIn(1))]).toEqual([0, 0, 59])
  })

  test('the turn of a minute gives no second helping', () => {
    const wait = slidingWindow({ limit: 3, windowSeconds: 60 })
    for (const second of [57, 58, 59]) expect(wait('a', secondsIn(second))).toBe(0)
    expect(wait('a', secondsIn(61))).toBeGreaterThan(0)
    expect(wait('a', secondsIn(100))).toBe(0)
  })

  test('somebody who waits long enough passes again, however often they tried meanwhile', () => {
    const wait = slidingWindow({ limit: 3, windowSeconds: 60 })
    for (let second = 0; second < 60; second += 1) wait('a', secondsIn(second))
    expect(wait('a', secondsIn(180))).toBe(0)
  })
})
