import { z } from 'zod'
import {
  type Certificate,
  CertificateContent,
  type CertificateKind,
  type IssuableResult,
  kindOf,
  type Revocation,
  RevocationReason,
  SupersessionReason,
  type ValidCertificate,
} from '#app/domain/certificates/certificate.ts'
import { Signer } from '#app/domain/certificates/issuance.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { AccountId, CandidateId, CertificateId, ExamResultId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { runStatement } from '#app/platform/database/statement.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const IssuableRow = z.object({
  id: ExamResultId,
  current: z.boolean(),
  state: ResultState,
  passed: z.boolean().nullable(),
  confirmed_by: AccountId.nullable(),
  determined: z.boolean(),
  has_certificate: z.boolean(),
})

/**
 * The results as the issuer's decision needs them, held until the transaction ends: nobody issues them twice or supersedes
 * them meanwhile. `hasCertificate`: there is one of this kind, or a decision for one is on its way. Unknown ids are left out.
 */
export async function lockIssuableResults(
  transaction: Transaction,
  resultIds: readonly ExamResultId[],
  kind: CertificateKind,
): Promise<Map<ExamResultId, IssuableResult>> {
  await transaction.$queryRaw`SELECT id FROM exam_result WHERE id = ANY(${[...resultIds]}::uuid[]) ORDER BY id FOR UPDATE`
  // Asked only once the locks are held: a statement that had waited would still answer from before the wait.
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id, r.current, r.state, r.passed, r.confirmed_by,
      EXISTS (SELECT 1 FROM determined_outcome d WHERE d.candidate_id = a.candidate_id AND d.competent) AS determined,
      EXISTS (SELECT 1 FROM certificate c WHERE c.exam_result_id = r.id AND c.kind = ${kind})
        OR EXISTS (SELECT 1 FROM certificate_issuance s WHERE s.exam_result_id = r.id AND s.kind = ${kind} AND s.state <> 'refused') AS has_certificate
    FROM exam_result r JOIN attempt a ON a.id = r.attempt_id WHERE r.id = ANY(${[...resultIds]}::uuid[])`
  return new Map(rows.map((each) => issuableOf(IssuableRow.parse(each))))
}

/** The results of decisions whose numbers are due, held until the transaction ends: their own decisions do not stand in their way. */
export async function lockResultStandings(
  transaction: Transaction,
  resultIds: readonly ExamResultId[],
): Promise<ReadonlyMap<ExamResultId, IssuableResult>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id, r.current, r.state, r.passed, r.confirmed_by,
      EXISTS (SELECT 1 FROM determined_outcome d WHERE d.candidate_id = a.candidate_id AND d.competent) AS determined, FALSE AS has_certificate
    FROM exam_result r JOIN attempt a ON a.id = r.attempt_id WHERE r.id = ANY(${[...resultIds]}::uuid[]) ORDER BY r.id FOR UPDATE OF r`
  return new Map(rows.map((row) => issuableOf(IssuableRow.parse(row))))
}

function issuableOf(row: z.infer<typeof IssuableRow>): [ExamResultId, IssuableResult] {
  return [
    row.id,
    {
      current: row.current,
      confirmation: row.state === 'confirmed' && row.confirmed_by !== null ? { by: row.confirmed_by } : null,
      passed: row.passed === true,
      determined: row.determined,
      hasCertificate: row.has_certificate,
    },
  ]
}

/** So many next numbers of the year; the first of them. The row stays locked until the commit, and a rollback gives them back: no gaps. */
export async function takeNumbers(transaction: Transaction, year: number, count: number): Promise<number> {
  const rows = await transaction.$queryRaw<unknown[]>`
    INSERT INTO certificate_sequence (year, last) VALUES (${year}, ${count})
    ON CONFLICT (year) DO UPDATE SET last = certificate_sequence.last + ${count} RETURNING last`
  return z.object({ last: z.coerce.number().int() }).parse(rows[0]).last - count + 1
}

/** Stores a certificate that nobody outside knows yet, and answers its place in the status list. */
export async function insertCertificate(
  transaction: Transaction,
  certificate: Omit<ValidCertificate, 'statusIndex' | 'publishedAt'>,
  place: { readonly year: number; readonly number: number; readonly replacesId: CertificateId | null },
): Promise<number> {
  const { content } = certificate
  const rows = await transaction.$queryRaw<unknown[]>`
    INSERT INTO certificate (id, public_id, exam_result_id, candidate_id, kind, year, number, replaces_id, serial, content, content_hash, status, issued_by,
      issued_at, valid_until)
    VALUES (${certificate.id}::uuid, ${certificate.publicId}, ${content.result.id}::uuid, ${certificate.candidateId}::uuid, ${kindOf(content)},
      ${place.year}, ${place.number}, ${place.replacesId}::uuid, ${content.serial}, ${JSON.stringify(content)}::jsonb, ${certificate.contentHash}, ${certificate.status},
      ${certificate.issuedBy}::uuid, ${certificate.issuedAt}, ${content.validUntil}::date)
    RETURNING status_index`
  return z.object({ status_index: z.coerce.number().int() }).parse(rows[0]).status_index
}

