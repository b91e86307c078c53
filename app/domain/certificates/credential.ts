import type { CanonicalValue } from '../shared/canonical-hash.ts'
import type { CertificateContent } from './certificate.ts'
import type { PublicId } from './public-id.ts'

/** Certificates in one status list: the least that keeps a single one from being told apart (Bitstring Status List 1.0, 3.1). */
export const STATUS_LIST_BITS = 131_072

/** Which list holds a certificate's bit, and where in it. Lists count from 1. */
export function statusPlace(statusIndex: number): { readonly list: number; readonly bit: number } {
  return { list: Math.floor(statusIndex / STATUS_LIST_BITS) + 1, bit: statusIndex % STATUS_LIST_BITS }
}

/** The list's bits as bytes, the first bit being the highest of the first byte; a set bit is a certificate without force. */
export function statusBits(list: number, withoutForce: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(STATUS_LIST_BITS / 8)
  for (const index of withoutForce) {
    const place = statusPlace(index)
    if (place.list !== list) continue
    const byte = Math.floor(place.bit / 8)
    bytes[byte] = (bytes[byte] ?? 0) | (0x80 >> (place.bit % 8))
  }
  return bytes
}

export type CredentialSubject = {
  readonly publicId: PublicId
  readonly statusIndex: number
  readonly content: CertificateContent
  readonly issuedAt: Date
}
export type CredentialWords = {
  readonly issuer: string
  readonly title: string
  readonly description: string
  readonly criteria: string
  readonly fields: Readonly<Record<string, string>>
}

type Claims = { readonly [name: string]: CanonicalValue }

const address = (origin: string, path: string) => `${origin}/${path}`
const at = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z')
const seconds = (date: Date) => Math.floor(date.getTime() / 1000)
/** A certificate is valid through its last day in Western Indonesian Time. */
const endOf = (day: string) => new Date(`${day}T23:59:59+07:00`)

/** The claims of an Open Badges 3.0 credential in the form VC-JWT (1EdTech OB 3.0, 8.2; W3C VCDM 2.0). */
export function credentialClaims(
  origin: string,
  { publicId, statusIndex, content, issuedAt }: CredentialSubject,
  words: CredentialWords,
): Claims {
  const { list, bit } = statusPlace(statusIndex)
  const issuer = address(origin, 'credentials/issuer')
  const achievement = address(origin, 'credentials/achievement')
  const statusList = address(origin, `credentials/status/${list}`)
  const id = address(origin, `v/${publicId}`)
  const ends = endOf(content.validUntil)
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `${words.title} ${content.serial}`,
    issuer: { id: issuer, type: ['Profile'], name: words.issuer },
    validFrom: at(issuedAt),
    validUntil: at(ends),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: content.holder.name, identityType: 'name' }],
      achievement: {
        id: achievement,
        type: ['Achievement'],
        achievementType: 'Certificate',
        name: words.title,
        description: words.description,
        criteria: { narrative: words.criteria },
        resultDescription: content.fields.map(({ field }) => ({
          id: `${achievement}#${field}`,
          type: ['ResultDescription'],
          name: words.fields[field] ?? field,
          resultType: 'Percent',
        })),
      },
      result: content.fields.map(({ field, score }) => ({ type: ['Result'], resultDescription: `${achievement}#${field}`, value: score })),
    },
    credentialStatus: {
      id: `${statusList}#${bit}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(bit),
      statusListCredential: statusList,
    },
    iss: issuer,
    jti: id,
    nbf: seconds(issuedAt),
    exp: seconds(ends),
  }
}

/** The claims of a status list; `encodedList` is the bits, gzipped, in base64url behind an `u` (Bitstring Status List 1.0, 2.2). */
export function statusListClaims(origin: string, list: number, encodedList: string, from: Date, minutesToLive: number): Claims {
  const id = address(origin, `credentials/status/${list}`)
  const issuer = address(origin, 'credentials/issuer')
  const until = new Date(from.getTime() + minutesToLive * 60_000)
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: at(from),
    validUntil: at(until),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList,
      ttl: minutesToLive * 60_000,
    },
    iss: issuer,
    jti: id,
    nbf: seconds(from),
    exp: seconds(until),
  }
}
