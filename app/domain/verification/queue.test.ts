import { describe, expect, test } from 'vitest'
import { type QueuedCase, queueFigures, wholeDays } from './queue.ts'

const at = new Date('2026-11-22T10:00:00Z')
const one = (over: Partial<QueuedCase>): QueuedCase => ({
  regionCode: '36.72.01.1001',
  state: 'draft',
  decision: null,
  clean: true,
  stateSince: at,
  ...over,
})

describe('the figures of a queue', () => {
  test('count what lies where, and the oldest of what is undecided', () => {
    const cases = [
      one({}),
      one({ state: 'proposed', clean: false, stateSince: new Date('2026-11-20T09:59:00Z') }),
      one({ state: 'verified', decision: 'ineligible', stateSince: new Date('2026-01-01T00:00:00Z') }),
    ]
    expect(queueFigures(cases, at)).toEqual({
      cases: 3,
      states: { draft: 1, proposed: 1, acknowledged: 0, returned: 0, verified: 1 },
      eligible: 0,
      ineligible: 1,
      clean: 1,
      oldestDays: 2,
    })
  })

  test('have no age when everything is decided', () => {
    expect(queueFigures([one({ state: 'verified', decision: 'eligible' })], at).oldestDays).toBeNull()
  })

  test('a day is full after 24 hours, and a clock that went back gives 0', () => {
    expect(wholeDays(new Date('2026-11-21T10:00:01Z'), at)).toBe(0)
    expect(wholeDays(new Date('2026-11-21T10:00:00Z'), at)).toBe(1)
    expect(wholeDays(new Date('2026-11-23T10:00:00Z'), at)).toBe(0)
  })
})
