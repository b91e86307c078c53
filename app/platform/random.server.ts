import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto'

export function newUuid(): string {
  return randomUUID()
}

/** Hexadecimal digits of so many random bits. */
export function randomHex(bits: 64 | 128 | 256): string {
  return randomBytes(bits / 8).toString('hex')
}

/** So many decimal digits, the first one included in chance. */
export function randomDigits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join('')
}

/** Letters and digits that cannot be confused when read aloud or written down. */
export function randomToken(length: number): string {
  const alphabet = 'ABCDEFGHJKMNPQRTUVWXY346789'
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** The seed that belongs to a subject: HMAC-SHA-256 of its parts, 64 hexadecimal digits. */
export function seedFor(secret: string, ...parts: readonly string[]): string {
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(parts.join('\u0000')).digest('hex')
}
