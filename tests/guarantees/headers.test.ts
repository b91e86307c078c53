import { describe, expect, test } from 'vitest'
import { isOwnOrigin, keptPageHeaders, newNonce, plainHeaders, securityHeaders } from '#app/web/headers.server.ts'

describe('the headers of every response', () => {
  const headers = securityHeaders('abc')
  const policy = new Map(
    (headers['Content-Security-Policy'] ?? '')
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  )

  test("scripts run from our own files or with this response's nonce, and never inline or from elsewhere", () => {
    expect(policy.get('script-src')).toBe("'self' 'nonce-abc'")
    expect(policy.get('default-src')).toBe("'self'")
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/)
  })

  test('nothing frames us, no form goes elsewhere, no base moves our addresses', () => {
    expect([policy.get('frame-ancestors'), policy.get('form-action'), policy.get('base-uri'), policy.get('object-src')]).toEqual([
      "'none'",
      "'self'",
      "'none'",
      "'none'",
    ])
  })

  test('personal pages are not kept, types are not guessed, and the address is not told to others', () => {
    expect(headers).toMatchObject({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin' })
  })

  test('what is no page runs nothing, loads nothing and is framed by nobody', () => {
    expect(plainHeaders()).toMatchObject({
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
    })
  })

  test('a page that is kept for many names its scripts by their hashes, and is as strict in all else', () => {
    const kept = keptPageHeaders(['aaa=', 'bbb='])
    expect(kept['Content-Security-Policy']).toContain("script-src 'self' 'sha256-aaa=' 'sha256-bbb=';")
    expect(kept['Content-Security-Policy']).not.toMatch(/nonce|unsafe/)
    expect({ ...kept, 'Content-Security-Policy': '' }).toEqual({ ...headers, 'Content-Security-Policy': '' })
  })

  test('each response has a nonce of its own', () => {
    expect(new Set(Array.from({ length: 100 }, newNonce)).size).toBe(100)
  })
})

describe('a request that changes something', () => {
  test.each([
    ['from our own page', { 'sec-fetch-site': 'same-origin', host: 'localhost:3000' }, true],
    ['typed by hand', { 'sec-fetch-site': 'none', host: 'localhost:3000' }, true],
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', host: 'localhost:3000' }, false],
    [
      'from another host of the same site',
      { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost:3000', host: 'localhost:3000' },
      false,
    ],
    ['of an old browser, from our origin', { origin: 'http://localhost:3000', host: 'localhost:3000' }, true],
    ['of an old browser, from elsewhere', { origin: 'https://evil.example', host: 'localhost:3000' }, false],
    ['that does not say where it comes from', { host: 'localhost:3000' }, false],
    ['of an origin that only begins like ours', { origin: 'http://localhost:3000.evil.example', host: 'localhost:3000' }, false],
  ])('%s: %o is our own: %s', (_name, sent, own) => {
    expect(isOwnOrigin(sent)).toBe(own)
  })
})
