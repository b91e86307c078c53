import { z } from 'zod'
import type { RegionCode, RegionScope } from '#app/domain/access/role.ts'
import { CertificateKind, STANDINGS, type Standing } from '#app/domain/certificates/certificate.ts'
import { CalendarDay } from '#app/domain/shared/calendar.ts'
import { AccountId, CertificateId, ExamResultId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** What the lists are narrowed by: part of a name, a participant number or a serial; a kecamatan or kelurahan. */
export type CertificateFilter = { readonly text?: string | undefined; readonly regionCode?: RegionCode | undefined }
export type PageOf = { readonly offset: number; readonly limit: number }

/** A determined result that waits for a document of a kind. */
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

/** True of a cadre `k` whose kelurahan lies in the scope and in the region that the list is narrowed by. */
function livesWithin(scope: RegionScope, { regionCode: region = '' }: CertificateFilter): Prisma.Sql {
  return Prisma.sql`${liesWithin(scope, Prisma.sql`k.urban_village_code`)}
      AND (${region}::text = '' OR k.urban_village_code = ${region}::text OR k.urban_village_code LIKE ${region}::text || '.%')`
}

/** Results `r` that wait for a document of this kind, with their candidate `p` and cadre `k`. */
function waitingFor(kind: CertificateKind, scope: RegionScope, filter: CertificateFilter): Prisma.Sql {
  const text = filter.text ?? ''
  return Prisma.sql`
    FROM awaiting_certificate_of_kind r
      JOIN exam e ON e.id = r.exam_id
      JOIN candidate p ON p.id = r.candidate_id
      JOIN cadre k ON k.id = p.cadre_id
      LEFT JOIN region g ON g.code = k.urban_village_code
    WHERE r.kind = ${kind}
      AND ${livesWithin(scope, filter)}
      AND (${text}::text = '' OR position(lower(${text}::text) IN lower(k.name)) > 0 OR position(lower(${text}::text) IN lower(p.participant_number)) > 0)`
}

/** The order of the lists, in which the numbers run too. */
const BY_PLACE_AND_NAME = Prisma.sql`ORDER BY k.urban_village_code, k.name_sort COLLATE "C", p.participant_number`

/** Determined results without a document of this kind, by kelurahan and name; all of them where no page is named. */
export async function listReadyResults(
  transaction: Transaction,
  scope: RegionScope,
  kind: CertificateKind,
  filter: CertificateFilter,
  page: PageOf | null,
): Promise<ReadyResult[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id AS result_id, k.name AS holder_name, p.participant_number, coalesce(g.name, k.urban_village_code) AS urban_village_name,
      e.title AS exam_title, round(r.total_score, 2)::text AS total, r.confirmed_at, r.confirmed_by
    ${waitingFor(kind, scope, filter)}
    ${BY_PLACE_AND_NAME}
    ${page === null ? Prisma.empty : Prisma.sql`OFFSET ${page.offset} LIMIT ${page.limit}`}`
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
  readonly kind: CertificateKind
  /** What the framework calls the level of a skill badge; null for a certificate of competence. */
  readonly badgeName: string | null
  readonly serial: string
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  readonly standing: Standing
  readonly issuedAt: Date
  readonly validUntil: CalendarDay
}

const StandingColumn = z.enum(STANDINGS)
const ListedRow = z.object({
  id: CertificateId,
  kind: CertificateKind,
  badge_name: z.string().nullable(),
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
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.id, c.kind, c.content->'badge'->>'name' AS badge_name, c.serial, c.content->'holder'->>'name' AS holder_name, c.content->'holder'->>'participantNumber' AS participant_number,
      c.content->'holder'->>'urbanVillage' AS urban_village_name, ${filter.standing}::text AS standing, c.issued_at, c.valid_until::text AS valid_until
    FROM certificate c
      JOIN candidate p ON p.id = c.candidate_id
      JOIN cadre k ON k.id = p.cadre_id
    WHERE c.published_at IS NOT NULL
      AND CASE WHEN c.status <> 'valid' THEN c.status WHEN c.valid_until < ${filter.today}::date THEN 'expired' ELSE 'valid' END = ${filter.standing}::text
      AND ${livesWithin(scope, filter)}
      AND (${text}::text = '' OR position(lower(${text}::text) IN lower(c.content->'holder'->>'name')) > 0
        OR position(lower(${text}::text) IN lower(c.content->'holder'->>'participantNumber')) > 0 OR position(lower(${text}::text) IN lower(c.serial)) > 0)
    ORDER BY c.year DESC, c.number DESC
    OFFSET ${page.offset} LIMIT ${page.limit}`
  return rows.map((each) => {
    const row = ListedRow.parse(each)
    return {
      id: row.id,
      kind: row.kind,
      badgeName: row.badge_name,
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

export type CertificateCounts = Readonly<Record<'ready' | Standing, number>>

const CountRow = z.object({ standing: z.enum(['ready', ...STANDINGS]), count: z.coerce.number().int() })

/** How many stand where, under the same filter as the lists. */
export async function countCertificates(
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter & { readonly today: CalendarDay },
): Promise<CertificateCounts> {
  const text = filter.text ?? ''
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT s.standing, count(*) AS count FROM (
      SELECT c.standing
      FROM (
        SELECT 'ready' AS standing, candidate_id, NULL AS name, NULL AS serial FROM awaiting_certificate
        UNION ALL
        SELECT CASE WHEN status <> 'valid' THEN status WHEN valid_until < ${filter.today}::date THEN 'expired' ELSE 'valid' END,
          candidate_id, content->'holder'->>'name', serial
        FROM certificate WHERE published_at IS NOT NULL
      ) c
        JOIN candidate p ON p.id = c.candidate_id
        JOIN cadre k ON k.id = p.cadre_id
      WHERE ${livesWithin(scope, filter)}
        AND (${text}::text = '' OR position(lower(${text}::text) IN lower(coalesce(c.name, k.name))) > 0
          OR position(lower(${text}::text) IN lower(p.participant_number)) > 0 OR position(lower(${text}::text) IN lower(c.serial)) > 0)
    ) s GROUP BY s.standing`
  const counts = { ready: 0, valid: 0, expired: 0, revoked: 0, superseded: 0 }
  for (const each of rows) {
    const { standing, count } = CountRow.parse(each)
    counts[standing] = count
  }
  return counts
}

/** Results that this account may issue a certificate of competence for now, in the order in which the numbers are to run. */
export async function listIssuableIds(
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter & { readonly issuer: AccountId },
  limit: number,
): Promise<ExamResultId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id
    ${waitingFor('competence', scope, filter)}
      AND r.confirmed_by <> ${filter.issuer}::uuid
    ${BY_PLACE_AND_NAME}
    LIMIT ${limit}`
  return rows.map((row) => z.object({ id: ExamResultId }).parse(row).id)
}
