import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PublicId } from './public-id.ts'
import { checkToken, nameHashOf, TOKEN_LETTERS, tokenHead, tokenMessage, tokenOf } from './qr-token.ts'

const secret = new Uint8Array(32).fill(7)
const letters = Buffer.from(ed25519.getPublicKey(secret)).toString('base64url')
const key = { kid: 'Abcd-_12EfghIjklMnopQrstUvwxYz0123456789_-A', x: letters }
const publicId = PublicId.parse('3f2a91c07be4d815a6c90e2f4b7d1836')
const content = {
  kid: 'Abcd-_12',
  issuedOn: '2026-12-12',
  validUntil: '2029-12-12',
  serial: '000123/KCM-TERA/2026',
  nameHash: nameHashOf('Siti Aminah', '000123/KCM-TERA/2026'),
}
const sign = (head: Uint8Array, id = publicId) => tokenOf(head, ed25519.sign(tokenMessage(head, id), secret))
const token = sign(tokenHead(content))

describe('the token in the QR code', () => {
  test('says again what was signed, to whoever has the public key', () => {
    expect(token).toHaveLength(TOKEN_LETTERS)
    expect(token).toMatch(/^[\w-]+$/)
    expect(checkToken(token, publicId, [key])).toEqual({ kind: 'genuine', ...content })
  })

  test('any serial, day and name fit it', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 2000, max: 9999 }),
        day,
        day,
        fc.string(),
        (number, year, issuedOn, validUntil, name) => {
          const serial = `${String(number).padStart(6, '0')}/KCM-TERA/${year}`
          const said = { kid: content.kid, issuedOn, validUntil, serial, nameHash: nameHashOf(name, serial) }
          expect(checkToken(sign(tokenHead(said)), publicId, [key])).toEqual({ kind: 'genuine', ...said })
        },
      ),
      { numRuns: 50 },
    )
  })

  test('none of 1,000 altered tokens is taken', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const place = fc.integer({ min: 0, max: TOKEN_LETTERS - 1 })
    const mutant = fc.oneof(
      fc.tuple(place, fc.constantFrom(...alphabet)).map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1)),
      fc.tuple(place, place).map(([a, b]) => token.slice(0, a) + token.slice(b)),
      fc.string({ unit: fc.constantFrom(...alphabet), minLength: TOKEN_LETTERS, maxLength: TOKEN_LETTERS }),
      fc.string(),
      fc.constantFrom(`${token}A`, `${token}=`, token.toLowerCase(), ` ${token}`),
    )
    fc.assert(
      fc.property(mutant, (text) => text === token || checkToken(text, publicId, [key]).kind !== 'genuine'),
      { numRuns: 1000 },
    )
  }, 180_000)

  test('counts for its own certificate and key alone', () => {
    const elsewhere = PublicId.parse('0'.repeat(32))
    expect(checkToken(token, elsewhere, [key])).toEqual({ kind: 'forged' })
    expect(checkToken(token, publicId, [])).toEqual({ kind: 'unknown-key' })
    const stranger = Buffer.from(ed25519.getPublicKey(new Uint8Array(32).fill(8))).toString('base64url')
    expect(checkToken(token, publicId, [{ ...key, x: stranger }])).toEqual({ kind: 'forged' })
    expect(checkToken(token, publicId, [{ ...key, x: 'AA' }])).toEqual({ kind: 'unknown-key' })
  })

  test('a name is found however its spaces and capitals are typed, and no other name is', () => {
    const hash = nameHashOf('Siti Aminah', content.serial)
    for (const typed of ['siti aminah', ' SITI  AMINAH ', 'Siti\u00a0Aminah']) expect(nameHashOf(typed, content.serial)).toBe(hash)
    expect(nameHashOf('Siti Aminaj', content.serial)).not.toBe(hash)
    expect(nameHashOf('Siti Aminah', '000124/KCM-TERA/2026')).not.toBe(hash)
  })
})
