import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnswerBatch, type AnswerRule, fitResponse, isAhead, standingOf } from './answer-events.ts'

const deadline = new Date('2026-11-21T05:00:00.000Z')
const second = (count: number) => new Date(deadline.getTime() + count * 1000)
const attempt = { status: 'running' as const, deadline, graceSeconds: 30, lease: { epoch: 2, deviceKey: 'phone', seenAt: deadline } }
const own = { leaseEpoch: 2, deviceKey: 'phone' }

test.each([
  { what: 'before the deadline', from: own, at: second(-1), standing: 'accepted' },
  { what: 'at the end of the grace', from: own, at: second(30), standing: 'accepted' },
  { what: 'a second after the grace', from: own, at: second(31), standing: 'late' },
  { what: 'of an old lease', from: { ...own, leaseEpoch: 1 }, at: second(-1), standing: 'conflict' },
  { what: 'of another device', from: { ...own, deviceKey: 'tablet' }, at: second(-1), standing: 'conflict' },
  { what: 'of an old lease and late', from: { ...own, leaseEpoch: 1 }, at: second(99), standing: 'conflict' },
])('an event $what is $standing', ({ from, at, standing }) => {
  expect(standingOf(attempt, from, at)).toBe(standing)
})

test('while the clock stands still the device keeps what it has, and another one’s is a conflict all the same', () => {
  expect(standingOf({ ...attempt, status: 'paused' }, own, second(999))).toBeNull()
  expect(standingOf({ ...attempt, status: 'paused' }, { ...own, leaseEpoch: 1 }, second(-600))).toBe('conflict')
})

test('nothing is accepted once the attempt is closed', () => {
  expect(standingOf({ ...attempt, status: 'closed' }, own, second(-600))).toBe('late')
})

test('the current answer moves forward in (epoch, number) only: any order of arrival ends with the greatest', () => {
  const event = fc.record({ leaseEpoch: fc.integer({ min: 1, max: 3 }), seq: fc.integer({ min: 1, max: 20 }) })
  fc.assert(
    fc.property(fc.array(event, { minLength: 1 }), (events) => {
      const current = events.reduce<{ leaseEpoch: number; seq: number } | null>((kept, next) => (isAhead(next, kept) ? next : kept), null)
      const greatest = Math.max(...events.map(({ leaseEpoch, seq }) => leaseEpoch * 1000 + seq))
      expect(current && current.leaseEpoch * 1000 + current.seq).toBe(greatest)
    }),
  )
})

describe('a response fits its question', () => {
  const choices: AnswerRule = { kind: 'multiple-response', options: ['c', 'a', 'b'], prompts: [] }
  test.each([
    {
      sent: { kind: 'multiple-response', chosen: ['b', 'c', 'b'] },
      rule: choices,
      kept: { kind: 'multiple-response', chosen: ['c', 'b'] },
    },
    { sent: { kind: 'multiple-response', chosen: ['z'] }, rule: choices, kept: null },
    { sent: { kind: 'single-choice', chosen: 'a' }, rule: choices, kept: null },
    {
      sent: { kind: 'single-choice', chosen: null },
      rule: { kind: 'single-choice', options: ['a'], prompts: [] },
      kept: { kind: 'single-choice', chosen: null },
    },
    { sent: { kind: 'numeric', text: '1,5' }, rule: { kind: 'numeric', options: [], prompts: [] }, kept: { kind: 'numeric', text: '1,5' } },
    { sent: { kind: 'short-text', text: 'x'.repeat(201) }, rule: { kind: 'short-text', options: [], prompts: [] }, kept: null },
    { sent: { kind: 'essay', text: 'a\u0000b' }, rule: { kind: 'essay', options: [], prompts: [] }, kept: { kind: 'essay', text: 'ab' } },
    {
      sent: { kind: 'matching', pairs: { y: 'b', x: 'a' } },
      rule: { kind: 'matching', options: ['a', 'b'], prompts: ['x', 'y', 'z'] },
      kept: { kind: 'matching', pairs: { x: 'a', y: 'b' } },
    },
    { sent: { kind: 'matching', pairs: { q: 'a' } }, rule: { kind: 'matching', options: ['a', 'b'], prompts: ['x', 'y'] }, kept: null },
    { sent: { kind: 'matching', pairs: { x: 'q' } }, rule: { kind: 'matching', options: ['a', 'b'], prompts: ['x', 'y'] }, kept: null },
    {
      sent: { kind: 'ordering', order: [null, 'a'] },
      rule: { kind: 'ordering', options: ['a', 'b', 'c'], prompts: [] },
      kept: { kind: 'ordering', order: [null, 'a', null] },
    },
    { sent: { kind: 'ordering', order: ['a', 'a'] }, rule: { kind: 'ordering', options: ['a', 'b', 'c'], prompts: [] }, kept: null },
    { sent: { kind: 'ordering', order: ['q'] }, rule: { kind: 'ordering', options: ['a', 'b', 'c'], prompts: [] }, kept: null },
    {
      sent: { kind: 'ordering', order: [null, null, null, 'a'] },
      rule: { kind: 'ordering', options: ['a', 'b', 'c'], prompts: [] },
      kept: null,
    },
    { sent: null, rule: choices, kept: null },
  ] as const)('$sent', ({ sent, rule, kept }) => {
    expect(fitResponse(sent, rule)).toEqual(kept)
  })
  test('whatever is sent, it is answered and never thrown', () => {
    fc.assert(fc.property(fc.anything(), (sent) => void fitResponse(sent, choices)))
  })
})

test('a faulty clock on the device costs nothing but its own evidence', () => {
  const event = { seq: 1, position: 1, value: null, doubtful: false, clientWall: '+275760-09-13T00:00:00.000Z' }
  const batch = AnswerBatch.parse({ attemptId: '00000000-0000-4000-8000-000000000001', leaseEpoch: 1, events: [event] })
  expect(batch.events[0]?.clientWall).toBeNull()
})
