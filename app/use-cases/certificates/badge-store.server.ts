import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import { AccountId, AttemptId, ExamFormId, ExamResultId, PeriodId } from '#app/domain/shared/id.ts'
import type { Points } from '#app/domain/shared/points.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { type CertificateFilter, codesOf } from './certificate-list-store.server.ts'

/** What a badge is calculated from: the form that was sat, and what each of its places earned. */
export type BadgeSource = {
  readonly resultId: ExamResultId
  readonly attemptId: AttemptId
  readonly formId: ExamFormId
  readonly periodId: PeriodId
  /** The framework that the exam's bank names. */
  readonly frameworkCode: string
  /** By position; null where a person has not marked yet. */
  readonly points: ReadonlyMap<number, Points | null>
}

const SourceRow = z.object({
  result_id: ExamResultId,
  attempt_id: AttemptId,
  form_id: ExamFormId,
  period_id: PeriodId,
  framework: z.string(),
  /** `1:252000 2: …`, one entry a place: thousands of them are read at once. */
  points: z.string().nullable(),
})

/** In no particular order; unknown ids are left out. */
export async function listBadgeSources(transaction: Transaction, resultIds: readonly ExamResultId[]): Promise<BadgeSource[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id AS result_id, a.id AS attempt_id, a.form_id, e.period_id, b.framework,
      (SELECT string_agg(s.position || ':' || coalesce(s.points::text, ''), ' ') FROM item_score s WHERE s.attempt_id = a.id) AS points
    FROM exam_result r
      JOIN attempt a ON a.id = r.attempt_id
      JOIN exam e ON e.id = a.exam_id
      JOIN bank_version v ON v.id = e.bank_version_id
      JOIN question_bank b ON b.id = v.bank_id
    WHERE r.id = ANY(${[...resultIds]}::uuid[])`
  return rows.map((each) => {
    const row = SourceRow.parse(each)
    return {
      resultId: row.result_id,
      attemptId: row.attempt_id,
      formId: row.form_id,
      periodId: row.period_id,
      frameworkCode: row.framework,
      points: pointsFrom(row.points ?? ''),
    }
  })
}

function pointsFrom(text: string): Map<number, Points | null> {
  const entries = text === '' ? [] : text.split(' ')
  return new Map(
    entries.map((entry) => {
      const [position = '', points = ''] = entry.split(':')
      return [Number(position), points === '' ? null : BigInt(points)]
    }),
  )
}

/** A result that may have a badge, if its candidate earned one. */
export type BadgeCandidate = {
  readonly resultId: ExamResultId
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  readonly examTitle: string
  readonly confirmedBy: AccountId
}

const CandidateRow = z.object({
  result_id: ExamResultId,
  holder_name: z.string(),
  participant_number: z.string(),
  urban_village_name: z.string(),
  exam_title: z.string(),
  confirmed_by: AccountId,
})

/** Determined results without a badge, by kelurahan and name. */
export async function listBadgeCandidates(
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter,
): Promise<BadgeCandidate[]> {
  const text = filter.text ?? ''
  const region = filter.regionCode ?? ''
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.id AS result_id, k.name AS holder_name, p.participant_number, coalesce(g.name, k.urban_village_code) AS urban_village_name,
      e.title AS exam_title, r.confirmed_by
    FROM awaiting_certificate_of_kind r
      JOIN exam e ON e.id = r.exam_id
      JOIN candidate p ON p.id = r.candidate_id
      JOIN cadre k ON k.id = p.cadre_id
      LEFT JOIN region g ON g.code = k.urban_village_code
    WHERE r.kind = 'skill-badge'
      AND EXISTS (SELECT 1 FROM unnest(${codesOf(scope)}::text[]) AS s(code) WHERE s.code = '' OR k.urban_village_code = s.code OR k.urban_village_code LIKE s.code || '.%')
      AND (${region}::text = '' OR k.urban_village_code = ${region}::text OR k.urban_village_code LIKE ${region}::text || '.%')
      AND (${text}::text = '' OR position(lower(${text}::text) IN lower(k.name)) > 0 OR position(lower(${text}::text) IN lower(p.participant_number)) > 0)
    ORDER BY k.urban_village_code, k.name_sort COLLATE "C", p.participant_number`
  return rows.map((each) => {
    const row = CandidateRow.parse(each)
    return {
      resultId: row.result_id,
      holderName: row.holder_name,
      participantNumber: row.participant_number,
      urbanVillageName: row.urban_village_name,
      examTitle: row.exam_title,
      confirmedBy: row.confirmed_by,
    }
  })
}

/** The newest version of a framework that is in force; null while there are drafts at most. */
export async function findFrameworkInForce(transaction: Transaction, code: string): Promise<CompetencyFramework | null> {
  const row = await transaction.competencyFramework.findFirst({ where: { code, status: 'in-force' }, orderBy: { version: 'desc' } })
  return row ? CompetencyFramework.parse(row.content) : null
}
