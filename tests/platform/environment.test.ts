import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { EnvironmentError, parseEnvironment } from '#app/platform/environment.server.ts'
import { newRootKeys, selfSigned } from '#app/platform/signer/x509.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'tera-environment-'))
afterAll(() => rmSync(folder, { recursive: true }))
const parse = (settings: Record<string, string>) => parseEnvironment({ NODE_ENV: 'test', DEMO: '1', DATA_FOLDER: folder, ...settings })

describe('a provider of certified signatures', () => {
  const BSRE_URL = 'https://esign.example.go.id/'

  test('is configured with the roots that its signers are trusted under', async () => {
    const span = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
    const names = ['Akar satu', 'Akar dua']
    const roots = await Promise.all(
      names.map(async (commonName) => selfSigned(await newRootKeys(), { organisation: 'Uji', commonName }, span)),
    )
    const path = join(folder, 'roots.pem')
    writeFileSync(path, `Two roots\n${roots.join('\n')}`)
    const { bsre } = parse({ BSRE_URL, BSRE_ROOTS: path })
    expect(bsre?.url).toBe('https://esign.example.go.id')
    expect(bsre?.roots.map(({ fingerprint256 }) => fingerprint256)).toEqual(roots.map(({ fingerprint256 }) => fingerprint256))
  })

  test('is refused at the start without them', () => {
    writeFileSync(join(folder, 'empty.pem'), 'nothing')
    writeFileSync(join(folder, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect(parse({}).bsre).toBeNull()
    for (const settings of [{}, ...['missing.pem', 'empty.pem', 'broken.pem'].map((file) => ({ BSRE_ROOTS: join(folder, file) }))])
      expect(() => parse({ BSRE_URL, ...settings })).toThrow(EnvironmentError)
  })
})
