import type { CanonicalValue } from '../shared/canonical-hash.ts'
import type { CertificateContent } from './certificate.ts'
import type { PublicId } from './public-id.ts'
import { badgeCode } from './skill-badge.ts'

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
/** Where an achievement is described: the certificate of competence, or one level of a framework's badges. */
export function achievementPath({ badge }: { readonly badge?: Parameters<typeof badgeCode>[0] | undefined }): string {
  return badge === undefined ? 'credentials/achievement' : `credentials/achievement/${badgeCode(badge)}`
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
  const achievement = address(origin, achievementPath(content))
  const results = resultsOf(content, words.fields)
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
        achievementType: content.badge === undefined ? 'Certificate' : 'Badge',
        name: words.title,
        description: words.description,
        criteria: { narrative: words.criteria },
        resultDescription: results.map(({ code, name }) => ({
          id: `${achievement}#${code}`,
          type: ['ResultDescription'],
          name,
          resultType: 'Percent',
        })),
      },
      result: results.map(({ code, score }) => ({ type: ['Result'], resultDescription: `${achievement}#${code}`, value: score })),
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

/** The scores behind it: the fields of a certificate of competence, the held competencies of a badge. */
function resultsOf({ badge, fields }: CertificateContent, names: CredentialWords['fields']) {
  if (badge === undefined) return fields.map(({ field, score }) => ({ code: field, name: names[field] ?? field, score }))
  return badge.groups.flatMap(({ competencies }) => competencies.map(({ code, name, score }) => ({ code, name, score })))
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
