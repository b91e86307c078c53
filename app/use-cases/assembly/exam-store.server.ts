import { z } from 'zod'
import type { DrawableQuestion } from '#app/domain/assembly/blueprint.ts'
import type { EnemyPair } from '#app/domain/assembly/draw-forms.ts'
import { type DraftExam, Exam, type PublishedExam } from '#app/domain/assembly/exam.ts'
import type { ExamDesign } from '#app/domain/assembly/exam-design.ts'
import { Difficulty, Documentation, QuestionKind } from '#app/domain/question-bank/question.ts'
import { ServiceField } from '#app/domain/roster/service-field.ts'
import { BankVersionId, ExamId, PeriodId, QuestionVersionId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function findExam(transaction: Transaction, examId: ExamId): Promise<Exam | null> {
  const row = await transaction.exam.findUnique({ where: { id: examId } })
  return row ? toExam(row) : null
}

/** The exam, held until the transaction ends: two people neither publish it twice nor change it meanwhile. */
export async function lockExam(transaction: Transaction, examId: ExamId): Promise<Exam | null> {
  await transaction.$queryRaw`SELECT id FROM exam WHERE id = ${examId}::uuid FOR UPDATE`
  return findExam(transaction, examId)
}

export async function insertExam(transaction: Transaction, exam: DraftExam): Promise<void> {
  await transaction.exam.create({ data: { ...exam, seed: '', algorithm: '' } })
}

/** Only a draft changes. False when there is no such draft. */
export async function saveDesign(transaction: Transaction, examId: ExamId, design: ExamDesign): Promise<boolean> {
  const { title, limitMinutes, formCount, cells, exposureCap } = design
  const { count } = await transaction.exam.updateMany({
    where: { id: examId, status: 'draft' },
    data: { title, limitMinutes, formCount, blueprint: { cells, exposureCap } },
  })
  return count === 1
}

export async function savePublication(transaction: Transaction, exam: PublishedExam): Promise<void> {
  const { seed, algorithm, publishedBy, publishedAt } = exam
  await transaction.exam.update({
    where: { id: exam.id, status: 'draft' },
    data: { status: 'published', seed, algorithm, publishedBy, publishedAt },
  })
}

const ListedExamRow = z.object({
  id: ExamId,
  title: z.string(),
  status: z.enum(['draft', 'published']),
  period_id: PeriodId,
  period_name: z.string(),
  bank_title: z.string(),
  bank_version: z.coerce.number().int(),
  question_count: z.coerce.number().int(),
  limit_minutes: z.coerce.number().int(),
  form_count: z.coerce.number().int(),
  session_count: z.coerce.number().int(),
})
export type ListedExam = {
  readonly id: ExamId
  readonly title: string
  readonly status: 'draft' | 'published'
  readonly periodId: PeriodId
  readonly periodName: string
  readonly bankTitle: string
  readonly bankVersion: number
  readonly questionCount: number
  readonly limitMinutes: number
  readonly formCount: number
  readonly sessionCount: number
}

/** The newest first. */
export async function listExams(transaction: Transaction, { status }: { status: 'draft' | 'published' | null }): Promise<ListedExam[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT e.id, e.title, e.status, e.period_id, p.name AS period_name, b.title AS bank_title, v.version AS bank_version, e.limit_minutes, e.form_count,
      (SELECT coalesce(sum((cell->>'count')::int), 0) FROM jsonb_array_elements(e.blueprint->'cells') AS cell) AS question_count,
      (SELECT count(*) FROM exam_session s WHERE s.exam_id = e.id) AS session_count
    FROM exam e
    JOIN assessment_period p ON p.id = e.period_id
    JOIN bank_version v ON v.id = e.bank_version_id
    JOIN question_bank b ON b.id = v.bank_id
    WHERE ${status}::text IS NULL OR e.status = ${status}::text
    ORDER BY e.created_at DESC, e.id`
  return rows.map((each) => {
    const row = ListedExamRow.parse(each)
    return {
      id: row.id,
      title: row.title,
      status: row.status,
      periodId: row.period_id,
      periodName: row.period_name,
      bankTitle: row.bank_title,
      bankVersion: row.bank_version,
      questionCount: row.question_count,
      limitMinutes: row.limit_minutes,
      formCount: row.form_count,
      sessionCount: row.session_count,
    }
  })
}

export type BankVersionChoice = {
  readonly id: BankVersionId
  readonly title: string /** The code of its competency framework. */
  readonly framework: string
  readonly version: number
  readonly questions: number
  readonly publishedAt: Date
}

/** Published bank versions, the newest first. */
export async function listBankVersionChoices(transaction: Transaction): Promise<BankVersionChoice[]> {
  const rows = await transaction.bankVersion.findMany({
    orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }],
    include: { bank: { select: { title: true, framework: true } }, _count: { select: { items: true } } },
  })
  return rows.map((row) => ({
    id: BankVersionId.parse(row.id),
    title: row.bank.title,
    framework: row.bank.framework,
    version: row.version,
    questions: row._count.items,
    publishedAt: row.publishedAt,
  }))
}

const DrawableRow = z.object({
  id: QuestionVersionId,
  content_hash: z.string(),
  kind: QuestionKind,
  field: ServiceField,
  competency: z.string(),
  difficulty: Difficulty,
  key: z.string(),
  enemies: Documentation.shape.enemies,
})

/** The questions of a bank version as drawing sees them, in the order of their ids, and the pairs that must not meet. Retired ones stay: a version is a version. */
export async function listDrawableQuestions(
  transaction: Transaction,
  bankVersionId: BankVersionId,
): Promise<{ questions: DrawableQuestion[]; enemies: EnemyPair[] }> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT v.id, v.content_hash, v.kind, v.field, v.competency, v.difficulty, q.key, coalesce(v.documentation->'enemies', '[]'::jsonb) AS enemies
    FROM bank_version_item i
    JOIN question_version v ON v.id = i.question_version_id
    JOIN question q ON q.id = v.question_id
    WHERE i.bank_version_id = ${bankVersionId}::uuid ORDER BY v.id`
  const parsed = rows.map((row) => DrawableRow.parse(row))
  const idOfKey = new Map(parsed.map(({ key, id }) => [key, id]))
  const pairs = new Map<string, EnemyPair>()
  for (const { id, enemies } of parsed) {
    for (const key of enemies) {
      const other = idOfKey.get(key)
      if (other === undefined || other === id) continue
      const pair: EnemyPair = id < other ? [id, other] : [other, id]
      pairs.set(pair.join(), pair)
    }
  }
  const questions = parsed.map(({ id, content_hash, kind, field, competency, difficulty }) => ({
    id,
    contentHash: content_hash,
    kind,
    field,
    competency,
    difficulty,
  }))
  return { questions, enemies: [...pairs.values()].sort((left, right) => (left.join() < right.join() ? -1 : 1)) }
}

/** The names of people who acted on exams, by account id. */
export async function namesOfAccounts(transaction: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => z.uuid().safeParse(id).success)
  const rows = await transaction.account.findMany({ where: { id: { in: known } }, select: { id: true, displayName: true } })
  return new Map(rows.map((row) => [row.id, row.displayName]))
}

function toExam(row: { seed: string; algorithm: string; status: string } & Record<string, unknown>): Exam {
  return Exam.parse(row)
}
