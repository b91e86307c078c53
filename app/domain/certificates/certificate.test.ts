import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { canonicalHash } from '../shared/canonical-hash.ts'
import { AccountId, CandidateId, CertificateId, ExamResultId } from '../shared/id.ts'
import { refuse } from '../shared/result.ts'
import {
  CertificateContent,
  contentFor,
  type IssuableResult,
  isIntact,
  mayIssue,
  replacementContent,
  standingOn,
  type ValidCertificate,
} from './certificate.ts'
import { PublicId, printedCode, publicIdFrom } from './public-id.ts'
import { fileNameOf, Serial, serialOf } from './serial.ts'

const confirmer = AccountId.parse('0b8f1c52-6a1e-4a77-9a45-1f6d7c9a0001')
const issuer = AccountId.parse('0b8f1c52-6a1e-4a77-9a45-1f6d7c9a0002')
const ready: IssuableResult = { current: true, confirmation: { by: confirmer }, passed: true, determined: true, hasCertificate: false }

const grounds = {
  holder: { name: 'Siti Aminah', participantNumber: '26-000123', urbanVillage: 'Cibeber' },
  period: { name: 'Asesmen 2026', year: 2026 },
  examTitle: 'Ujian',
  policyVersion: 2,
  result: { id: ExamResultId.parse('0b8f1c52-6a1e-4a77-9a45-1f6d7c9a0003'), contentHash: 'a'.repeat(64) },
  breakdown: {
    fields: SERVICE_FIELDS.map((field) => ({
      field,
      earned: '2',
      maximum: '3',
      score: { numerator: '200', denominator: '3' },
      threshold: '60',
      competent: true,
    })),
    total: { numerator: '200', denominator: '3' },
    totalThreshold: '65',
    unmarked: 0,
  },
  validityYears: 3,
}

function certificate(): ValidCertificate {
  const content = contentFor(grounds, 1, new Date('2026-12-12T03:00:00Z'))
  return {
    status: 'valid',
    id: CertificateId.parse('0b8f1c52-6a1e-4a77-9a45-1f6d7c9a0004'),
    publicId: PublicId.parse('0'.repeat(32)),
    candidateId: CandidateId.parse('0b8f1c52-6a1e-4a77-9a45-1f6d7c9a0005'),
    content,
    contentHash: canonicalHash(content),
    issuedBy: issuer,
    issuedAt: new Date('2026-12-12T03:00:00Z'),
    publishedAt: new Date('2026-12-12T03:00:00Z'),
    statusIndex: 1,
  }
}

describe('who may issue from which result', () => {
  test('another person than the confirmer, from a confirmed, passed and determined result', () => {
    expect(mayIssue(ready, issuer).ok).toBe(true)
  })
  test.each<[string, IssuableResult, AccountId, string]>([
    ['a result that nobody confirmed', { ...ready, confirmation: null }, issuer, 'not-confirmed'],
    ['a result that a newer one replaced', { ...ready, current: false }, issuer, 'not-confirmed'],
    ['a result below the thresholds', { ...ready, passed: false }, issuer, 'not-passed'],
    ['a result that no decree has determined', { ...ready, determined: false }, issuer, 'not-determined'],
    ['a result that has its certificate', { ...ready, hasCertificate: true }, issuer, 'already-issued'],
    ['the one who confirmed it', ready, confirmer, 'confirmer-may-not-issue'],
  ])('not %s', (_case, result, by, kind) => {
    expect(mayIssue(result, by)).toEqual(refuse({ kind }))
  })
})

