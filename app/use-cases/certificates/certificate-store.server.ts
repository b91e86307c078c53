import { z } from 'zod'
import type { RegionCode, RegionScope } from '#app/domain/access/role.ts'
import {
  type Certificate,
  CertificateContent,
  type IssuableResult,
  RevocationReason,
  type RevokedCertificate,
  type Standing,
  type ValidCertificate,
} from '#app/domain/certificates/certificate.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { CalendarDay } from '#app/domain/shared/calendar.ts'
import { AccountId, CandidateId, CertificateId, ExamResultId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const IssuableRow = z.object({
  current: z.boolean(),
  state: ResultState,
  passed: z.boolean().nullable(),
  confirmed_by: AccountId.nullable(),
  has_certificate: z.boolean(),
})

/** The result as the issuer's decision needs it, held until the transaction ends: nobody issues it twice or supersedes it meanwhile. */
export async function lockIssuableResult(transaction: Transaction, resultId: ExamResultId): Promise<IssuableResult | null> {
  const held = await transaction.$queryRaw<unknown[]>`SELECT id FROM exam_result WHERE id = ${resultId}::uuid FOR UPDATE`
  if (held.length === 0) return null
  // Asked only once the lock is held: a statement that had waited would still answer from before the wait.
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.current, r.state, r.passed, r.confirmed_by, EXISTS (SELECT 1 FROM certificate c WHERE c.exam_result_id = r.id) AS has_certificate
    FROM exam_result r WHERE r.id = ${resultId}::uuid`
  const row = IssuableRow.parse(rows[0])
  return {
    current: row.current,
    confirmation: row.state === 'confirmed' && row.confirmed_by !== null ? { by: row.confirmed_by } : null,
    passed: row.passed === true,
    hasCertificate: row.has_certificate,
  }
}

/** The next number of the year. The row stays locked until the commit, and a rollback gives the number back: no gaps. */
export async function takeNumber(transaction: Transaction, year: number): Promise<number> {
  const rows = await transaction.$queryRaw<unknown[]>`
    INSERT INTO certificate_sequence (year, last) VALUES (${year}, 1)
    ON CONFLICT (year) DO UPDATE SET last = certificate_sequence.last + 1 RETURNING last`
  return z.object({ last: z.coerce.number().int() }).parse(rows[0]).last
}

export async function insertCertificate(
  transaction: Transaction,
  certificate: ValidCertificate,
  number: { readonly year: number; readonly number: number },
): Promise<void> {
  const { content } = certificate
  await transaction.certificate.create({
    data: {
      id: certificate.id,
      publicId: certificate.publicId,
      examResultId: content.result.id,
      candidateId: certificate.candidateId,
      year: number.year,
      number: number.number,
      serial: content.serial,
      content,
      contentHash: certificate.contentHash,
      status: certificate.status,
      issuedBy: certificate.issuedBy,
      issuedAt: certificate.issuedAt,
      validUntil: new Date(`${content.validUntil}T00:00:00Z`),
    },
  })
}

/** False when somebody else was faster. */
export async function saveRevocation(transaction: Transaction, { id, revocation }: RevokedCertificate): Promise<boolean> {
  const { count } = await transaction.certificate.updateMany({
    where: { id, status: 'valid' },
    data: {
      status: 'revoked',
      revokedBy: revocation.by,
      revokedAt: revocation.at,
      revocationReason: revocation.reason,
      revocationNote: revocation.note,
    },
  })
  return count === 1
}

export async function findCertificate(transaction: Transaction, id: CertificateId): Promise<Certificate | null> {
  const row = await transaction.certificate.findUnique({ where: { id } })
  return row ? toCertificate(row) : null
}

export async function findCertificateByPublicId(transaction: Transaction, publicId: PublicId): Promise<Certificate | null> {
  const row = await transaction.certificate.findUnique({ where: { publicId } })
  return row ? toCertificate(row) : null
}

/** The newest certificate of this candidate; one that is still valid goes before a revoked one. */
export async function findOwnCertificate(transaction: Transaction, candidateId: CandidateId): Promise<Certificate | null> {
  const row = await transaction.certificate.findFirst({ where: { candidateId }, orderBy: [{ status: 'desc' }, { issuedAt: 'desc' }] })
  return row ? toCertificate(row) : null
}

const CertificateRow = z.object({
  id: CertificateId,
  publicId: PublicId,
  candidateId: CandidateId,
  content: CertificateContent,
  contentHash: z.string(),
  issuedBy: AccountId,
  issuedAt: z.date(),
  status: z.enum(['valid', 'revoked']),
  revokedBy: AccountId.nullable(),
  revokedAt: z.date().nullable(),
  revocationReason: RevocationReason.nullable(),
  revocationNote: z.string().nullable(),
})

function toCertificate(row: Record<string, unknown>): Certificate {
  const { status, revokedBy, revokedAt, revocationReason, revocationNote, ...issued } = CertificateRow.parse(row)
  if (status === 'valid') return { ...issued, status }
  if (revokedBy === null || revokedAt === null || revocationReason === null)
    throw new Error(`certificate ${issued.id} is revoked without who, when and why`)
  return { ...issued, status, revocation: { by: revokedBy, at: revokedAt, reason: revocationReason, note: revocationNote } }
}

/** What the lists are narrowed by: part of a name, a participant number or a serial; a kecamatan or kelurahan. */
export type CertificateFilter = { readonly text?: string | undefined; readonly regionCode?: RegionCode | undefined }
export type PageOf = { readonly offset: number; readonly limit: number }

export type ReadyResult = {
  readonly resultId: ExamResultId
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  readonly examTitle: string
  /** Of 100, two decimals with a point. */
  readonly total: string
  readonly confirmedAt: Date
  readonly confirmedBy: AccountId
}

const ReadyRow = z.object({
  result_id: ExamResultId,
  holder_name: z.string(),
  participant_number: z.string(),
  urban_village_name: z.string(),
  exam_title: z.string(),
  total: z.string(),
  confirmed_at: z.coerce.date(),
  confirmed_by: AccountId,
})

const codesOf = (scope: RegionScope): string[] => (scope.kind === 'everywhere' ? [''] : [...scope.codes])

/** Confirmed and passed results without a certificate, by kelurahan and name. */
export async function listReadyResults(
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter,
  page: PageOf,
): Promise<ReadyResult[]> {
  const text = filter.text ?? ''
  const region = filter.regionCode ?? ''
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id AS result_id, k.name AS holder_name, p.participant_number, coalesce(g.name, k.urban_village_code) AS urban_village_name,
      e.title AS exam_title, round(r.total_score, 2)::text AS total, r.confirmed_at, r.confirmed_by
    FROM exam_result r
      JOIN attempt a ON a.id = r.attempt_id
      JOIN exam e ON e.id = a.exam_id
      JOIN candidate p ON p.id = a.candidate_id
      JOIN cadre k ON k.id = p.cadre_id
      LEFT JOIN region g ON g.code = k.urban_village_code
    WHERE r.current AND r.state = 'confirmed' AND r.passed AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.exam_result_id = r.id)
      AND EXISTS (SELECT 1 FROM unnest(${codesOf(scope)}::text[]) AS s(code) WHERE s.code = '' OR k.urban_village_code = s.code OR k.urban_village_code LIKE s.code || '.%')
      AND (${region}::text = '' OR k.urban_village_code = ${region}::text OR k.urban_village_code LIKE ${region}::text || '.%')
      AND (${text}::text = '' OR position(lower(${text}::text) IN lower(k.name)) > 0 OR position(lower(${text}::text) IN lower(p.participant_number)) > 0)
    ORDER BY k.urban_village_code, k.name_sort COLLATE "C", p.participant_number
    OFFSET ${page.offset} LIMIT ${page.limit}`
  return rows.map((each) => {
    const row = ReadyRow.parse(each)
    return {
      resultId: row.result_id,
      holderName: row.holder_name,
      participantNumber: row.participant_number,
      urbanVillageName: row.urban_village_name,
      examTitle: row.exam_title,
      total: row.total,
      confirmedAt: row.confirmed_at,
      confirmedBy: row.confirmed_by,
    }
  })
}

export type ListedCertificate = {
  readonly id: CertificateId
  readonly serial: string
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  readonly standing: Standing
  readonly issuedAt: Date
  readonly validUntil: CalendarDay
}

const StandingColumn = z.enum(['valid', 'expired', 'revoked'])
const ListedRow = z.object({
  id: CertificateId,
  serial: z.string(),
  holder_name: z.string(),
  participant_number: z.string(),
  urban_village_name: z.string(),
  standing: StandingColumn,
  issued_at: z.coerce.date(),
  valid_until: CalendarDay,
})

/** Issued certificates that stand so on that day, the newest number first. */
export async function listCertificates(
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter & { readonly standing: Standing; readonly today: CalendarDay },
  page: PageOf,
): Promise<ListedCertificate[]> {
  const text = filter.text ?? ''
  const region = filter.regionCode ?? ''
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.id, c.serial, c.content->'holder'->>'name' AS holder_name, c.content->'holder'->>'participantNumber' AS participant_number,
      c.content->'holder'->>'urbanVillage' AS urban_village_name, ${filter.standing}::text AS standing, c.issued_at, c.valid_until::text AS valid_until
    FROM certificate c
      JOIN candidate p ON p.id = c.candidate_id
      JOIN cadre k ON k.id = p.cadre_id
    WHERE CASE WHEN c.status = 'revoked' THEN 'revoked' WHEN c.valid_until < ${filter.today}::date THEN 'expired' ELSE 'valid' END = ${filter.standing}::text
      AND EXISTS (SELECT 1 FROM unnest(${codesOf(scope)}::text[]) AS s(code) WHERE s.code = '' OR k.urban_village_code = s.code OR k.urban_village_code LIKE s.code || '.%')
      AND (${region}::text = '' OR k.urban_village_code = ${region}::text OR k.urban_village_code LIKE ${region}::text || '.%')
      AND (${text}::text = '' OR position(lower(${text}::text) IN lower(c.content->'holder'->>'name')) > 0
        OR position(lower(${text}::text) IN lower(c.content->'holder'->>'participantNumber')) > 0 OR position(lower(${text}::text) IN lower(c.serial)) > 0)
    ORDER BY c.year DESC, c.number DESC
    OFFSET ${page.offset} LIMIT ${page.limit}`
  return rows.map((each) => {
    const row = ListedRow.parse(each)
    return {
      id: row.id,
      serial: row.serial,
      holderName: row.holder_name,
      participantNumber: row.participant_number,
      urbanVillageName: row.urban_village_name,
      standing: row.standing,
      issuedAt: row.issued_at,
      validUntil: row.valid_until,
    }
  })
}

export type CertificateCounts = { readonly ready: number } & Readonly<Record<Standing, number>>

const CountRow = z.object({ standing: z.enum(['ready', 'valid', 'expired', 'revoked']), count: z.coerce.number().int() })

/** How many stand where, under the same filter as the lists. */
export async function countCertificates(
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter & { readonly today: CalendarDay },
): Promise<CertificateCounts> {
  const text = filter.text ?? ''
  const region = filter.regionCode ?? ''
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT s.standing, count(*) AS count FROM (
      SELECT CASE WHEN c.id IS NULL THEN 'ready' WHEN c.status = 'revoked' THEN 'revoked' WHEN c.valid_until < ${filter.today}::date THEN 'expired' ELSE 'valid' END AS standing
      FROM exam_result r
        JOIN attempt a ON a.id = r.attempt_id
        JOIN candidate p ON p.id = a.candidate_id
        JOIN cadre k ON k.id = p.cadre_id
        LEFT JOIN certificate c ON c.exam_result_id = r.id
      WHERE (c.id IS NOT NULL OR (r.current AND r.state = 'confirmed' AND r.passed))
        AND EXISTS (SELECT 1 FROM unnest(${codesOf(scope)}::text[]) AS s(code) WHERE s.code = '' OR k.urban_village_code = s.code OR k.urban_village_code LIKE s.code || '.%')
        AND (${region}::text = '' OR k.urban_village_code = ${region}::text OR k.urban_village_code LIKE ${region}::text || '.%')
        AND (${text}::text = '' OR position(lower(${text}::text) IN lower(coalesce(c.content->'holder'->>'name', k.name))) > 0
          OR position(lower(${text}::text) IN lower(p.participant_number)) > 0 OR position(lower(${text}::text) IN lower(c.serial)) > 0)
    ) s GROUP BY s.standing`
  const counts = { ready: 0, valid: 0, expired: 0, revoked: 0 }
  for (const each of rows) {
    const { standing, count } = CountRow.parse(each)
    counts[standing] = count
  }
  return counts
}

/** Results that this account may issue now, in the order in which the numbers are to run. */
export async function listIssuableIds(
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter & { readonly issuer: AccountId },
  limit: number,
): Promise<ExamResultId[]> {
  const text = filter.text ?? ''
  const region = filter.regionCode ?? ''
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id
    FROM exam_result r
      JOIN attempt a ON a.id = r.attempt_id
      JOIN candidate p ON p.id = a.candidate_id
      JOIN cadre k ON k.id = p.cadre_id
    WHERE r.current AND r.state = 'confirmed' AND r.passed AND r.confirmed_by <> ${filter.issuer}::uuid
      AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.exam_result_id = r.id)
      AND EXISTS (SELECT 1 FROM unnest(${codesOf(scope)}::text[]) AS s(code) WHERE s.code = '' OR k.urban_village_code = s.code OR k.urban_village_code LIKE s.code || '.%')
      AND (${region}::text = '' OR k.urban_village_code = ${region}::text OR k.urban_village_code LIKE ${region}::text || '.%')
      AND (${text}::text = '' OR position(lower(${text}::text) IN lower(k.name)) > 0 OR position(lower(${text}::text) IN lower(p.participant_number)) > 0)
    ORDER BY k.urban_village_code, k.name_sort COLLATE "C", p.participant_number
    LIMIT ${limit}`
  return rows.map((row) => z.object({ id: ExamResultId }).parse(row).id)
}
