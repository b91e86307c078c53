import { sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { CompactSign, compactVerify, importJWK } from 'jose'
import type { PublicJwk } from '#app/domain/certificates/signing-key.ts'
import { readPrivateKey } from './key-files.server.ts'

/** The claims, as canonical JSON, in a JWT signed with Ed25519 (RFC 8037); null when the key's private half is not here. */
export async function signCredential(claims: string, kid: string, keySet: string): Promise<string | null> {
  const key = await readPrivateKey(kid)
  if (key === null) return null
  return new CompactSign(Buffer.from(claims)).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: `${keySet}#${kid}` }).sign(key)
}

/** The signature over a token's message; null when the key's private half is not here. */
export async function signTokenMessage(message: Uint8Array, kid: string): Promise<Uint8Array | null> {
  const key = await readPrivateKey(kid)
  return key === null ? null : new Uint8Array(sign(null, message, key))
}

/** The claims of a credential that one of these keys signed; null for anything else, `alg: none` and HS256 too. */
export async function openCredential(
  jwt: string,
  keys: readonly { readonly kid: string; readonly publicJwk: PublicJwk }[],
): Promise<{ readonly kid: string; readonly claims: unknown } | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(
      jwt,
      async ({ kid }) => {
        const key = keys.find((each) => kid?.endsWith(`#${each.kid}`))
        if (key === undefined) throw new Error('unknown key')
        return importJWK({ ...key.publicJwk }, 'EdDSA')
      },
      { algorithms: ['EdDSA'] },
    )
    return { kid: protectedHeader.kid?.split('#').at(-1) ?? '', claims: JSON.parse(Buffer.from(payload).toString('utf8')) }
  } catch {
    return null
  }
}

/** Bits as the status list carries them: gzipped, base64url, with the multibase letter. Equal bits give equal text. */
export function encodeBits(bits: Uint8Array): string {
  return `u${gzipSync(bits, { level: 9 }).toString('base64url')}`
}
