import { createHmac } from 'node:crypto'
import { environment } from './environment.server.ts'

// No vowels, so that no code is a word, and no letter or digit that is mistaken for another when it is copied by hand.
const ALPHABET = 'BCDFGHJKMNPQRTVWXY346789'

/** 128 bits of an HMAC over the parts, as hexadecimal digits: only this installation can have written it. */
export function signReceipt(...parts: readonly string[]): string {
  return macOf(parts).toString('hex').slice(0, 32)
}

/** A short code to write down, `K7PM-3QXT`: equal parts give the same one. */
export function receiptCode(...parts: readonly string[]): string {
  const letters = [...macOf(['receipt-code', ...parts]).subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

function macOf(parts: readonly string[]): Buffer {
  return createHmac('sha256', Buffer.from(environment().secrets.RECEIPT_KEY, 'hex')).update(parts.join('\u0000')).digest()
}
