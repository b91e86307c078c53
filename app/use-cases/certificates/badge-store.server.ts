import { z } from 'zod'
import { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import { AttemptId, ExamFormId, ExamResultId, PeriodId } from '#app/domain/shared/id.ts'
import type { Points } from '#app/domain/shared/points.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

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

/** The newest version of a framework that is in force; null while there are drafts at most. */
export async function findFrameworkInForce(transaction: Transaction, code: string): Promise<CompetencyFramework | null> {
  const row = await transaction.competencyFramework.findFirst({ where: { code, status: 'in-force' }, orderBy: { version: 'desc' } })
  return row ? CompetencyFramework.parse(row.content) : null
}
