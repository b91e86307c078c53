import type { BankHeading } from '#app/domain/question-bank/bank-file.ts'
import type { FrozenQuestion } from '#app/domain/question-bank/bank-version.ts'
import { BankId, BankVersionId, QuestionVersionId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type Bank = BankHeading & { readonly id: BankId; readonly isDemo: boolean }
export type BankVersionRow = {
  readonly id: BankVersionId
  readonly bankId: BankId
  readonly version: number
  readonly contentHash: string
  readonly publishedAt: Date
  readonly publishedBy: string
}

export async function findBank(transaction: Transaction, id: BankId): Promise<Bank | null> {
  const row = await transaction.questionBank.findUnique({ where: { id } })
  return row ? toBank(row) : null
}

export async function findBankBySlug(transaction: Transaction, slug: string): Promise<Bank | null> {
  const row = await transaction.questionBank.findUnique({ where: { slug } })
  return row ? toBank(row) : null
}

/** In the order of their titles. */
export async function findBanks(transaction: Transaction): Promise<Bank[]> {
  const rows = await transaction.questionBank.findMany({ orderBy: [{ title: 'asc' }, { slug: 'asc' }] })
  return rows.map(toBank)
}

/** Writes a new bank, or a new title and framework of one that is there. */
export async function saveBank(transaction: Transaction, bank: Bank): Promise<void> {
  const { id, slug, title, framework, isDemo } = bank
  await transaction.questionBank.upsert({ where: { id }, create: { id, slug, title, framework, isDemo }, update: { title, framework } })
}

/** Holds the bank until the transaction ends: whoever changes its questions does so one after the other. */
export async function lockBank(transaction: Transaction, id: BankId): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM question_bank WHERE id = ${id}::uuid FOR UPDATE`
}

/** The newest published version of every question that has one. */
export async function findPublishedQuestions(
  transaction: Transaction,
  bankId: BankId,
): Promise<(FrozenQuestion & { readonly id: QuestionVersionId })[]> {
  const rows = await transaction.questionVersion.findMany({
    where: { status: 'published', question: { bankId } },
    orderBy: { version: 'asc' },
    select: { id: true, version: true, contentHash: true, question: { select: { key: true } } },
  })
  const newest = new Map(
    rows.map(({ id, version, contentHash, question }) => [
      question.key,
      { id: QuestionVersionId.parse(id), key: question.key, version, contentHash },
    ]),
  )
  return [...newest.values()]
}

export async function lastBankVersion(transaction: Transaction, bankId: BankId): Promise<BankVersionRow | null> {
  const row = await transaction.bankVersion.findFirst({ where: { bankId }, orderBy: { version: 'desc' } })
  return row ? toBankVersion(row) : null
}

/** The newest first, with how many questions each holds. */
export async function findBankVersions(
  transaction: Transaction,
  bankId?: BankId,
): Promise<(BankVersionRow & { readonly questions: number })[]> {
  const rows = await transaction.bankVersion.findMany({
    where: bankId === undefined ? {} : { bankId },
    orderBy: { version: 'desc' },
    include: { _count: { select: { items: true } } },
  })
  return rows.map((row) => ({ ...toBankVersion(row), questions: row._count.items }))
}

export async function insertBankVersion(
  transaction: Transaction,
  version: BankVersionRow,
  questionVersionIds: readonly QuestionVersionId[],
): Promise<void> {
  await transaction.bankVersion.create({ data: { ...version } })
  await transaction.bankVersionItem.createMany({
    data: questionVersionIds.map((questionVersionId) => ({ bankVersionId: version.id, questionVersionId })),
  })
}

function toBank(row: { id: string; slug: string; title: string; framework: string; isDemo: boolean }): Bank {
  return { id: BankId.parse(row.id), slug: row.slug, title: row.title, framework: row.framework, isDemo: row.isDemo }
}

function toBankVersion(row: {
  id: string
  bankId: string
  version: number
  contentHash: string
  publishedAt: Date
  publishedBy: string
}): BankVersionRow {
  return {
    id: BankVersionId.parse(row.id),
    bankId: BankId.parse(row.bankId),
    version: row.version,
    contentHash: row.contentHash,
    publishedAt: row.publishedAt,
    publishedBy: row.publishedBy,
  }
}
