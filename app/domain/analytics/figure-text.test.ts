import { expect, test } from 'vitest'
import { figureText, intervalText, shareText, signedIntervalText, signedText } from './figure-text.ts'

test.each([
  [1234567.891, 2, '1.234.567,89', '1,234,567.89'],
  [0, 0, '0', '0'],
  [999, 0, '999', '999'],
  [1000, 0, '1.000', '1,000'],
  [-12.5, 1, '-12,5', '-12.5'],
  [-0.001, 1, '0,0', '0.0'],
])('%d with %i decimals is %s in Indonesian and %s in English', (value, decimals, indonesian, english) => {
  expect([figureText(value, decimals, 'id'), figureText(value, decimals, 'en')]).toEqual([indonesian, english])
})

test('a share of nothing is a dash', () => {
  expect(shareText(0, 0, 'id')).toBe('–')
  expect(shareText(1, 3, 'id')).toBe('33,3\u00a0%')
})

test.each([
  [2.25, '+2,3'],
  [-2.25, '−2,3'],
  [0.04, '0,0'],
  [-0.04, '0,0'],
  [1234.5, '+1.234,5'],
])('the difference %d is %s', (value, expected) => {
  expect(signedText(value, 1, 'id')).toBe(expected)
})

test('an interval stays on one line, and none is a dash', () => {
  expect(intervalText({ low: 70.14, high: 74.36 }, 1, 'id')).toBe('70,1\u00a0–\u00a074,4')
  expect(intervalText(null, 1, 'id')).toBe('–')
  expect(signedIntervalText({ low: -0.5, high: 4.2 }, 1, 'en')).toBe('−0.5\u00a0…\u00a0+4.2')
})
