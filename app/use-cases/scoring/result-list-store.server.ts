import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { type AccountId, ExamResultId, ExamSessionId } from '#app/domain/shared/id.ts'
import { type Fraction, fractionFromDecimal } from '#app/domain/shared/points.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export const RESULT_ORDERS = ['name', 'highest', 'lowest'] as const
export type ResultOrder = (typeof RESULT_ORDERS)[number]

/** Null leaves a filter out. `completeOnly` keeps results out of sight that still await marking. */
export type ResultFilter = {
  readonly state: ResultState | null
  readonly urbanVillageCode: string | null
  readonly examSessionId: ExamSessionId | null
  readonly search: string
  readonly completeOnly: boolean
}

export type ListedResult = {
  readonly resultId: ExamResultId
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillage: string
  readonly session: string
  readonly state: ResultState
  /** Of 100. */
  readonly total: Fraction
  readonly passed: boolean | null
  /** Whether the reader marked a response of it, and so may not confirm it. */
  readonly markedByReader: boolean
}

const ListedRow = z
  .object({
    result_id: ExamResultId,
    participant_number: z.string(),
    cadre_name: z.string(),
    urban_village: z.string(),
    session: z.string(),
    state: ResultState,
    total_score: z.coerce.string(),
    passed: z.boolean().nullable(),
    marked_by_reader: z.boolean(),
  })
  .transform(
    (row): ListedResult => ({
      resultId: row.result_id,
      participantNumber: row.participant_number,
      cadreName: row.cadre_name,
      urbanVillage: row.urban_village,
      session: row.session,
      state: row.state,
      total: fractionFromDecimal(row.total_score),
      passed: row.passed,
      markedByReader: row.marked_by_reader,
    }),
  )

/** True of a cadre `c` whose kelurahan lies in the scope. */
export function cadreWithin(scope: RegionScope): Prisma.Sql {
  return liesWithin(scope, Prisma.sql`c.urban_village_code`)
}

const FROM = Prisma.sql`
  FROM exam_result r
    JOIN attempt a ON a.id = r.attempt_id
    JOIN candidate p ON p.id = a.candidate_id
    JOIN cadre c ON c.id = p.cadre_id
    JOIN exam_session s ON s.id = a.exam_session_id
    LEFT JOIN region g ON g.code = c.urban_village_code`

const ORDER: Record<ResultOrder, Prisma.Sql> = {
  name: Prisma.sql`c.name_sort COLLATE "C", p.participant_number`,
  highest: Prisma.sql`r.total_score DESC, p.participant_number`,
  lowest: Prisma.sql`r.total_score, p.participant_number`,
}

/** Current results within the scope, and how many the filter leaves in all. */
export async function listResults(
  transaction: Transaction,
  scope: RegionScope,
  filter: ResultFilter,
  { reader, order, skip, take }: { reader: AccountId; order: ResultOrder; skip: number; take: number },
): Promise<{ total: number; rows: ListedResult[] }> {
  const where = matching(scope, filter)
  const counts = await transaction.$queryRaw<unknown[]>`SELECT count(*) AS total ${FROM} ${where}`
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id AS result_id, p.participant_number, c.name AS cadre_name, coalesce(g.name, c.urban_village_code) AS urban_village, s.label AS session,
      r.state, r.total_score::text AS total_score, r.passed,
      EXISTS (SELECT 1 FROM mark m JOIN marking_task t ON t.id = m.task_id WHERE t.attempt_id = r.attempt_id AND m.assessor_id = ${reader}::uuid) AS marked_by_reader
    ${FROM} ${where} ORDER BY ${ORDER[order]} LIMIT ${take} OFFSET ${skip}`
  return { total: z.object({ total: z.coerce.number() }).parse(counts[0]).total, rows: rows.map((row) => ListedRow.parse(row)) }
}

function matching(scope: RegionScope, filter: ResultFilter): Prisma.Sql {
  const conditions = [Prisma.sql`r.current`, cadreWithin(scope)]
  if (filter.completeOnly) conditions.push(Prisma.sql`r.state <> 'awaiting-marking'`)
  if (filter.state !== null) conditions.push(Prisma.sql`r.state = ${filter.state}`)
  if (filter.urbanVillageCode !== null) conditions.push(Prisma.sql`c.urban_village_code = ${filter.urbanVillageCode}`)
  if (filter.examSessionId !== null) conditions.push(Prisma.sql`a.exam_session_id = ${filter.examSessionId}::uuid`)
  if (filter.search !== '') {
    const pattern = `%${filter.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(Prisma.sql`(c.name_sort LIKE ${pattern} OR lower(p.participant_number) LIKE ${pattern})`)
  }
  return Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}`
}

export type ResultChoices = {
  readonly urbanVillages: readonly { code: string; name: string }[]
  readonly sessions: readonly { id: ExamSessionId; label: string }[]
}

/** The kelurahan and sessions that have results within the scope: what the list can be filtered by. */
export async function findResultChoices(transaction: Transaction, scope: RegionScope): Promise<ResultChoices> {
  const urbanVillages = await transaction.$queryRaw<unknown[]>`
    SELECT DISTINCT c.urban_village_code AS code, coalesce(g.name, c.urban_village_code) AS name ${FROM} WHERE r.current AND ${cadreWithin(scope)} ORDER BY name, code`
  const sessions = await transaction.$queryRaw<unknown[]>`
    SELECT DISTINCT s.id, s.label, s.opens_at ${FROM} WHERE r.current AND ${cadreWithin(scope)} ORDER BY s.opens_at DESC, s.label, s.id`
  return {
    urbanVillages: urbanVillages.map((row) => z.object({ code: z.string(), name: z.string() }).parse(row)),
    sessions: sessions.map((row) => z.object({ id: ExamSessionId, label: z.string() }).parse(row)),
  }
}

export type ResultPerson = {
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillage: { readonly code: string; readonly name: string }
  readonly session: string
  readonly examTitle: string
  readonly formOrdinal: number
  readonly confirmedBy: string | null
}

const PersonRow = z.object({
  participant_number: z.string(),
  cadre_name: z.string(),
  code: z.string(),
  name: z.string(),
  session: z.string(),
  exam_title: z.string(),
  form_ordinal: z.coerce.number().int(),
  confirmed_by: z.string().nullable(),
})

/** Whose result it is, within the scope; null otherwise. */
export async function findResultPerson(transaction: Transaction, scope: RegionScope, resultId: ExamResultId): Promise<ResultPerson | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT p.participant_number, c.name AS cadre_name, c.urban_village_code AS code, coalesce(g.name, c.urban_village_code) AS name, s.label AS session,
      e.title AS exam_title, f.ordinal AS form_ordinal, k.display_name AS confirmed_by
    ${FROM} JOIN exam e ON e.id = a.exam_id JOIN exam_form f ON f.id = a.form_id LEFT JOIN account k ON k.id = r.confirmed_by
    WHERE r.id = ${resultId}::uuid AND ${cadreWithin(scope)}`
  if (rows[0] === undefined) return null
  const row = PersonRow.parse(rows[0])
  return {
    participantNumber: row.participant_number,
    cadreName: row.cadre_name,
    urbanVillage: { code: row.code, name: row.name },
    session: row.session,
    examTitle: row.exam_title,
    formOrdinal: row.form_ordinal,
    confirmedBy: row.confirmed_by,
  }
}
