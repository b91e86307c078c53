import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accept, refuse } from '../shared/result.ts'
import { changeBatch, ISSUANCE_STATES, keysToGoOnWith, mayGo } from './issuance.ts'
import { changeKey, isTrusted, KEY_STATES, maySign } from './signing-key.ts'

describe('the way of a decision', () => {
  test('no walk reaches publication without a number, a file, a signature and a check, and nothing leaves it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ISSUANCE_STATES), { maxLength: 200 }), (wishes) => {
        const seen = ['approved']
        let state: (typeof ISSUANCE_STATES)[number] = 'approved'
        for (const wish of wishes) {
          if (!mayGo(state, wish)) continue
          state = wish
          seen.push(wish)
        }
        if (seen.includes('published')) {
          expect(seen.slice(-4)).toEqual(['rendered', 'signed', 'verified', 'published'])
          expect(seen.filter((each) => each === 'published')).toHaveLength(1)
        }
        if (seen.includes('refused')) expect(seen).toEqual(['approved', 'refused'])
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('the keys a batch goes on with', () => {
  const here = (kid: string) => ({ kid, present: true })
  const gone = (kid: string) => ({ kid, present: false })
  const fresh = { document: null, credential: null }
  const begun = { document: 'd1', credential: 'c1' }
  test.each([
    [
      'at its beginning, those in use',
      'local-key',
      fresh,
      { document: here('d1'), credential: here('c1') },
      accept({ document: 'd1', credential: 'c1' }),
    ],
    ['later, the same', 'local-key', begun, { document: here('d1'), credential: here('c1') }, accept({ document: 'd1', credential: 'c1' })],
    [
      'none when the private half is gone',
      'local-key',
      begun,
      { document: gone('d1'), credential: here('c1') },
      refuse({ kind: 'key-missing' }),
    ],
    ['none when there is no key', 'local-key', fresh, { document: null, credential: here('c1') }, refuse({ kind: 'key-missing' })],
    ['none when it was rotated', 'local-key', begun, { document: here('d2'), credential: here('c1') }, refuse({ kind: 'key-rotated' })],
    [
      'none when the credential key was rotated',
      'none',
      begun,
      { document: here('d1'), credential: here('c2') },
      refuse({ kind: 'key-rotated' }),
    ],
    [
      'without a signature, no document key',
      'none',
      fresh,
      { document: null, credential: here('c1') },
      accept({ document: null, credential: 'c1' }),
    ],
    [
      'with the provider, no document key',
      'bsre',
      fresh,
      { document: gone('d1'), credential: here('c1') },
      accept({ document: null, credential: 'c1' }),
    ],
    ['never one without a credential key', 'none', fresh, { document: null, credential: gone('c1') }, refuse({ kind: 'key-missing' })],
  ] as const)('%s', (_case, signer, begunWith, atHand, expected) => {
    expect(keysToGoOnWith(signer, begunWith, atHand)).toEqual(expected)
  })
})

test('a batch is paused while it runs and resumed while it stands', () => {
  expect(changeBatch('running', 'pause')).toEqual(accept('paused'))
  for (const state of ['paused', 'stopped'] as const) expect(changeBatch(state, 'resume')).toEqual(accept('running'))
  expect(changeBatch('done', 'resume')).toEqual(refuse({ kind: 'not-now' }))
  expect(changeBatch('paused', 'pause')).toEqual(refuse({ kind: 'not-now' }))
})

describe('a signing key', () => {
  const span = { notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') }
  test('signs while it is active and within its span', () => {
    expect(maySign({ state: 'active', ...span }, new Date('2026-06-01'))).toBe(true)
    expect(maySign({ state: 'active', ...span }, new Date('2027-01-01'))).toBe(false)
    expect(maySign({ state: 'active', ...span }, new Date('2025-12-31'))).toBe(false)
    for (const state of ['next', 'retired', 'compromised'] as const) expect(maySign({ state, ...span }, new Date('2026-06-01'))).toBe(false)
  })

  test('what it signed counts after it retired and never after it was compromised, from where there is no way back', () => {
    expect(KEY_STATES.filter((state) => isTrusted({ state }))).toEqual(['active', 'retired'])
    for (const change of ['activate', 'retire', 'compromise'] as const) expect(changeKey('compromised', change).ok).toBe(false)
    expect(changeKey('retired', 'activate').ok).toBe(false)
    expect(changeKey('next', 'activate')).toEqual(accept('active'))
  })
})
