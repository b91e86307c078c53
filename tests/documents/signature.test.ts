import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, type X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderCertificate } from '#app/documents/certificate.server.tsx'
import { isSignatureOf, type SigningChain, signDigest } from '#app/platform/signer/cms.server.ts'
import {
  attachFile,
  fillSignature,
  isUpdateOf,
  PdfNotReadable,
  placeSignature,
  signedPart,
} from '#app/platform/signer/pdf-update.server.ts'
import { checkSignature, providerFault } from '#app/platform/signer/signature-check.server.ts'
import { trustFault } from '#app/platform/signer/trust.server.ts'
import { newDocumentKeys, newRootKeys, selfSigned, signedByRoot } from '#app/platform/signer/x509.server.ts'
import { hasPdfTools, readPdf } from './pdf-tools.ts'
import { sampleCertificate } from './sample-certificate.ts'

const hasTools = hasPdfTools && ['qpdf', 'pdfsig', 'openssl'].every((tool) => spawnSync(tool, ['--help']).error === undefined)
if (!hasTools) process.stdout.write('skipped: reading signatures back needs poppler-utils, qpdf and openssl\n')

const MUTANTS = Number(process.env.TEST_MUTANTS ?? '1000')
const span = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2041-01-01T00:00:00Z') }
const name = { organisation: 'DP3AP2KB Kota Cilegon', commonName: 'Akar uji' }
const at = new Date('2026-12-12T03:00:00Z')
const note = { signer: 'DP3AP2KB Kota Cilegon', reason: 'Penerbitan', location: 'Cilegon', at }

let chain: SigningChain
let other: SigningChain
let paper: Uint8Array
let signed: Uint8Array
let signature: Uint8Array
let content: Uint8Array
let folder: string

async function makeSigned(pdf: Uint8Array) {
  const rootKeys = await newRootKeys()
  const keys = await newDocumentKeys()
  const root = selfSigned(rootKeys, name, span)
  const certificate = signedByRoot(keys.publicKey, { ...name, commonName: 'Segel uji' }, { keys: rootKeys, name }, span)
  const place = placeSignature(pdf, note, 4096)
  const value = signDigest(createHash('sha256').update(signedPart(place)).digest(), { certificate, root }, keys.privateKey)
  return { chain: { certificate, root }, signed: fillSignature(place, value), signature: value, content: signedPart(place) }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tera-signature-'))
  const rendered = await renderCertificate(sampleCertificate(), {
    origin: 'https://tera.example',
    demo: true,
    signer: 'local-key',
    token: null,
  })
  paper = attachFile(rendered, {
    name: 'kredensial.jwt',
    description: 'Open Badges 3.0',
    mediaType: 'application/jwt',
    bytes: Buffer.from('a.b.c'),
    at,
  })
  ;({ chain, signed, signature, content } = await makeSigned(paper))
  ;({ chain: other } = await makeSigned(paper))
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true }))

const file = (fileName: string, bytes: Uint8Array | string) => {
  const path = join(folder, fileName)
  writeFileSync(path, bytes)
  return path
}
const pdfsig = (bytes: Uint8Array) => spawnSync('pdfsig', [file('checked.pdf', bytes)], { encoding: 'utf8' }).stdout
const isGoodForPdfsig = (bytes: Uint8Array) => {
  const answer = pdfsig(bytes)
  return answer.includes('Signature is Valid') && answer.includes('Total document signed')
}

describe.skipIf(!hasTools)('a signed certificate, read by other programs', () => {
  test('qpdf finds no fault, and what was there before is there byte for byte', () => {
    const answer = spawnSync('qpdf', ['--check', file('signed.pdf', signed)], { encoding: 'utf8' })
    expect([answer.status, answer.stderr]).toEqual([0, ''])
    expect(Buffer.from(signed.subarray(0, paper.length)).equals(paper)).toBe(true)
  })

  test('pdfsig says that the signature is valid and that it covers the whole file', () => {
    const answer = pdfsig(signed)
    expect(answer).toContain('Signature Type: ETSI.CAdES.detached')
    expect(answer).toContain('Signature is Valid.')
    expect(answer).toContain('Total document signed')
  })

  test('openssl verifies it as CAdES under the root', () => {
    const parameters = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file('signature.der', signature), '-content']
    const root = file('root.pem', chain.root.toString())
    const verify = (body: Uint8Array, authority: string) =>
      spawnSync('openssl', [...parameters, file('content.bin', body), '-CAfile', authority, '-purpose', 'any', '-out', '/dev/null'], {
        encoding: 'utf8',
      })
    expect(verify(content, root).stderr).toMatch(/CAdES Verification successful/i)
    expect(verify(content, file('other.pem', other.root.toString())).status).not.toBe(0)
    expect(verify(Buffer.concat([content, Buffer.from(' ')]), root).status).not.toBe(0)
    const printed = execFileSync('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', join(folder, 'signature.der')], {
      encoding: 'utf8',
    })
    expect(printed).toContain('id-smime-aa-signingCertificateV2')
    expect(printed).not.toContain('signingTime')
  })

  test('every font is embedded, and the credential is attached', () => {
    const { fonts } = readPdf(signed)
    expect(fonts.length).toBeGreaterThan(0)
    expect(fonts.filter((font) => !font.embedded || /helvetica/i.test(font.name))).toEqual([])
    const path = file('attached.pdf', signed)
    expect(execFileSync('pdfdetach', ['-list', path], { encoding: 'utf8' })).toContain('kredensial.jwt')
    execFileSync('pdfdetach', ['-save', '1', '-o', join(folder, 'out.jwt'), path])
    expect(execFileSync('cat', [join(folder, 'out.jwt')], { encoding: 'utf8' })).toBe('a.b.c')
  })

  test('pdfsig takes no altered, truncated or appended file', () => {
    const step = Math.floor(paper.length / 12)
    const altered = Array.from({ length: 12 }, (_, place) => withByte(signed, place * step + 40))
    const truncated = [1, 2, 100, 5_000].map((count) => signed.subarray(0, signed.length - count))
    const appended = [Buffer.concat([signed, Buffer.from('\n% more\n')]), Buffer.concat([signed, signed])]
    expect(isGoodForPdfsig(signed)).toBe(true)
    for (const mutant of [...altered, ...truncated, ...appended]) expect(isGoodForPdfsig(mutant)).toBe(false)
  }, 180_000)
})

