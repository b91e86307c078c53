import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inflateZlib } from './inflate.ts'

const text = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  fc
    .array(fc.constantFrom('obj', '<< /Type /Page >>', ' 0 R', '\n'), { maxLength: 600 })
    .map((parts) => new TextEncoder().encode(parts.join(''))),
)

describe('unpacking', () => {
  test('gives back what zlib packed, at every level', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 9 }), (bytes, level) => {
        expect(inflateZlib(deflateSync(bytes, { level }), 100_000)).toEqual(bytes)
      }),
      { numRuns: 300 },
    )
  })

  test('stops at its bound, so that a bomb stays small', () => {
    const bomb = deflateSync(new Uint8Array(20_000_000))
    expect(bomb.length).toBeLessThan(30_000)
    expect(inflateZlib(bomb, 1_000_000)).toBeNull()
  })

  test('answers null to what is cut short or altered, and never fails', () => {
    const packed = deflateSync(new TextEncoder().encode('Kader Cilegon Mandiri '.repeat(50)))
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const mutant = cut ? packed.subarray(0, at) : Uint8Array.from(packed, (byte, place) => (place === at ? value : byte))
        const result = inflateZlib(mutant, 100_000)
        expect(result === null || result.length <= 100_000).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})
