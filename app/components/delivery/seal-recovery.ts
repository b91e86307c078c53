import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'

const ENCRYPTION = 'A256GCM'
const KEY_BITS = 256

/**
 * Seals bytes so that the holder of the private key alone opens them: a compact JWE, RFC 7516, with direct key agreement
 * (ECDH-ES on P-256, RFC 7518 section 4.6) and A256GCM. The device keeps nothing with which it could read its own file again.
 * By the browser's own means: no package has to be loaded for it.
 */
export async function seal(plain: Uint8Array<ArrayBuffer>, { kid, x, y }: RecoveryKey): Promise<string> {
  const { subtle } = crypto
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const server = await subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, curve, false, [])
  const own = await subtle.generateKey(curve, false, ['deriveBits'])
  const agreed = await subtle.deriveBits({ name: 'ECDH', public: server }, own.privateKey, KEY_BITS)
  const key = await subtle.importKey('raw', await derive(agreed), 'AES-GCM', false, ['encrypt'])
  const ephemeral = await subtle.exportKey('jwk', own.publicKey)
  const epk = { kty: 'EC', crv: 'P-256', x: ephemeral.x, y: ephemeral.y }
  const header = digits(utf8(JSON.stringify({ alg: 'ECDH-ES', enc: ENCRYPTION, kid, epk })))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(header) }, key, plain))
  // Direct agreement sends no encrypted key: the second part is empty.
  return `${header}..${digits(iv)}.${digits(sealed.subarray(0, -16))}.${digits(sealed.subarray(-16))}`
}

/** Concat KDF (NIST SP 800-56A, 5.8.1) in one round of SHA-256, for the content key itself and without party names. */
function derive(agreed: ArrayBuffer): Promise<ArrayBuffer> {
  const algorithm = utf8(ENCRYPTION)
  const parts = [number(1), new Uint8Array(agreed), number(algorithm.length), algorithm, number(0), number(0), number(KEY_BITS)]
  return crypto.subtle.digest('SHA-256', new Uint8Array(parts.flatMap((part) => [...part])))
}

/** Four bytes, the highest first. */
const number = (value: number) => new Uint8Array([0, 0, value >> 8, value & 255])
const utf8 = (text: string) => new TextEncoder().encode(text)

/** Base64url without padding. */
function digits(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
