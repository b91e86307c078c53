import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyResponse, isEmpty, isSameResponse, placed, responseFromForm } from './answering.ts'
import { QUESTION_KINDS, type QuestionKind } from './question.ts'
import { type ResponseValue as Response, ResponseValue } from './response.ts'

test.each<[QuestionKind, string[], Response]>([
  ['single-choice', ['b'], { kind: 'single-choice', chosen: 'b' }],
  ['single-choice', [], { kind: 'single-choice', chosen: null }],
  ['single-choice', ['B; DROP'], { kind: 'single-choice', chosen: null }],
  ['multiple-response', ['b', 'a', 'b'], { kind: 'multiple-response', chosen: ['b', 'a'] }],
  ['multiple-response', [], { kind: 'multiple-response', chosen: [] }],
  ['true-false', ['true'], { kind: 'true-false', chosen: true }],
  ['true-false', ['false'], { kind: 'true-false', chosen: false }],
  ['matching', ['p1:b', 'p2:a', 'p3:'], { kind: 'matching', pairs: { p1: 'b', p2: 'a' } }],
  ['matching', ['p1', 'p1:b:c', ':', '__proto__:a', 'P1:b'], { kind: 'matching', pairs: {} }],
  ['ordering', ['b', '', 'a'], { kind: 'ordering', order: ['b', null, 'a'] }],
  ['ordering', ['b', 'b', 'B;'], { kind: 'ordering', order: ['b', null, null] }],
  ['true-false', ['ya'], { kind: 'true-false', chosen: null }],
  ['numeric', ['11,5'], { kind: 'numeric', text: '11,5' }],
  ['short-text', ['Paket B', 'x'], { kind: 'short-text', text: 'Paket B' }],
  ['essay', ['satu\r\ndua'], { kind: 'essay', text: 'satu\ndua' }],
])('%s %j is read from a form', (kind, values, expected) => {
  expect(responseFromForm(kind, values)).toEqual(expected)
})

test('whatever is posted becomes an answer that can be kept', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 7000 }), fc.constantFrom('\0', '\uD800', 'a\uDC00b', '👩‍⚕️'.repeat(2000)))
  fc.assert(
    fc.property(fc.constantFrom(...QUESTION_KINDS), fc.array(text, { maxLength: 12 }), (kind, values) => {
      const response = responseFromForm(kind, values)
      expect(ResponseValue.parse(response)).toEqual(response)
      expect(response.kind).toBe(kind)
    }),
  )
})

test.each(QUESTION_KINDS)('nothing posted for %s is an empty answer', (kind) => {
  expect(isEmpty(emptyResponse(kind))).toBe(true)
})

test('the order of ticks is no difference, another tick is', () => {
  const ticked = (...chosen: string[]): Response => ({ kind: 'multiple-response', chosen })
  expect(isSameResponse(ticked('a', 'b'), ticked('b', 'a'))).toBe(true)
  expect(isSameResponse(ticked('a', 'b'), ticked('a', 'c'))).toBe(false)
  expect(isSameResponse({ kind: 'true-false', chosen: null }, { kind: 'single-choice', chosen: null })).toBe(false)
  expect(isSameResponse({ kind: 'essay', text: 'x' }, { kind: 'essay', text: 'x' })).toBe(true)
})

test.each<[Response, Response, boolean]>([
  [{ kind: 'matching', pairs: { x: 'a', y: 'b' } }, { kind: 'matching', pairs: { y: 'b', x: 'a' } }, true],
  [{ kind: 'matching', pairs: { x: 'a' } }, { kind: 'matching', pairs: { x: 'b' } }, false],
  [{ kind: 'matching', pairs: { x: 'a' } }, { kind: 'matching', pairs: { y: 'a' } }, false],
  [{ kind: 'matching', pairs: {} }, { kind: 'matching', pairs: { x: 'a' } }, false],
  [{ kind: 'ordering', order: [] }, { kind: 'ordering', order: [null, null, null] }, true],
  [{ kind: 'ordering', order: ['a', null] }, { kind: 'ordering', order: ['a'] }, true],
  [{ kind: 'ordering', order: ['a', 'b'] }, { kind: 'ordering', order: ['b', 'a'] }, false],
])('%j and %j are the same answer: %s', (left, right, isSame) => {
  expect(isSameResponse(left, right)).toBe(isSame)
  expect(isSameResponse(right, left)).toBe(isSame)
})

test('an option put at a place leaves its old one to what stood there, and never stands twice', () => {
  expect(placed(['a', 'b', null], 0, 'b')).toEqual(['b', 'a', null])
  expect(placed(['a', null, null], 2, 'a')).toEqual([null, null, 'a'])
  expect(placed(['a', 'b', null], 0, null)).toEqual([null, 'b', null])
  const step = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('a', 'b', 'c', 'd', 'e', null))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const order = steps.reduce<(string | null)[]>((before, [place, key]) => placed(before, place, key), [null, null, null, null, null])
      expect(order).toHaveLength(5)
      expect(ResponseValue.safeParse({ kind: 'ordering', order }).success).toBe(true)
      const last = steps.at(-1)
      if (last !== undefined) expect(order[last[0]]).toBe(last[1])
    }),
  )
})
