import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AttemptId } from '../shared/id.ts'
import type { Standing } from './answer-events.ts'
import type { Weighed } from './late-evidence.ts'
import {
  compareEvents,
  differenceOf,
  type HeldEvent,
  isLetIn,
  markOf,
  newestCounting,
  type RecoveredEvent,
  RecoveryContent,
  readEvents,
} from './recovery-file.ts'

const noon = new Date('2026-11-22T05:00:00Z')
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000)
const ENDING = { deadline: noon, graceSeconds: 30, effectiveEnd: null }
const inTime: Weighed = { earliest: minutes(-10), latest: minutes(-5), gapSeconds: 600, verdict: 'bounded', why: null }
const tooLate: Weighed = { earliest: minutes(1), latest: minutes(2), gapSeconds: 600, verdict: 'asks-a-person', why: 'after-the-end' }

const event = (leaseEpoch: number, seq: number, position: number, chosen: string): RecoveredEvent => ({
  leaseEpoch,
  seq,
  position,
  value: { kind: 'single-choice', chosen },
  doubtful: false,
  clientWall: null,
  evidence: null,
})
const held = (from: RecoveredEvent, standing: Standing = 'accepted', decision: HeldEvent['decision'] = null): HeldEvent => ({
  ...from,
  standing,
  decision,
  receivedAt: minutes(-20),
})
const compare = (events: readonly RecoveredEvent[], server: readonly HeldEvent[], weighed: Weighed = inTime) => {
  const compared = compareEvents(events, server, ENDING, () => weighed)
  return { compared, difference: differenceOf(compared, server) }
}

describe('the difference between a file and the server', () => {
  const now = event(1, 5, 1, 'b')
  test.each([
    ['fills a question without an answer', [now], [], 'fills'],
    ['replaces an older answer', [now], [held(event(1, 4, 1, 'a'))], 'replaces'],
    ['says the same as an older answer', [now], [held(event(1, 4, 1, 'b'))], 'repeats'],
    ['is older than what the device sent later', [now], [held(event(1, 6, 1, 'a'))], 'older'],
    ['is older than what the next device sent', [now], [held(event(2, 1, 1, 'a'))], 'older'],
    ['is there already', [now], [held(now)], 'same'],
    ['came late and is decided elsewhere', [now], [held(now, 'late', 'waiting')], 'same'],
    ['came from a device that was replaced, and fills', [now], [held(now, 'conflict')], 'fills'],
    ['came from a device that was replaced, and is older', [now], [held(now, 'conflict'), held(event(2, 1, 1, 'a'))], 'older'],
    ['was let in by a file before', [now], [held(now, 'conflict', 'accepted')], 'same'],
    ['has a number that another answer took', [now], [held(event(1, 5, 1, 'a'))], 'taken'],
    ['has a number that another question took', [now], [held(event(1, 5, 2, 'b'))], 'taken'],
    ['replaces what a late answer said that did not count', [now], [held(event(1, 4, 1, 'a'), 'late', 'rejected')], 'fills'],
  ] as const)('%s', (_, events, server, effect) => {
    expect(compare(events, server).difference).toMatchObject([{ position: 1, effect }])
  })

  test('leaves out what is proven to be made after the end, and keeps what was made before it', () => {
    const { compared, difference } = compare([event(1, 5, 1, 'b')], [], tooLate)
    expect(difference).toMatchObject([{ effect: 'after-the-end' }])
    expect(compared.filter(isLetIn)).toEqual([])
    const both = compareEvents([event(1, 5, 1, 'b'), event(1, 6, 1, 'c')], [], ENDING, ({ seq }) => (seq === 6 ? tooLate : inTime))
    expect(differenceOf(both, [])).toMatchObject([{ effect: 'fills', count: 2, newest: { seq: 5 } }])
  })

  test('does not tell what an answer says', () => {
    expect(JSON.stringify(compare([event(1, 5, 1, 'kenari')], []).difference)).not.toContain('kenari')
  })

  test('has another mark once the server holds more', () => {
    const events = [event(1, 5, 1, 'b')]
    const before = markOf(compare(events, []).difference)
    expect(markOf(compare(events, []).difference)).toBe(before)
    expect(markOf(compare(events, [held(event(1, 4, 1, 'a'))]).difference)).not.toBe(before)
    expect(markOf(compare(events, [held(event(1, 5, 1, 'b'))]).difference)).toBe('')
  })
})

const anEvent = fc
  .record({
    epoch: fc.integer({ min: 1, max: 3 }),
    seq: fc.integer({ min: 1, max: 8 }),
    position: fc.integer({ min: 1, max: 3 }),
    chosen: fc.constantFrom('a', 'b'),
  })
  .map(({ epoch, seq, position, chosen }) => event(epoch, seq, position, chosen))
const someEvents = fc.uniqueArray(anEvent, { selector: ({ leaseEpoch, seq }) => `${leaseEpoch}.${seq}`, maxLength: 12 })
const aServer = someEvents.chain((events) =>
  fc.tuple(...events.map((each) => fc.constantFrom<Standing>('accepted', 'conflict', 'late').map((standing) => held(each, standing)))),
)
const isBefore = (left: HeldEvent | null, right: HeldEvent | null) =>
  left !== null && (right === null || left.leaseEpoch > right.leaseEpoch || (left.leaseEpoch === right.leaseEpoch && left.seq > right.seq))

