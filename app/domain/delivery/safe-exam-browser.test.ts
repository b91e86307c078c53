import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textHash } from '../shared/canonical-hash.ts'
import { ConfigKey, isAskedBrowser, NO_PROOF } from './safe-exam-browser.ts'

const KEY = '81aad4ab9dfd447cc479e6a4a7c9a544e2cafc7f3adeb68b2a21efad68eca4dc'
const url = 'https://uji.cilegon.go.id/exam/start'
const proofOf = (key: string, at = url) => ({ url: at, configKeyHash: textHash(at + key) })

test('a session without a key takes every browser, one with a key the browser that has it', () => {
  expect(isAskedBrowser(null, NO_PROOF)).toBe(true)
  expect(isAskedBrowser(KEY, proofOf(KEY))).toBe(true)
  expect(isAskedBrowser(KEY, { ...proofOf(KEY), configKeyHash: textHash(url + KEY).toUpperCase() })).toBe(true)
  expect(isAskedBrowser(KEY, NO_PROOF)).toBe(false)
})

test.each([
  ['another key', proofOf(KEY.replace('8', '9'))],
  ['the hash of another address', { url, configKeyHash: textHash(`${url}/${KEY}`) }],
  ['the key itself', { url, configKeyHash: KEY }],
  ['a hash cut short', { url, configKeyHash: textHash(url + KEY).slice(0, 63) }],
  ['nothing', { url, configKeyHash: '' }],
])('%s is no proof', (_what, proof) => {
  expect(isAskedBrowser(KEY, proof)).toBe(false)
})

test('no other text is taken for the hash', () => {
  const right = textHash(url + KEY)
  fc.assert(
    fc.property(fc.nat(63), fc.constantFrom(...'0123456789abcdef'), (place, digit) => {
      const changed = right.slice(0, place) + digit + right.slice(place + 1)
      expect(isAskedBrowser(KEY, { url, configKeyHash: changed })).toBe(changed === right)
    }),
  )
})

test('a key is typed with spaces around and in capitals, or not at all', () => {
  expect(ConfigKey.parse(` ${KEY.toUpperCase()} `)).toBe(KEY)
  expect(ConfigKey.parse('  ')).toBeNull()
  expect(ConfigKey.safeParse(KEY.slice(1)).success).toBe(false)
})
