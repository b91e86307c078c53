import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalHash, canonicalJson, textHash } from './canonical-hash.ts'

describe('canonical JSON', () => {
  test('keys stand in order and nothing else is between', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'é'], c: { z: 2n, y: undefined } })).toBe('{"a":[true,null,"é"],"b":1,"c":{"z":"2"}}')
  })

  test('the order in which an object was written does not matter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (dictionary) => {
        const reversed = Object.fromEntries(Object.entries(dictionary).reverse())
        expect(canonicalHash(reversed)).toBe(canonicalHash(dictionary))
      }),
    )
  })

  test('a number that is none is refused', () => expect(() => canonicalJson(Number.NaN)).toThrow())
  test('SHA-256 of the empty text (FIPS 180-4)', () =>
    expect(textHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'))
})