/** Makes it known to the public; false when it is so already, or lost its force meanwhile. */
export async function savePublication(transaction: Transaction, id: CertificateId, at: Date): Promise<boolean> {
  const count = await transaction.$executeRaw`
    UPDATE certificate SET published_at = ${at} WHERE id = ${id}::uuid AND status = 'valid' AND published_at IS NULL`
  return count === 1
}

/** False when it is no longer valid. */
export async function saveSupersession(
  transaction: Transaction,
  id: CertificateId,
  { at, reason }: { readonly at: Date; readonly reason: SupersessionReason },
): Promise<boolean> {
  const { count } = await transaction.certificate.updateMany({
    where: { id, status: 'valid' },
    data: { status: 'superseded', supersededAt: at, supersessionReason: reason },
  })
  return count === 1
}

/** The places of all certificates without force, for the status lists. */
export async function listStatusWithoutForce(transaction: Transaction): Promise<number[]> {
  const rows = await transaction.certificate.findMany({ where: { status: { not: 'valid' } }, select: { statusIndex: true } })
  return rows.map(({ statusIndex }) => statusIndex)
}

/** False when it is no longer valid. */
export async function saveRevocation(transaction: Transaction, id: CertificateId, revocation: Revocation): Promise<boolean> {
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

/** The certificate, held until the transaction ends. */
export async function lockCertificate(transaction: Transaction, id: CertificateId): Promise<Certificate | null> {
  await transaction.$queryRaw`SELECT id FROM certificate WHERE id = ${id}::uuid FOR UPDATE`
  return findCertificate(transaction, id)
}

const COLUMNS = Prisma.sql`c.id, c.public_id AS "publicId", c.candidate_id AS "candidateId", c.content, c.content_hash AS "contentHash",
  c.issued_by AS "issuedBy", c.issued_at AS "issuedAt", c.status, c.revoked_by AS "revokedBy", c.revoked_at AS "revokedAt",
  c.revocation_reason AS "revocationReason", c.revocation_note AS "revocationNote", c.superseded_at AS "supersededAt",
  c.supersession_reason AS "supersessionReason", c.published_at AS "publishedAt", c.status_index AS "statusIndex"`

export async function findCertificate(transaction: Transaction, id: CertificateId): Promise<Certificate | null> {
  const [row] = await transaction.$queryRaw<unknown[]>`SELECT ${COLUMNS} FROM certificate c WHERE c.id = ${id}::uuid`
  return row === undefined ? null : toCertificate(row)
}

/** A published certificate with what its check page tells of its file. */
export type PublicCertificate = {
  readonly certificate: Certificate
  /** Null for what was issued before files were kept. */
  readonly file: {
    readonly signer: Signer
    readonly hash: string
    readonly documentKid: string | null
    readonly credentialKid: string | null
  } | null
  readonly views: number
  /** The address of the certificate that took its place. */
  readonly replacedBy: PublicId | null
}

const FileColumns = z.object({
  signer: Signer.nullable(),
  signed_hash: z.string().nullable(),
  document_kid: z.string().nullable(),
  credential_kid: z.string().nullable(),
  views: z.coerce.number().int(),
  replaced_by: PublicId.nullable(),
})

export async function findPublicCertificate(transaction: Transaction, publicId: PublicId): Promise<PublicCertificate | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT ${COLUMNS},
      b.signer, s.signed_hash, s.document_kid, s.credential_kid, coalesce(v.views, 0) AS views, n.public_id AS replaced_by
    FROM certificate c
      LEFT JOIN certificate_issuance s ON s.certificate_id = c.id
      LEFT JOIN certificate_batch b ON b.id = s.batch_id
      LEFT JOIN certificate_view v ON v.certificate_id = c.id
      LEFT JOIN certificate n ON n.replaces_id = c.id AND n.published_at IS NOT NULL
    WHERE c.public_id = ${publicId} AND c.published_at IS NOT NULL`
  if (rows[0] === undefined) return null
  const {
    signer,
    signed_hash: hash,
    document_kid: documentKid,
    credential_kid: credentialKid,
    views,
    replaced_by: replacedBy,
  } = FileColumns.parse(rows[0])
  return {
    certificate: toCertificate(rows[0]),
    file: signer === null || hash === null ? null : { signer, hash, documentKid, credentialKid },
    views,
    replacedBy,
  }
}

export type CheckVersion = {
  readonly id: CertificateId /** Another one whenever the check has anything else to say. */
  readonly version: string
}

const VersionRow = z.object({ id: CertificateId, version: z.string() })

/** The version of what the check of a published certificate says; one statement, outside any transaction. */
export async function readCheckVersion(publicId: PublicId): Promise<CheckVersion | null> {
  const [row] = await runStatement(Prisma.sql`
    SELECT c.id, md5(concat_ws(' ', c.content, c.content_hash, c.status, c.revoked_at, c.revocation_reason, c.superseded_at, c.supersession_reason,
      n.public_id, s.signed_hash, s.document_kid, (SELECT string_agg(k.kid || k.state, ' ' ORDER BY k.kid) FROM signing_key k))) AS version
    FROM certificate c
      LEFT JOIN certificate_issuance s ON s.certificate_id = c.id
      LEFT JOIN certificate n ON n.replaces_id = c.id AND n.published_at IS NOT NULL
    WHERE c.public_id = ${publicId} AND c.published_at IS NOT NULL`)
  return row === undefined ? null : VersionRow.parse(row)
}

/** The newest published certificate of this kind of this candidate; one that is in force goes before one that is not. */
export async function findOwnCertificate(
  transaction: Transaction,
  candidateId: CandidateId,
  kind: CertificateKind,
): Promise<Certificate | null> {
  const row = await transaction.certificate.findFirst({
    where: { candidateId, kind, publishedAt: { not: null } },
    orderBy: [{ status: 'desc' }, { issuedAt: 'desc' }],
  })
  return row ? toCertificate(row) : null
}

const CertificateRow = z.object({
  id: CertificateId,
  publicId: PublicId,
  candidateId: CandidateId,
  content: CertificateContent,
  contentHash: z.string(),
  issuedBy: AccountId,
  issuedAt: z.coerce.date(),
  publishedAt: z.coerce.date().nullable(),
  statusIndex: z.coerce.number().int(),
  status: z.enum(['valid', 'revoked', 'superseded']),
  revokedBy: AccountId.nullable(),
  revokedAt: z.coerce.date().nullable(),
  revocationReason: RevocationReason.nullable(),
  revocationNote: z.string().nullable(),
  supersededAt: z.coerce.date().nullable(),
  supersessionReason: SupersessionReason.nullable(),
})

function toCertificate(row: unknown): Certificate {
  const { status, revokedBy, revokedAt, revocationReason, revocationNote, supersededAt, supersessionReason, ...issued } =
    CertificateRow.parse(row)
  switch (status) {
    case 'valid':
      return { ...issued, status }
    case 'revoked':
      if (revokedBy === null || revokedAt === null || revocationReason === null)
        throw new Error(`certificate ${issued.id} is revoked without who, when and why`)
      return { ...issued, status, revocation: { by: revokedBy, at: revokedAt, reason: revocationReason, note: revocationNote } }
    case 'superseded':
      if (supersededAt === null || supersessionReason === null)
        throw new Error(`certificate ${issued.id} is superseded without when and why`)
      return { ...issued, status, supersession: { at: supersededAt, reason: supersessionReason } }
  }
}

/** Adds so many views to each. */
export async function addViews(transaction: Transaction, views: ReadonlyMap<CertificateId, number>, at: Date): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO certificate_view (certificate_id, views, last_viewed_at)
    SELECT v.id, v.views, ${at} FROM unnest(${[...views.keys()]}::uuid[], ${[...views.values()]}::int[]) AS v(id, views)
    ON CONFLICT (certificate_id) DO UPDATE SET views = certificate_view.views + EXCLUDED.views, last_viewed_at = EXCLUDED.last_viewed_at`
}

/** The newest current result of the attempt that this certificate rests on: another one after a regrade. */
export async function findCurrentResultOf(transaction: Transaction, id: CertificateId): Promise<ExamResultId | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id FROM certificate c JOIN exam_result o ON o.id = c.exam_result_id JOIN exam_result r ON r.attempt_id = o.attempt_id AND r.current
    WHERE c.id = ${id}::uuid`
  return rows.length === 0 ? null : z.object({ id: ExamResultId }).parse(rows[0]).id
}