describe('our own check of the signature', () => {
  test('takes the file as it was signed, and no file of another key', () => {
    expect(checkSignature(signed, [other, chain])).toEqual({ ok: true, chain })
    expect(checkSignature(signed, [other])).toEqual({ ok: false, fault: 'unknown-signature' })
    expect(checkSignature(paper, [chain])).toEqual({ ok: false, fault: 'not-signed' })
    expect(checkSignature(new Uint8Array(), [chain])).toEqual({ ok: false, fault: 'not-signed' })
  })

  test(`takes none of ${MUTANTS} altered, truncated and appended files`, () => {
    const position = fc.integer({ min: 0, max: signed.length - 1 })
    const mutant = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.tuple(position, fc.integer({ min: 1, max: 255 })).map(([place, change]) => withByte(signed, place, change)),
      },
      {
        weight: 2,
        arbitrary: placeOfSignature().chain((place) => fc.integer({ min: 1, max: 255 }).map((change) => withByte(signed, place, change))),
      },
      { weight: 2, arbitrary: position.map((length) => signed.subarray(0, length)) },
      { weight: 2, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 2_000 }).map((more) => Buffer.concat([signed, more])) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(position, fc.uint8Array({ minLength: 1, maxLength: 50 }))
          .map(([place, more]) => Buffer.concat([signed.subarray(0, place), more, signed.subarray(place)])),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(position, fc.integer({ min: 1, max: 50 }))
          .map(([place, count]) => Buffer.concat([signed.subarray(0, place), signed.subarray(place + count)])),
      },
    )
    fc.assert(
      fc.property(mutant, (bytes) => Buffer.from(bytes).equals(signed) || !checkSignature(bytes, [chain]).ok),
      { numRuns: MUTANTS },
    )
  }, 120_000)

  test('takes no second signature behind the first, no upper-case copy, and no bytes hidden behind the signature', () => {
    const start = Buffer.from(signed).indexOf('/Contents <') + '/Contents <'.length
    const upper = Buffer.from(signed)
    upper.write(upper.toString('latin1', start, start + 200).toUpperCase(), start, 'latin1')
    const hidden = Buffer.from(signed)
    hidden.write('31337', start + 8192 - 5, 'latin1')
    const spaced = Buffer.from(signed)
    spaced.write('    ', start + 8192 - 4, 'latin1')
    for (const bytes of [upper, hidden, spaced]) expect(checkSignature(bytes, [chain])).toEqual({ ok: false, fault: 'not-whole' })
    expect(checkSignature(attachedTwice(), [chain]).ok).toBe(false)
  })

  test('knows a signature whose attributes were put in another order as none', () => {
    const digest = createHash('sha256').update(content).digest()
    expect(isSignatureOf(signature, digest, chain)).toBe(true)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: signature.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (place, change) => !isSignatureOf(withByte(signature, place, change), digest, chain),
      ),
      { numRuns: 300 },
    )
  })

  test('a provider’s signature is read too, and fails with the file', () => {
    const fault = (bytes: Uint8Array) => providerFault(bytes, [chain.root], at)
    expect(fault(signed)).toBeNull()
    for (const bytes of [paper, withByte(signed, 500), Buffer.concat([signed, Buffer.from('more')])])
      expect(fault(bytes)).toBe('not-intact')
  })

  test('a provider’s signature counts under a trusted root only, and while its certificates are valid', async () => {
    expect(providerFault(signed, [other.root], at)).toBe('untrusted')
    expect(providerFault(signed, [], at)).toBe('untrusted')
    expect(providerFault(signed, [other.root, chain.root], at)).toBeNull()
    expect(providerFault(signed, [chain.root], new Date('2025-12-31T23:59:59Z'))).toBe('expired')
    expect(providerFault(signed, [chain.root], new Date('2041-01-01T00:00:01Z'))).toBe('expired')
    // A root of the same name with another key vouches for nothing.
    const namesake = selfSigned(await newRootKeys(), name, span)
    expect(providerFault(signed, [namesake], at)).toBe('untrusted')
  })
})

