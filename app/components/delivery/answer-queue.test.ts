import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import { makeAnswerQueue, type Send, type SendOutcome } from './answer-queue.ts'
import type { EventStore } from './event-store.ts'
import type { QueuedEvent, QueueState } from './queue-state.ts'

const start = { attemptId: 'attempt', leaseEpoch: 1, lastSeq: 0, savedAt: null }
const chosen = (position: number, key: string) => ({ position, value: { kind: 'single-choice' as const, chosen: key }, doubtful: false })

/** A device's store that outlives the queue, and a server that can be switched off. */
function makeWorld() {
  const kept = new Map<number, QueuedEvent>()
  const newest = new Map<number, QueuedEvent>()
  const store: EventStore = {
    isDurable: true,
    load: async () => [...kept.values()],
    loadNewest: async () => [...newest.values()],
    replace: async (removed, added) => {
      for (const event of removed) kept.delete(event.seq)
      for (const event of added) {
        kept.set(event.seq, event)
        newest.set(event.position, event)
      }
    },
    loadContact: async () => null,
    keepContact: async () => {},
    forget: async () => {},
  }
  const world: { kept: typeof kept; sent: number[][]; answerWith: SendOutcome | null; state: QueueState | null; hold: Promise<unknown> } = {
    kept,
    sent: [],
    answerWith: null,
    state: null,
    hold: Promise.resolve(),
  }
  const send: Send = async ({ events }) => {
    world.sent.push(events.map(({ seq }) => seq))
    await world.hold
    if (world.answerWith !== null) return world.answerWith
    const answer: SaveAnswer = {
      status: 'running',
      serverNow: 0,
      deadline: 0,
      remainingSeconds: 1,
      leaseEpoch: 1,
      holdsLease: true,
      lastSeq: Math.max(0, ...events.map(({ seq }) => seq)),
      savedAt: '10:02',
      receipt: 'r',
      acks: events.map(({ seq }) => ({ seq, standing: 'accepted', receipt: 'r' })),
    }
    return { kind: 'answered', answer, askedAt: 0, heardAt: 0 }
  }
  const open = () =>
    makeAnswerQueue({
      start,
      openStore: async () => store,
      send,
      onState: (state) => {
        world.state = state
      },
      onContact: () => {},
    })
  return { world, open }
}

describe('the answer queue', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('a change is kept on the device at once and sent after a moment', async () => {
    const { world, open } = makeWorld()
    const queue = open()
    await queue.open()
    queue.add(chosen(1, 'a'))
    await vi.advanceTimersByTimeAsync(100)
    expect([...world.kept.keys()]).toEqual([1])
    expect(world.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1500)
    expect(world.sent).toEqual([[1]])
    expect(world.kept.size).toBe(0)
    expect(world.state).toMatchObject({ events: [], savedAt: '10:02' })
    queue.close()
  })

  test('a change that is reported before the store is open follows what the last life left', async () => {
    const { world, open } = makeWorld()
    const first = open()
    await first.open()
    first.add(chosen(1, 'a'))
    await vi.advanceTimersByTimeAsync(10)
    first.close()
    const second = open()
    second.add(chosen(2, 'b'))
    const left = await second.open()
    await vi.advanceTimersByTimeAsync(10)
    expect(new Set(left.map(({ seq }) => seq))).toEqual(new Set([1]))
    expect([...world.kept.keys()]).toEqual([1, 2])
    second.close()
  })

  test("a page from the device's own copy knows the answers that were taken in after it was made, and gives their numbers to no other", async () => {
    const { world, open } = makeWorld()
    const first = open()
    await first.open()
    first.add(chosen(1, 'a'))
    first.add(chosen(2, 'b'))
    await vi.advanceTimersByTimeAsync(2000)
    expect(world.kept.size).toBe(0)
    first.close()
    const copy = open()
    expect((await copy.open()).map(({ seq, position }) => [seq, position])).toEqual([
      [1, 1],
      [2, 2],
    ])
    copy.add(chosen(1, 'c'))
    await vi.advanceTimersByTimeAsync(10)
    expect([...world.kept.keys()]).toEqual([3])
    copy.close()
  })

  test('without a network nothing is lost and everything is sent when it is back', async () => {
    const { world, open } = makeWorld()
    const queue = open()
    await queue.open()
    world.answerWith = { kind: 'unreachable' }
    queue.add(chosen(1, 'a'))
    await vi.advanceTimersByTimeAsync(60_000)
    queue.add(chosen(2, 'b'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(world.state).toMatchObject({ trouble: 'unreachable' })
    expect(world.kept.size).toBe(2)
    world.answerWith = null
    expect(await queue.flush()).toBe(true)
    expect(world.kept.size).toBe(0)
    expect(world.state).toMatchObject({ trouble: 'none', failures: 0 })
    queue.close()
  })

  test('what is answered while a batch is under way goes right after it', async () => {
    const { world, open } = makeWorld()
    const queue = open()
    await queue.open()
    queue.add(chosen(1, 'a'))
    await vi.advanceTimersByTimeAsync(10)
    let letGo = () => {}
    world.hold = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const flushed = queue.flush()
    queue.add(chosen(2, 'b'))
    await vi.advanceTimersByTimeAsync(10)
    letGo()
    expect(await flushed).toBe(true)
    expect(world.sent).toEqual([[1], [2]])
    queue.close()
  })

  test('someone who types without a pause is saved within ten seconds', async () => {
    const { world, open } = makeWorld()
    const queue = open()
    await queue.open()
    for (let tenth = 0; tenth < 110; tenth += 1) {
      queue.add({ position: 3, value: { kind: 'essay', text: 'x'.repeat(tenth) }, doubtful: false })
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(world.sent.length).toBeGreaterThanOrEqual(1)
    queue.close()
  })

  test('a silent page gives a sign of life before another device may take over', async () => {
    const { world, open } = makeWorld()
    const queue = open()
    await queue.open()
    await queue.flush()
    await vi.advanceTimersByTimeAsync(55_000)
    expect(world.sent.length).toBeGreaterThanOrEqual(2)
    queue.close()
  })

  test('a page that may be leaving sends at once and keeps everything until it is acknowledged', async () => {
    const { world, open } = makeWorld()
    const queue = open()
    await queue.open()
    world.answerWith = { kind: 'unreachable' }
    queue.add(chosen(1, 'a'))
    await vi.advanceTimersByTimeAsync(10)
    queue.flushBeforeLeaving()
    await vi.advanceTimersByTimeAsync(10)
    expect(world.sent).toEqual([[1]])
    expect(world.kept.size).toBe(1)
    queue.close()
  })
})
