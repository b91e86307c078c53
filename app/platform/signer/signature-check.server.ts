import { createHash, type X509Certificate } from 'node:crypto'
import { foreignSignerOf, isSignatureOf, type SigningChain } from './cms.server.ts'
import { byteRange } from './pdf-update.server.ts'
import { type TrustFault, trustFault } from './trust.server.ts'

export type SignatureFault = 'not-signed' | 'not-whole' | 'unknown-signature'
export type CheckedSignature<Chain> = { readonly ok: true; readonly chain: Chain } | { readonly ok: false; readonly fault: SignatureFault }

/**
 * Whether the file is exactly what one of these keys signed, from its first byte to its last. The place of the signature
 * holds the signature in lower-case hexadecimal and zeros behind it, nothing else.
 */
export function checkSignature<Chain extends SigningChain>(pdf: Uint8Array, chains: readonly Chain[]): CheckedSignature<Chain> {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const at = text.lastIndexOf('/ByteRange [')
  if (at < 0) return { ok: false, fault: 'not-signed' }
  const from = at + '/ByteRange '.length
  const numbers = /^\[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]/.exec(text.toString('latin1', from, from + 40))
  if (numbers === null) return { ok: false, fault: 'not-signed' }
  const [start, end, rest] = [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])]
  const written = byteRange([0, start, end, rest])
  if (text.toString('latin1', from, from + written.length) !== written) return { ok: false, fault: 'not-whole' }
  if (start < from || end <= start || end + rest !== text.length) return { ok: false, fault: 'not-whole' }
  const place = text.toString('latin1', start, end)
  if (!/^<(?:[0-9a-f]{2})+>$/.test(place)) return { ok: false, fault: 'not-whole' }
  const content = Buffer.from(place.slice(1, -1), 'hex')
  const length = lengthOf(content)
  if (length === null || content.subarray(length).some((byte) => byte !== 0)) return { ok: false, fault: 'not-whole' }
  const signature = content.subarray(0, length)
  const digest = createHash('sha256').update(text.subarray(0, start)).update(text.subarray(end)).digest()
  const chain = chains.find((each) => isSignatureOf(signature, digest, each))
  return chain === undefined ? { ok: false, fault: 'unknown-signature' } : { ok: true, chain }
}

/** How many bytes the one DER sequence at the start takes; null when there is none that fits. */
function lengthOf(der: Uint8Array): number | null {
  const [tag, high, low] = [der[1], der[2], der[3]]
  if (der[0] !== 0x30 || tag !== 0x82 || high === undefined || low === undefined) return null
  const length = 4 + high * 256 + low
  return length <= der.length ? length : null
}

export type ProviderFault = 'not-intact' | TrustFault

/**
 * What is wrong with a provider's signature in the file; null when nothing is: its digest and value hold, nothing follows the
 * last signed part, and at this moment one of the roots vouches for the certificate that signed.
 */
export function providerFault(pdf: Uint8Array, roots: readonly X509Certificate[], at: Date): ProviderFault | null {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const signatures = [...text.toString('latin1').matchAll(/\/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)].map(
    (found) => ({
      start: Number(found[1]),
      end: Number(found[2]),
      rest: Number(found[3]),
    }),
  )
  const last = signatures.at(-1)
  if (last === undefined || last.end + last.rest !== text.length) return 'not-intact'
  const faults = signatures.flatMap(({ start, end, rest }) => {
    const place = text.toString('latin1', start, end)
    if (!/^<[0-9a-fA-F\s]+>$/.test(place)) return []
    const digest = createHash('sha256')
      .update(text.subarray(0, start))
      .update(text.subarray(end, end + rest))
      .digest()
    const signer = foreignSignerOf(Buffer.from(place.slice(1, -1).replace(/\s/g, ''), 'hex'), digest)
    return signer === null ? [] : [trustFault(signer, roots, at)]
  })
  return faults.includes(null) ? null : (faults[0] ?? 'not-intact')
}