describe('letting a file in', () => {
  const letIn = (events: readonly RecoveredEvent[], server: readonly HeldEvent[]) => {
    const { compared } = compare(events, server)
    const fresh = compared.filter((each) => isLetIn(each) && each.presence === 'new').map((each) => held(each))
    const names = new Set(compared.filter(({ presence }) => presence === 'aside').map(({ leaseEpoch, seq }) => `${leaseEpoch}.${seq}`))
    const decided = server.map((each) => (names.has(`${each.leaseEpoch}.${each.seq}`) ? { ...each, decision: 'accepted' as const } : each))
    return [...decided, ...fresh]
  }
  const at = (position: number, server: readonly HeldEvent[]) => newestCounting(server.filter((each) => each.position === position))

  test('never moves an answer backwards', () => {
    fc.assert(
      fc.property(someEvents, aServer, fc.integer({ min: 1, max: 3 }), (events, server, position) => {
        expect(isBefore(at(position, server), at(position, letIn(events, server)))).toBe(false)
      }),
    )
  })

  test('does what the difference said', () => {
    fc.assert(
      fc.property(someEvents, aServer, (events, server) => {
        const after = letIn(events, server)
        for (const { position, effect, newest } of compare(events, server).difference) {
          const [was, is] = [at(position, server), at(position, after)]
          if (effect === 'fills') expect(was).toBeNull()
          if (effect === 'fills' || effect === 'replaces' || effect === 'repeats')
            expect(is).toMatchObject({ leaseEpoch: newest.leaseEpoch, seq: newest.seq })
          else expect([is?.leaseEpoch, is?.seq]).toEqual([was?.leaseEpoch, was?.seq])
        }
      }),
    )
  })

  test('twice leaves nothing for the second time', () => {
    fc.assert(
      fc.property(someEvents, aServer, (events, server) => {
        const after = letIn(events, server)
        expect(compare(events, after).compared.filter(isLetIn)).toEqual([])
      }),
    )
  })
})

describe('reading a file', () => {
  const content = {
    version: 1,
    attemptId: AttemptId.parse('6f7d4c0e-6a5f-4a51-9a0c-0f6a3f1f2a11'),
    exportedAt: '2026-11-22T04:50:00.000Z',
    sent: { life: 'one', mono: 9000 },
    events: [
      { leaseEpoch: 1, seq: 2, position: 1, value: { kind: 'single-choice', chosen: 'a' }, doubtful: false, clientWall: null },
      { leaseEpoch: 1, seq: 2, position: 1, value: { kind: 'single-choice', chosen: 'b' }, doubtful: false, clientWall: null },
      { leaseEpoch: 1, seq: 3, position: 1, value: { kind: 'single-choice', chosen: 'z' }, doubtful: false, clientWall: null },
      { leaseEpoch: 1, seq: 4, position: 9, value: { kind: 'single-choice', chosen: 'a' }, doubtful: false, clientWall: null },
      {
        leaseEpoch: 1,
        seq: 1,
        position: 1,
        value: { kind: 'single-choice', chosen: 'b' },
        doubtful: false,
        clientWall: null,
        evidence: { life: 'one', mono: 4000, receipt: null, heard: null },
      },
    ],
  }
  const rules = new Map([[1, { kind: 'single-choice' as const, options: ['a', 'b'], prompts: [] }]])

  test('takes what fits its question, one under each number, and counts the rest', () => {
    const { events, unfit } = readEvents(RecoveryContent.parse(content), rules, 1)
    expect(events.map(({ seq, value }) => [seq, 'chosen' in value ? value.chosen : null])).toEqual([
      [1, 'b'],
      [2, 'a'],
    ])
    expect(unfit).toBe(3)
  })

  test('gives each event the counter at which the file was made', () => {
    const [first, second] = readEvents(RecoveryContent.parse(content), rules, 1).events
    expect(first?.evidence).toEqual({ life: 'one', mono: 4000, receipt: null, heard: null, sent: { life: 'one', mono: 9000 } })
    expect(second?.evidence).toBeNull()
  })

  test('passes over a lease that nobody was given, and testimony that a database cannot hold', () => {
    const [event] = content.events
    const ahead = { ...content, events: [{ ...event, leaseEpoch: 3 }] }
    expect(readEvents(RecoveryContent.parse(ahead), rules, 2)).toEqual({ events: [], unfit: 1 })
    expect(readEvents(RecoveryContent.parse(ahead), rules, 3).events).toHaveLength(1)
    const evidence = { life: 'o\u0000', mono: 1, receipt: null, heard: null }
    const torn = RecoveryContent.parse({ ...content, events: [{ ...event, evidence }] })
    expect(readEvents(torn, rules, 1).events).toMatchObject([{ evidence: null }])
  })

  test.each([
    ['another version', { ...content, version: 2 }],
    ['no attempt', { ...content, attemptId: 'x' }],
    ['no event', { ...content, events: [] }],
    ['more events than a device can hold', { ...content, events: Array.from({ length: 5001 }, () => content.events[0]) }],
    ['no object', 'text'],
  ])('refuses %s', (_, faulty) => {
    expect(RecoveryContent.safeParse(faulty).success).toBe(false)
  })
})
