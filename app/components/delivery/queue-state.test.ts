import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AckStanding, SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import {
  acknowledge,
  emptyQueue,
  markSent,
  nextBatch,
  type QueuedEvent,
  type QueueState,
  record,
  restore,
  retryDelay,
} from './queue-state.ts'

const start = emptyQueue({ attemptId: 'attempt', leaseEpoch: 1, lastSeq: 4, savedAt: null })
const change = (position: number, chosen: string) => ({
  position,
  value: { kind: 'single-choice' as const, chosen },
  doubtful: false,
  clientWall: '',
  clientMono: 0,
  life: 'one',
})
const give = (state: QueueState, position: number, chosen: string) => record(state, change(position, chosen)).state
const answer = (acks: readonly (readonly [number, AckStanding])[], more: Partial<SaveAnswer> = {}): SaveAnswer => ({
  status: 'running',
  serverNow: 0,
  deadline: 0,
  remainingSeconds: 60,
  leaseEpoch: 1,
  holdsLease: true,
  lastSeq: 0,
  savedAt: '10:02',
  receipt: 'r',
  acks: acks.map(([seq, standing]) => ({ seq, standing, receipt: `r${seq}` })),
  ...more,
})
const seqs = (events: readonly QueuedEvent[]) => events.map(({ seq }) => seq)

describe('the queue', () => {
  test('numbers go on where the server and the device stopped', () => {
    const left = { ...change(1, 'a'), attemptId: 'attempt', leaseEpoch: 1, seq: 9, lastReceipt: null, receiptHeard: null }
    expect(seqs(give(restore(start, [left]), 2, 'b').events)).toEqual([9, 10])
    expect(seqs(give(start, 2, 'b').events)).toEqual([5])
  })

  test('an answer that never left the device is replaced by a newer one; one that may have left stays', () => {
    const unsent = give(give(start, 1, 'a'), 1, 'b')
    expect(seqs(unsent.events)).toEqual([6])
    const sent = markSent(unsent, unsent.events)
    expect(seqs(give(sent, 1, 'c').events)).toEqual([6, 7])
  })

  test('only what was acknowledged leaves', () => {
    const full = give(give(start, 1, 'a'), 2, 'b')
    const { state, removed } = acknowledge(full, nextBatch(full), answer([[5, 'accepted']]), 700)
    expect(seqs(state.events)).toEqual([6])
    expect(seqs(removed)).toEqual([5])
    expect(state).toMatchObject({ savedAt: '10:02', lastReceipt: 'r', receiptHeard: 700, trouble: 'none' })
  })

  test('events of an old lease go alone, and their conflict does not concern the new one', () => {
    const old = { ...change(1, 'a'), attemptId: 'attempt', leaseEpoch: 1, seq: 2, lastReceipt: null, receiptHeard: null }
    const state = give(restore({ ...start, leaseEpoch: 3 }, [old]), 1, 'b')
    const batch = nextBatch(state)
    expect(batch).toEqual([old])
    const next = acknowledge(state, batch, answer([[2, 'conflict']], { holdsLease: false, leaseEpoch: 3 })).state
    expect(next.trouble).toBe('none')
    expect(seqs(next.events)).toEqual([5])
  })

  test('a taken number is given anew, above all that the server holds', () => {
    const state = give(start, 1, 'a')
    const { state: next, added } = acknowledge(state, nextBatch(state), answer([[5, 'seq-taken']], { lastSeq: 40 }))
    expect(seqs(next.events)).toEqual([41])
    expect(seqs(added)).toEqual([41])
  })

  test('a taken number of an answer that has a newer one is dropped', () => {
    const first = give(start, 1, 'a')
    const batch = nextBatch(first)
    const state = give(markSent(first, batch), 1, 'b')
    expect(seqs(acknowledge(state, batch, answer([[5, 'seq-taken']], { lastSeq: 5 })).state.events)).toEqual([6])
  })

  test.each([
    [{ holdsLease: false, leaseEpoch: 2 }, 'other-device'],
    [{ status: 'closed' as const }, 'closed'],
    [{}, 'none'],
  ])('what the server says about the attempt is known: %o', (more, trouble) => {
    expect(acknowledge(start, [], answer([], more)).state.trouble).toBe(trouble)
  })

  test('late answers are counted, so that the candidate is told', () => {
    const state = give(start, 1, 'a')
    expect(acknowledge(state, nextBatch(state), answer([[5, 'late']])).state).toMatchObject({ late: 1, savedAt: null, events: [] })
  })

  test('so is what came when another device had the exam, which a recovery file can still bring in', () => {
    const state = give(start, 1, 'a')
    const told = acknowledge(state, nextBatch(state), answer([[5, 'conflict']], { holdsLease: false })).state
    expect(told).toMatchObject({ aside: 1, late: 0, events: [], trouble: 'other-device' })
  })

  test('a batch stays under the browser’s limit for leaving pages, and at least one event goes', () => {
    const long = (state: QueueState, position: number) =>
      record(state, {
        position,
        value: { kind: 'essay', text: 'é'.repeat(6000) },
        doubtful: false,
        clientWall: '',
        clientMono: 0,
        life: 'one',
      }).state
    const state = long(long(long(start, 1), 2), 3)
    expect(nextBatch(state, 50_000)).toHaveLength(2)
    expect(nextBatch(state, 10)).toHaveLength(1)
    expect(nextBatch(state)).toHaveLength(3)
  })

  test('tries grow apart to half a minute and are spread', () => {
    expect([1, 2, 3, 9].map((failures) => retryDelay(failures, 1))).toEqual([1000, 2000, 4000, 30_000])
    expect(retryDelay(1, 0)).toBe(500)
  })
})

test('whatever is lost or doubled on the way, the last answer of each question reaches the server last', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('give' as const), position: fc.integer({ min: 1, max: 3 }), chosen: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ do: fc.constant('send' as const), isLost: fc.boolean(), isAnswerLost: fc.boolean() }),
    fc.record({ do: fc.constant('reload' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const server = new Map<number, QueuedEvent>()
      const last = new Map<number, string>()
      let state = emptyQueue({ attemptId: 'attempt', leaseEpoch: 1, lastSeq: 0, savedAt: null })
      const send = (isLost: boolean, isAnswerLost: boolean) => {
        const batch = nextBatch(state)
        state = markSent(state, batch)
        if (isLost) return
        for (const event of batch) if (!server.has(event.seq)) server.set(event.seq, event)
        const acks = batch.map(
          (event) =>
            [
              event.seq,
              server.get(event.seq) === event || JSON.stringify(server.get(event.seq)) === JSON.stringify(event) ? 'accepted' : 'seq-taken',
            ] as const,
        )
        if (!isAnswerLost) state = acknowledge(state, batch, answer(acks, { lastSeq: Math.max(0, ...server.keys()) })).state
      }
      for (const each of steps) {
        if (each.do === 'give') {
          state = give(state, each.position, each.chosen)
          last.set(each.position, each.chosen)
        } else if (each.do === 'send') send(each.isLost, each.isAnswerLost)
        else
          state = restore(
            emptyQueue({ attemptId: 'attempt', leaseEpoch: 1, lastSeq: Math.max(0, ...server.keys()), savedAt: null }),
            state.events,
          )
      }
      for (let round = 0; round < 3; round += 1) send(false, false)
      expect(state.events).toEqual([])
      const current = new Map<number, QueuedEvent>()
      for (const event of [...server.values()].sort((left, right) => left.seq - right.seq)) current.set(event.position, event)
      for (const [position, chosen] of last) expect(current.get(position)?.value).toEqual({ kind: 'single-choice', chosen })
    }),
  )
})
