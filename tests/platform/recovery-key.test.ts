import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { CompactEncrypt } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { seal } from '#app/components/delivery/seal-recovery.ts'
import { environment } from '#app/platform/environment.server.ts'
import { listRecoveryKeys, openSealed, recoveryKey, rotateRecoveryKey } from '#app/platform/recovery-key.server.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const textOf = async (sealed: string) => {
  const opened = await openSealed(sealed)
  return opened.ok ? new TextDecoder().decode(opened.content) : opened.fault
}
const CONTENT = JSON.stringify({ attemptId: 'x', events: Array.from({ length: 20 }, (_, seq) => ({ seq, text: 'Jawaban ✓' })) })

describe('what a device seals', () => {
  test('opens on the server as it was', async () => {
    const key = await recoveryKey()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 }), async (text) => {
        expect(await textOf(await seal(utf8(text), key))).toBe(text)
      }),
      { numRuns: 30 },
    )
  })

  test('is what the standard calls ECDH-ES with A256GCM, with the name of the key and nothing about the content', async () => {
    const key = await recoveryKey()
    const [header = '', encryptedKey] = (await seal(utf8(CONTENT), key)).split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: key.kid,
      epk: { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
    })
    expect(encryptedKey).toBe('')
  })

  test('is another text each time', async () => {
    const key = await recoveryKey()
    expect(await seal(utf8(CONTENT), key)).not.toBe(await seal(utf8(CONTENT), key))
  })

  test('is refused with any one character altered, left out or added', async () => {
    const sealed = await seal(utf8(CONTENT), await recoveryKey())
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), fc.constantFrom(...'Aaz09-_.=\n'), async (at, other) => {
        const altered = [
          sealed[at] === other ? sealed : sealed.slice(0, at) + other + sealed.slice(at + 1),
          sealed.slice(0, at) + sealed.slice(at + 1),
          sealed.slice(0, at) + other + sealed.slice(at),
        ].filter((text) => text !== sealed)
        for (const text of altered) expect((await openSealed(text)).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
    // The last characters hold bits that say nothing.
    const last = sealed.length - 1
    for (const other of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
      if (other !== sealed[last]) expect((await openSealed(sealed.slice(0, last) + other)).ok).toBe(false)
  })

  test.each(['', 'x', 'PK\u0003\u0004', '{"a":1}', 'a.b.c.d.e', `${'a'.repeat(100)}..b.c.d`])('is told apart from %j', async (text) => {
    expect(await openSealed(text)).toEqual({ ok: false, fault: 'no-recovery-file' })
  })

  test('opens with no other way of sealing under the same key', async () => {
    const { kid, x, y } = await recoveryKey()
    const wrapped = await new CompactEncrypt(utf8(CONTENT))
      .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid })
      .encrypt({ kty: 'EC', crv: 'P-256', x, y })
    expect(await openSealed(wrapped)).toEqual({ ok: false, fault: 'damaged' })
  })
})

describe('the keys', () => {
  let folder: string
  beforeAll(async () => {
    await recoveryKey()
    folder = join(environment().dataFolder, 'keys', 'recovery')
  })

  test('open what was sealed before another one took their place, and no key of elsewhere is known', async () => {
    const before = await recoveryKey()
    const sealed = await seal(utf8('lama'), before)
    const after = await rotateRecoveryKey()
    expect(after.kid).not.toBe(before.kid)
    expect(await recoveryKey()).toEqual(after)
    expect((await listRecoveryKeys()).slice(0, 2)).toEqual([after.kid, before.kid])
    expect(await textOf(sealed)).toBe('lama')
    expect(await openSealed(await seal(utf8('x'), { ...after, kid: 'A'.repeat(43) }))).toEqual({ ok: false, fault: 'other-key' })
  })

  test('are one, however many ask for the next at the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => rotateRecoveryKey()))
    expect(await listRecoveryKeys()).toEqual(expect.arrayContaining(made.map(({ kid }) => kid)))
    const newest = await recoveryKey()
    expect(await textOf(await seal(utf8('x'), newest))).toBe('x')
  })

  test('lie in the data folder for the server alone, and not as they are', () => {
    const names = readdirSync(folder)
    expect(names.every((name) => /^\d{6}\.key$/.test(name))).toBe(true)
    for (const name of names) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
      expect(readFileSync(join(folder, name)).toString('latin1')).not.toContain('"d"')
    }
  })
})
