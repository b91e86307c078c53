import { expect, test } from 'vitest'
import { emptyQueue, record } from './queue-state.ts'
import { contentOf } from './recovery-content.ts'

const change = (position: number) => ({
  position,
  value: { kind: 'single-choice' as const, chosen: 'a' },
  doubtful: false,
  clientWall: '2026-11-22T04:50:00.000Z',
  clientMono: 5,
  life: 'one',
})
const now = { wall: '2026-11-22T04:55:00.000Z', life: 'two', counter: 9 }

test('what waits and what was acknowledged stand in the file once, with their leases and the counter of now', () => {
  const queue = emptyQueue({ attemptId: 'attempt', leaseEpoch: 2, lastSeq: 0, savedAt: null })
  const { added: first, state } = record(queue, change(1))
  const { added: second } = record(state, change(2))
  const content = contentOf('attempt', [first, second, first], now)
  expect(content).toMatchObject({
    version: 1,
    attemptId: 'attempt',
    exportedAt: now.wall,
    sent: { life: 'two', mono: 9 },
    events: [
      { leaseEpoch: 2, seq: 1, position: 1, evidence: { life: 'one', mono: 5, receipt: null, heard: null } },
      { leaseEpoch: 2, seq: 2, position: 2 },
    ],
  })
})
