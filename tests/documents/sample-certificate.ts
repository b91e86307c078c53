import type { RevokedCertificate, ValidCertificate } from '#app/domain/certificates/certificate.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { AccountId, CandidateId, CertificateId, ExamResultId } from '#app/domain/shared/id.ts'

const uuid = (digit: string) => `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`

export const PUBLIC_ID = PublicId.parse('3f2a91c07be4d815a6c90e2f4b7d1836')

export function sampleCertificate({ name = 'Siti Aminah' }: { name?: string } = {}): ValidCertificate {
  const content = {
    serial: '000123/KCM-TERA/2026',
    holder: { name, participantNumber: '26-000123', urbanVillage: 'Cibeber' },
    period: { name: 'Asesmen Kader 2026', year: 2026 },
    examTitle: 'Ujian Kompetensi Kader Kota Cilegon',
    fields: SERVICE_FIELDS.map((field, at) => ({ field, score: `${72 + at}.50`, competent: true })),
    total: '75.13',
    issuedOn: '2026-12-12',
    validUntil: '2029-12-12',
    policyVersion: 1,
    result: { id: ExamResultId.parse(uuid('a')), contentHash: 'c'.repeat(64) },
  }
  return {
    status: 'valid',
    id: CertificateId.parse(uuid('b')),
    publicId: PUBLIC_ID,
    candidateId: CandidateId.parse(uuid('c')),
    content,
    contentHash: canonicalHash(content),
    issuedBy: AccountId.parse(uuid('d')),
    issuedAt: new Date('2026-12-12T03:00:00Z'),
    publishedAt: new Date('2026-12-12T03:01:00Z'),
    statusIndex: 123,
  }
}

export function revokedSample(): RevokedCertificate {
  const revocation = { by: AccountId.parse(uuid('e')), at: new Date('2027-01-05T02:00:00Z'), reason: 'data-error' as const, note: null }
  return { ...sampleCertificate(), status: 'revoked', revocation }
}
