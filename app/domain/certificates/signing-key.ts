import { z } from 'zod'
import { accept, type Result, refuse } from '../shared/result.ts'

/** `root` vouches for `document` keys, which sign files; `credential` keys sign credentials and the token in the QR code. */
export const KEY_PURPOSES = ['root', 'document', 'credential'] as const
export const KeyPurpose = z.enum(KEY_PURPOSES)
export type KeyPurpose = z.infer<typeof KeyPurpose>

/** `next` is published before it is used; `retired` signs no more and stays published; `compromised` is trusted by nobody. */
export const KEY_STATES = ['next', 'active', 'retired', 'compromised'] as const
export const KeyState = z.enum(KEY_STATES)
export type KeyState = z.infer<typeof KeyState>

const Base64Url = z.string().regex(/^[\w-]+$/)

/** A public key in the form of RFC 7517; only what verifying needs. */
export const PublicJwk = z.union([
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Base64Url }),
  z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: Base64Url, y: Base64Url }),
  z.strictObject({ kty: z.literal('RSA'), n: Base64Url, e: Base64Url }),
])
export type PublicJwk = z.infer<typeof PublicJwk>

export type SigningKey = {
  /** The key's thumbprint by RFC 7638. */
  readonly kid: string
  readonly purpose: KeyPurpose
  readonly state: KeyState
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicJwk: PublicJwk
  readonly certificatePem: string | null
}

/** Whether new signatures may be made with the key at this moment. */
export function maySign(key: Pick<SigningKey, 'state' | 'notBefore' | 'notAfter'>, at: Date): boolean {
  return key.state === 'active' && key.notBefore <= at && at < key.notAfter
}

/** Whether what the key signed once still counts: retiring a key takes nothing back, a compromise takes everything back. */
export function isTrusted(key: Pick<SigningKey, 'state'>): boolean {
  return key.state === 'active' || key.state === 'retired'
}

/** Whether the key stands in the published set: the next one already, so that verifiers know it in time. */
export function isPublished(key: Pick<SigningKey, 'state'>): boolean {
  return key.state !== 'compromised'
}

export type KeyChange = 'activate' | 'retire' | 'compromise'

const AFTER: Readonly<Record<KeyChange, { readonly from: readonly KeyState[]; readonly to: KeyState }>> = {
  activate: { from: ['next'], to: 'active' },
  retire: { from: ['active'], to: 'retired' },
  compromise: { from: ['next', 'active', 'retired'], to: 'compromised' },
}

/** No key comes back: next, active, retired; compromised from anywhere and for good. */
export function changeKey(state: KeyState, change: KeyChange): Result<KeyState, { readonly kind: 'not-from-here' }> {
  const { from, to } = AFTER[change]
  return from.includes(state) ? accept(to) : refuse({ kind: 'not-from-here' })
}
