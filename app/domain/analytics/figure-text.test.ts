import { expect, test } from 'vitest'
import { figureText, shareText } from './figure-text.ts'

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
