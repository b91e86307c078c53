import { z } from 'zod'
import type { VersionWithContent } from '#app/domain/question-bank/bank-import.ts'
import { ChangeClass, Difficulty, QuestionContent, QuestionKind, QuestionVersionStatus } from '#app/domain/question-bank/question.ts'
import { ServiceField } from '#app/domain/roster/service-field.ts'
import { BankId, QuestionId, QuestionVersionId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type StoredVersion = VersionWithContent & {
  readonly id: QuestionVersionId
  readonly questionId: QuestionId
  readonly changeClass: ChangeClass
  readonly createdAt: Date
  readonly signedOffAt: Date | null
  readonly signOffNote: string | null
  readonly reviewNote: string | null
}
/** A question with all its versions, the newest first. */
export type StoredQuestion = {
  readonly id: QuestionId
  readonly bankId: BankId
  readonly key: string
  readonly versions: readonly StoredVersion[]
}

const withVersions = { versions: { orderBy: { version: 'desc' } } } as const

export async function findQuestion(transaction: Transaction, id: QuestionId): Promise<StoredQuestion | null> {
  const row = await transaction.question.findUnique({ where: { id }, include: withVersions })
  return row ? toQuestion(row) : null
}

export async function findQuestionsOfBank(transaction: Transaction, bankId: BankId): Promise<StoredQuestion[]> {
  const rows = await transaction.question.findMany({ where: { bankId }, include: withVersions, orderBy: { key: 'asc' } })
  return rows.map(toQuestion)
}

/** The questions that these versions belong to; a version that does not exist brings none. */
export async function findQuestionsOfVersions(transaction: Transaction, ids: readonly QuestionVersionId[]): Promise<StoredQuestion[]> {
  const rows = await transaction.question.findMany({ where: { versions: { some: { id: { in: [...ids] } } } }, include: withVersions })
  return rows.map(toQuestion)
}

/** Questions with a version in review, in the order in which they were written. */
export async function findQuestionsInReview(
  transaction: Transaction,
  { bankId, field }: { bankId?: BankId | undefined; field?: ServiceField | undefined },
): Promise<StoredQuestion[]> {
  const rows = await transaction.question.findMany({
    where: {
      ...(bankId === undefined ? {} : { bankId }),
      versions: { some: { status: 'in-review', ...(field === undefined ? {} : { field }) } },
    },
    include: withVersions,
    orderBy: { key: 'asc' },
  })
  return rows.map(toQuestion)
}

export async function findQuestionKeys(transaction: Transaction, bankId: BankId): Promise<ReadonlySet<string>> {
  const rows = await transaction.question.findMany({ where: { bankId }, select: { key: true } })
  return new Set(rows.map(({ key }) => key))
}

export async function insertQuestions(
  transaction: Transaction,
  questions: readonly { readonly id: QuestionId; readonly bankId: BankId; readonly key: string }[],
): Promise<void> {
  await transaction.question.createMany({ data: questions.map(({ id, bankId, key }) => ({ id, bankId, key })) })
}

export type NewVersion = Pick<
  StoredVersion,
  'id' | 'questionId' | 'version' | 'status' | 'content' | 'changeClass' | 'contentHash' | 'authoredBy' | 'createdAt'
>

export async function insertVersions(transaction: Transaction, versions: readonly NewVersion[]): Promise<void> {
  if (versions.length === 0) return
  await transaction.questionVersion.createMany({
    data: versions.map(({ id, questionId, version, status, authoredBy, createdAt, ...rest }) => ({
      id,
      questionId,
      version,
      status,
      authoredBy,
      createdAt,
      ...columnsOf(rest),
    })),
  })
}

/** Gives an author's own draft new content. 0 when it is no draft any more. */
export async function rewriteDraft(
  transaction: Transaction,
  draft: Pick<NewVersion, 'id' | 'content' | 'changeClass' | 'contentHash' | 'createdAt' | 'status'>,
): Promise<number> {
  const { count } = await transaction.questionVersion.updateMany({
    where: { id: draft.id, status: 'draft' },
    data: { ...columnsOf(draft), status: draft.status, createdAt: draft.createdAt, reviewNote: null },
  })
  return count
}

export async function discardVersions(transaction: Transaction, ids: readonly QuestionVersionId[]): Promise<void> {
  await transaction.questionVersion.updateMany({
    where: { id: { in: [...ids] }, status: { in: ['draft', 'in-review'] } },
    data: { status: 'retired' },
  })
}

/** Moves a version on, if it still is where it was seen. 0 when someone was faster. */
export async function moveVersion(
  transaction: Transaction,
  id: QuestionVersionId,
  from: QuestionVersionStatus,
  to: QuestionVersionStatus,
  reviewNote: string | null = null,
): Promise<number> {
  const { count } = await transaction.questionVersion.updateMany({
    where: { id, status: from },
    data: { status: to, ...(from === 'published' ? {} : { reviewNote }) },
  })
  return count
}

/** Publishes versions that still are in review. Answers how many. */
export async function publishVersions(
  transaction: Transaction,
  ids: readonly QuestionVersionId[],
  signOff: { readonly by: string; readonly at: Date; readonly note: string | null },
): Promise<number> {
  const { count } = await transaction.questionVersion.updateMany({
    where: { id: { in: [...ids] }, status: 'in-review' },
    data: { status: 'published', signedOffBy: signOff.by, signedOffAt: signOff.at, signOffNote: signOff.note },
  })
  return count
}

/** The names behind account ids; whoever has no account keeps the name by which the act was put down. */
export async function namesOf(transaction: Transaction, people: Iterable<string>): Promise<(person: string) => string> {
  const ids = [...new Set(people)].filter((person) => z.uuid().safeParse(person).success)
  const rows =
    ids.length === 0 ? [] : await transaction.account.findMany({ where: { id: { in: ids } }, select: { id: true, displayName: true } })
  const names = new Map(rows.map(({ id, displayName }) => [id, displayName]))
  return (person) => names.get(person) ?? person
}

export type QuestionFilter = {
  readonly field: ServiceField | null
  readonly kind: QuestionKind | null
  readonly difficulty: Difficulty | null
  readonly status: QuestionVersionStatus | null
  readonly text: string | null
}
export type QuestionRow = {
  readonly questionId: QuestionId
  readonly key: string
  readonly version: number
  readonly status: QuestionVersionStatus
  readonly kind: QuestionKind
  readonly field: ServiceField
  readonly difficulty: Difficulty
  readonly stem: string
  readonly publishedVersion: number | null
}

const ListRow = z.object({
  question_id: QuestionId,
  key: z.string(),
  version: z.coerce.number(),
  status: QuestionVersionStatus,
  kind: QuestionKind,
  field: ServiceField,
  difficulty: Difficulty,
  stem: z.string(),
  published: z.coerce.number().nullable(),
  total: z.coerce.number(),
})

/** The newest version of each question that passes the filter, in the order of the keys, and how many there are in all. */
export async function findQuestionRows(
  transaction: Transaction,
  bankId: BankId,
  filter: QuestionFilter,
  page: { readonly size: number; readonly number: number },
): Promise<{ rows: QuestionRow[]; total: number }> {
  const like = filter.text === null ? null : `%${filter.text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const offset = (page.number - 1) * page.size
  const found = await transaction.$queryRaw<unknown[]>`
    WITH newest AS (
      SELECT DISTINCT ON (v.question_id) v.question_id, q.key, v.version, v.status, v.kind, v.field, v.difficulty, v.body->>'stem' AS stem,
        (SELECT max(p.version) FROM question_version p WHERE p.question_id = v.question_id AND p.status = 'published') AS published
      FROM question_version v JOIN question q ON q.id = v.question_id
      WHERE q.bank_id = ${bankId}::uuid
      ORDER BY v.question_id, v.version DESC
    )
    SELECT *, count(*) OVER () AS total FROM newest
    WHERE (${filter.field}::text IS NULL OR field = ${filter.field}) AND (${filter.kind}::text IS NULL OR kind = ${filter.kind})
      AND (${filter.difficulty}::text IS NULL OR difficulty = ${filter.difficulty}) AND (${filter.status}::text IS NULL OR status = ${filter.status})
      AND (${like}::text IS NULL OR stem ILIKE ${like} OR key ILIKE ${like})
    ORDER BY key COLLATE "C" LIMIT ${page.size} OFFSET ${offset}`
  const rows = found.map((row) => ListRow.parse(row))
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ question_id, published, key, version, status, kind, field, difficulty, stem }) => ({
      questionId: question_id,
      key,
      version,
      status,
      kind,
      field,
      difficulty,
      stem,
      publishedVersion: published,
    })),
  }
}

export type QuestionCount = {
  readonly bankId: BankId
  readonly status: QuestionVersionStatus
  readonly field: ServiceField
  readonly kind: QuestionKind
  readonly count: number
}

const CountRow = z.object({
  bank_id: BankId,
  status: QuestionVersionStatus,
  field: ServiceField,
  kind: QuestionKind,
  count: z.coerce.number(),
})

/** How many questions there are of each state, field and kind, by their newest version. */
export async function countQuestions(transaction: Transaction): Promise<QuestionCount[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    WITH newest AS (
      SELECT DISTINCT ON (v.question_id) q.bank_id, v.status, v.field, v.kind
      FROM question_version v JOIN question q ON q.id = v.question_id ORDER BY v.question_id, v.version DESC
    )
    SELECT bank_id, status, field, kind, count(*) AS count FROM newest GROUP BY bank_id, status, field, kind`
  return rows.map((row) => {
    const { bank_id, ...rest } = CountRow.parse(row)
    return { bankId: bank_id, ...rest }
  })
}

function columnsOf({ content, changeClass, contentHash }: Pick<NewVersion, 'content' | 'changeClass' | 'contentHash'>) {
  const { field, competency, difficulty, body, answerKey, documentation } = content
  return { kind: body.kind, field, competency, difficulty, body, answerKey, documentation, changeClass, contentHash }
}

type VersionRow = Awaited<ReturnType<Transaction['questionVersion']['findUniqueOrThrow']>>

function toVersion(row: VersionRow): StoredVersion {
  const { field, competency, difficulty, body, answerKey, documentation } = row
  return {
    id: QuestionVersionId.parse(row.id),
    questionId: QuestionId.parse(row.questionId),
    version: row.version,
    status: QuestionVersionStatus.parse(row.status),
    content: QuestionContent.parse({ field, competency, difficulty, body, answerKey, documentation }),
    changeClass: ChangeClass.parse(row.changeClass),
    contentHash: row.contentHash,
    authoredBy: row.authoredBy,
    createdAt: row.createdAt,
    signedOffBy: row.signedOffBy,
    signedOffAt: row.signedOffAt,
    signOffNote: row.signOffNote,
    reviewNote: row.reviewNote,
  }
}

function toQuestion(row: { id: string; bankId: string; key: string; versions: VersionRow[] }): StoredQuestion {
  return { id: QuestionId.parse(row.id), bankId: BankId.parse(row.bankId), key: row.key, versions: row.versions.map(toVersion) }
}