describe('the way to a root', () => {
  const years = (from: number, to: number) => ({
    notBefore: new Date(`${from}-01-01T00:00:00Z`),
    notAfter: new Date(`${to}-01-01T00:00:00Z`),
  })

  test('needs authorities all along, each valid itself', async () => {
    const [rootKeys, leafKeys, furtherKeys] = [await newRootKeys(), await newDocumentKeys(), await newDocumentKeys()]
    const leafName = { ...name, commonName: 'Pejabat' }
    const signer = (leaf: X509Certificate) => ({ certificate: leaf, others: [] })
    const root = selfSigned(rootKeys, name, years(2020, 2040))
    const leaf = signedByRoot(leafKeys.publicKey, leafName, { keys: rootKeys, name }, years(2026, 2028))
    expect(trustFault(signer(leaf), [root], at)).toBeNull()
    expect(trustFault(signer(leaf), [root], new Date('2028-06-01T00:00:00Z'))).toBe('expired')
    const pastRoot = selfSigned(rootKeys, name, years(2020, 2026))
    expect(trustFault(signer(leaf), [pastRoot], at)).toBe('expired')
    // A signer's own certificate is no authority: what it vouches for is not trusted, even when it is sent along.
    const further = signedByRoot(furtherKeys.publicKey, { ...name, commonName: 'Lain' }, { keys: leafKeys, name: leafName }, span)
    expect(trustFault({ certificate: further, others: [leaf] }, [root], at)).toBe('untrusted')
    // What comes along is no root by coming along.
    expect(trustFault({ certificate: leaf, others: [root] }, [], at)).toBe('untrusted')
  })
})

describe('signing', () => {
  test('the same file twice gives the same bytes', async () => {
    const place = placeSignature(paper, note, 4096)
    expect(Buffer.from(placeSignature(paper, note, 4096).bytes).equals(place.bytes)).toBe(true)
  })

  test('what is no PDF of ours is refused, never half written', () => {
    for (const bytes of [
      Buffer.from(''),
      Buffer.from('%PDF-1.7 nothing'),
      paper.subarray(0, 900),
      Buffer.concat([paper, Buffer.from('x')]),
    ])
      expect(() => placeSignature(bytes, note, 4096)).toThrow(PdfNotReadable)
    expect(() => placeSignature(signed, note, 4096)).toThrow(PdfNotReadable)
    expect(() => fillSignature(placeSignature(paper, note, 100), signature)).toThrow(PdfNotReadable)
  })
})

function withByte(bytes: Uint8Array, place: number, change = 1): Uint8Array {
  const mutant = Uint8Array.from(bytes)
  mutant[place] = ((mutant[place] ?? 0) + change) % 256
  return mutant
}

function placeOfSignature() {
  const start = Buffer.from(signed).indexOf('/Contents <')
  return fc.integer({ min: start, max: start + 9_000 })
}

/** A later update behind a signed file: a valid file that is no longer the signed one. */
function attachedTwice(): Uint8Array {
  return Buffer.concat([signed, Buffer.from('\n9999 0 obj\n<< >>\nendobj\n')])
}

describe('a file that comes back signed', () => {
  const text = () => Buffer.from(paper).toString('latin1')
  const withAdded = (added: string) => isUpdateOf(Buffer.concat([signed, Buffer.from(added, 'latin1')]), paper)
  const numberOf = (form: RegExp) => Number(form.exec(text())?.[1])
  const page = () => text().match(/(\d+) 0 obj\s*<<\s*\/Type \/Page\b[\s\S]*?endobj/)?.[0] ?? ''

  test('is the one that was sent when only a signature stands behind it', () => {
    expect(isUpdateOf(signed, paper)).toBe(true)
    expect(withAdded(`\n9000 0 obj\n<< /Type /DSS >>\nendobj\n${page()}\n`)).toBe(true)
  })

  test.each([
    ['the file itself, unsigned', () => paper],
    ['a file that ends early', () => signed.subarray(0, paper.length - 1)],
    ['a file with one other byte in its first part', () => signed.map((byte, at) => (at === 700 ? byte ^ 1 : byte))],
    ['another file', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), signed])],
  ])('is not %s', (_case, file) => {
    expect(isUpdateOf(new Uint8Array(file()), paper)).toBe(false)
  })

  test('may not write the page anew behind the first part', () => {
    const contents = numberOf(/\/Contents (\d+) 0 R/)
    expect(withAdded(`\n${contents} 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n`)).toBe(false)
    expect(withAdded(`\n${page().replace(`/Contents ${contents} 0 R`, '/Contents 9000 0 R')}\n`)).toBe(false)
    expect(withAdded(`\n${page().replace(`/Contents ${contents} 0 R`, '')}\n`)).toBe(false)
    expect(withAdded('\n9001 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 0 >>\nstream\n\nendstream\nendobj\n')).toBe(false)
  })
})
