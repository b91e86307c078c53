import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | bigint
  | Date
  | readonly CanonicalValue[]
  | { readonly [name: string]: CanonicalValue | undefined }

/**
 * One text for one value: keys in code-unit order, no white space, bigint as its digits in quotes, dates in ISO form,
 * undefined members left out. Source: RFC 8785 (JSON Canonicalization Scheme) for the rest. Throws on NaN and infinities.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('a canonical number is finite')
    return JSON.stringify(value)
  }
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  let members = ''
  // Without a rule of its own sort compares code units.
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member !== undefined) members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

/** SHA-256 of the canonical text, 64 hexadecimal digits. */
export function canonicalHash(value: CanonicalValue): string {
  return textHash(canonicalJson(value))
}

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
export function textHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}
