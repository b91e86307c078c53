import { createHmac } from 'node:crypto'
import { environment } from './environment.server.ts'
import { isSameSecret } from './same-secret.server.ts'

// No vowels, so that no code is a word, and no letter or digit that is mistaken for another when it is copied by hand.
const ALPHABET = 'BCDFGHJKMNPQRTVWXY346789'

/**
 * `<server time in milliseconds>.<number>.<mac>`: this attempt's device heard the server at that moment, when its events up
 * to that number were stored. Only this installation can have written it: 128 bits of an HMAC.
 */
export function signReceipt(attemptId: string, seq: number, at: Date): string {
  const facts = `${at.getTime()}.${seq}`
  return `${facts}.${macOf([attemptId, facts]).toString('hex').slice(0, 32)}`
}

/** When the device of this attempt heard the server; null for what is no receipt of it. */
export function receiptTime(attemptId: string, receipt: string): Date | null {
  const parts = /^(\d{1,15})\.(\d{1,10})\.[0-9a-f]{32}$/.exec(receipt)
  if (parts === null) return null
  const at = new Date(Number(parts[1]))
  return isSameSecret(receipt, signReceipt(attemptId, Number(parts[2]), at)) ? at : null
}

/** A short code to write down, `K7PM-3QXT`: equal parts give the same one. */
export function receiptCode(...parts: readonly string[]): string {
  const letters = [...macOf(['receipt-code', ...parts]).subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

function macOf(parts: readonly string[]): Buffer {
  return createHmac('sha256', Buffer.from(environment().secrets.RECEIPT_KEY, 'hex')).update(parts.join('\u0000')).digest()
}
