import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM: nonce, tag, cipher text in one piece. The key is 64 hexadecimal digits. */
export function encrypt(plain: string, key: string): Uint8Array<ArrayBuffer> {
  return encryptBytes(Buffer.from(plain, 'utf8'), key)
}

/** Throws when the key is another one or a byte was changed. */
export function decrypt(sealed: Uint8Array, key: string): string {
  return Buffer.from(decryptBytes(sealed, key)).toString('utf8')
}

export function encryptBytes(plain: Uint8Array, key: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text]))
}

/** Throws when the key is another one or a byte was changed. */
export function decryptBytes(sealed: Uint8Array, key: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]))
}

/** HMAC-SHA-256 in hexadecimal: equal inputs can be found, and nobody without the key can guess them. */
export function keyedHash(text: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(text, 'utf8').digest('hex')
}
