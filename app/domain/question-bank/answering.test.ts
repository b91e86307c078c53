import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyResponse, isEmpty, isSameResponse, responseFromForm } from './answering.ts'
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
