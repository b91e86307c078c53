import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CalendarDay } from '../shared/calendar.ts'
import type { PublicId } from './public-id.ts'
import { type Serial, serialOf } from './serial.ts'

/**
 * What the QR code carries behind the `#` of its address: 96 bytes as 128 letters of base64url.
 *
 *   0      version, 1
 *   1–6    the first six bytes of the key's thumbprint: eight letters of its id
 *   7–8    day of issue, 9–10 last day of validity, in days since 1970-01-01
 *   11–12  year, 13–15 running number: the serial
 *   16–31  the first half of the hash of the holder's name and the serial
 *   32–95  Ed25519 over `tera-qr-1`, the certificate's public id and bytes 0 to 31
 *
 * Numbers are big-endian. A fragment never reaches a server, so it stands in no log.
 */
export const TOKEN_LETTERS = 128

export type TokenContent = {
  /** The first eight letters of the key's id. */
  readonly kid: string
  readonly issuedOn: CalendarDay
  readonly validUntil: CalendarDay
  readonly serial: Serial
  /** 32 hexadecimal digits. */
  readonly nameHash: string
}

const VERSION = 1
const HEAD = 32
const DAY = 24 * 60 * 60 * 1000

/** The name as it is hashed: in one Unicode form, in lower case, with single spaces, so that a name typed by hand is found. */
export function nameHashOf(name: string, serial: Serial): string {
  const plain = name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
  return bytesToHex(sha256(utf8ToBytes(`tera-name-1\n${serial}\n${plain}`))).slice(0, 32)
}

/** What the key signs for this certificate. Throws when a figure has no room in its place. */
export function tokenHead({ kid, issuedOn, validUntil, serial, nameHash }: TokenContent): Uint8Array {
  const [number = '', , year = ''] = serial.split('/')
  const tag = bytesOf(kid.slice(0, 8))
  if (tag === null || tag.length !== 6 || !/^[0-9a-f]{32}$/.test(nameHash)) throw new Error('a token needs a key id and a name hash')
  const hash = Uint8Array.from(nameHash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return Uint8Array.from([
    VERSION,
    ...tag,
    ...bigEndian(daysOf(issuedOn), 2),
    ...bigEndian(daysOf(validUntil), 2),
    ...bigEndian(Number(year), 2),
    ...bigEndian(Number(number), 3),
    ...hash,
  ])
}

/** The message under the signature: the head bound to the certificate's address. */
export function tokenMessage(head: Uint8Array, publicId: PublicId): Uint8Array {
  const label = utf8ToBytes(`tera-qr-1\n${publicId}\n`)
  const message = new Uint8Array(label.length + head.length)
  message.set(label)
  message.set(head, label.length)
  return message
}

/** The token of a signed head. */
export function tokenOf(head: Uint8Array, signature: Uint8Array): string {
  if (head.length !== HEAD || signature.length !== 64) throw new Error('a token is a head of 32 bytes and a signature of 64')
  return textOf(Uint8Array.from([...head, ...signature]))
}

export type TokenKey = { readonly kid: string; readonly x: string }
export type CheckedToken = ({ readonly kind: 'genuine' } & TokenContent) | { readonly kind: 'unreadable' | 'unknown-key' | 'forged' }

/**
 * Checks a token against the published keys, with nothing but arithmetic: a phone without internet can do it. It tells that
 * the certificate was issued so; whether it was revoked since, only the online check knows. Source: RFC 8032, strict.
 */
export function checkToken(text: string, publicId: PublicId, keys: readonly TokenKey[]): CheckedToken {
  const bytes = text.length === TOKEN_LETTERS ? bytesOf(text) : null
  if (bytes === null || bytes[0] !== VERSION) return { kind: 'unreadable' }
  const tag = textOf(bytes.subarray(1, 7))
  const key = keys.find(({ kid }) => kid.slice(0, 8) === tag)
  const publicKey = key === undefined ? null : bytesOf(key.x)
  if (publicKey === null || publicKey.length !== 32) return { kind: 'unknown-key' }
  const head = bytes.subarray(0, HEAD)
  if (!isSigned(bytes.subarray(HEAD), tokenMessage(head, publicId), publicKey)) return { kind: 'forged' }
  const at = (from: number, length: number) => head.subarray(from, from + length).reduce((sum, byte) => sum * 256 + byte, 0)
  if (at(13, 3) === 0) return { kind: 'unreadable' }
  return {
    kind: 'genuine',
    kid: tag,
    issuedOn: dayOf(at(7, 2)),
    validUntil: dayOf(at(9, 2)),
    serial: serialOf(at(11, 2), at(13, 3)),
    nameHash: bytesToHex(head.subarray(16, HEAD)),
  }
}

function isSigned(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    // Bytes that are no point of the curve are no signature.
    return false
  }
}

function bigEndian(value: number, length: number): number[] {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** length) throw new Error(`${value} does not fit ${length} bytes`)
  return Array.from({ length }, (_, place) => Math.floor(value / 256 ** (length - 1 - place)) % 256)
}

const daysOf = (day: CalendarDay) => Date.parse(`${day}T00:00:00Z`) / DAY
const dayOf = (days: number): CalendarDay => new Date(days * DAY).toISOString().slice(0, 10)

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    const group = first * 65_536 + second * 256 + third
    for (let place = 0; place < Math.min(4, bytes.length - at + 1); place += 1) text += LETTERS[Math.floor(group / 64 ** (3 - place)) % 64]
  }
  return text
}

/** Null when the text is not base64url in its one form without padding. */
function bytesOf(text: string): Uint8Array | null {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 4) {
    const letters = [...text.slice(at, at + 4)].map((letter) => LETTERS.indexOf(letter))
    if (letters.length === 1 || letters.includes(-1)) return null
    const group = [0, 1, 2, 3].reduce((sum, place) => sum * 64 + (letters[place] ?? 0), 0)
    const whole = [Math.floor(group / 65_536), Math.floor(group / 256) % 256, group % 256]
    if (whole.slice(letters.length - 1).some((rest) => rest !== 0)) return null
    bytes.push(...whole.slice(0, letters.length - 1))
  }
  return Uint8Array.from(bytes)
}