describe('what a certificate says', () => {
  test('scores are rounded once, to two places, from the exact ratio', () => {
    const content = contentFor(grounds, 7, new Date('2026-12-12T03:00:00Z'))
    expect(CertificateContent.parse(content)).toEqual(content)
    expect(content).toMatchObject({ serial: '000007/KCM-TERA/2026', total: '66.67', issuedOn: '2026-12-12', validUntil: '2029-12-12' })
    expect(content.fields[0]).toEqual({ field: 'education', score: '66.67', competent: true })
  })

  test('the year of the number and the day are those of Western Indonesian Time', () => {
    const content = contentFor(grounds, 1, new Date('2026-12-31T17:30:00Z'))
    expect(content).toMatchObject({ serial: '000001/KCM-TERA/2027', issuedOn: '2027-01-01', validUntil: '2030-01-01' })
  })

  test('a change of one letter shows', () => {
    const issued = certificate()
    expect(isIntact(issued)).toBe(true)
    expect(isIntact({ ...issued, content: { ...issued.content, holder: { ...issued.content.holder, name: 'Siti Aminaj' } } })).toBe(false)
  })
})

describe('how a certificate stands', () => {
  test.each([
    ['2026-12-12', 'valid'],
    ['2029-12-12', 'valid'],
    ['2029-12-13', 'expired'],
  ])('on %s it is %s', (day, standing) => {
    expect(standingOn(certificate(), day)).toBe(standing)
  })

  test('one that was revoked or superseded stays so, before and after its last day', () => {
    for (const status of ['revoked', 'superseded'] as const) {
      const { content } = certificate()
      expect(standingOn({ status, content }, '2027-01-06')).toBe(status)
      expect(standingOn({ status, content }, '2031-01-06')).toBe(status)
    }
  })
})

describe('a certificate that takes another one’s place', () => {
  const old = contentFor(grounds, 1, new Date('2026-12-12T03:00:00Z'))
  const fresh = contentFor({ ...grounds, holder: { ...grounds.holder, name: 'Siti Aminah Baru' } }, 9, new Date('2028-01-10T03:00:00Z'))

  test.each([
    ['lost', null, { name: 'Siti Aminah', validUntil: '2029-12-12' }],
    ['name-change', 'Siti Aminah Rahayu', { name: 'Siti Aminah Rahayu', validUntil: '2029-12-12' }],
    ['data-error', null, { name: 'Siti Aminah Baru', validUntil: '2029-12-12' }],
    ['result-changed', null, { name: 'Siti Aminah Baru', validUntil: '2031-01-10' }],
  ] as const)('after %s it has a new number and day, and says what it replaces', (reason, newName, expected) => {
    const content = CertificateContent.parse(replacementContent(old, fresh, { reason, newName }))
    expect(content).toMatchObject({ serial: fresh.serial, issuedOn: '2028-01-10', replaces: old.serial, validUntil: expected.validUntil })
    expect(content.holder.name).toBe(expected.name)
  })
})

describe('numbers and codes', () => {
  test('serials of one year differ and sort by their number up to a million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 999_999 }), (left, right) => {
        const [a, b] = [serialOf(2026, left), serialOf(2026, right)]
        expect(a < b).toBe(left < right)
        expect(Serial.safeParse(a).success).toBe(true)
      }),
    )
    expect(serialOf(2026, 1_234_567)).toBe('1234567/KCM-TERA/2026')
    expect(() => serialOf(2026, 0)).toThrow()
    expect(fileNameOf(serialOf(2026, 123))).toBe('000123-KCM-TERA-2026.pdf')
  })

  test('whatever way the printed code or the address is typed, it is the same id', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(hex, (text) => {
        const id = PublicId.parse(text)
        const typed = [
          text,
          printedCode(id),
          printedCode(id).toUpperCase(),
          ` ${printedCode(id).replaceAll(' ', '-')} `,
          `https://tera.example/v/${text}`,
          `http://localhost:3000/v/${text}#token`,
        ]
        expect(typed.map(publicIdFrom)).toEqual(typed.map(() => id))
      }),
    )
  })

  test.each(['', 'abc', '0'.repeat(31), '0'.repeat(33), 'g'.repeat(32), `/v/${'0'.repeat(33)}`, '000123/KCM-TERA/2026', "' OR 1=1 --"])(
    '%j is no code',
    (typed) => {
      expect(publicIdFrom(typed)).toBeNull()
    },
  )
})
