import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { BankHeading } from '#app/domain/question-bank/bank-file.ts'
import { countImport, type ImportCounts, importedStatus, type PlannedQuestion, planImport } from '#app/domain/question-bank/bank-import.ts'
import type { BankQuestion } from '#app/domain/question-bank/bank-item.ts'
import { checkPicture } from '#app/domain/question-bank/picture.ts'
import { personBehind } from '#app/domain/question-bank/question-version.ts'
import { BankId, QuestionId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findFramework } from './framework-store.server.ts'
import { knownPictures, type Picture, savePictures } from './picture-store.server.ts'
import { findBankBySlug, lockBank, saveBank } from './question-bank-store.server.ts'
import {
  discardVersions,
  findQuestionsOfBank,
  insertQuestions,
  insertVersions,
  rewriteDraft,
  type StoredQuestion,
} from './question-store.server.ts'

export type ImportBankRefusal =
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'framework-missing'; readonly framework: string }
  | { readonly kind: 'picture-unfit'; readonly hash: string }
  | { readonly kind: 'picture-missing'; readonly hash: string }
export type ImportReport = ImportCounts & { readonly bankId: BankId }

/**
 * Brings a bank's questions in: a version only where the content changed, and none of what is published is touched.
 * All of it or nothing; the same files a second time change nothing.
 */
export function importBank(
  actor: Actor,
  heading: BankHeading & { readonly isDemo?: boolean },
  questions: readonly BankQuestion[],
  pictures: readonly Picture[],
): Promise<Result<ImportReport, ImportBankRefusal>> {
  return inTransaction<ImportReport, ImportBankRefusal>(async (transaction) => {
    if (!may(actor, 'bank.author')) return refuse({ kind: 'forbidden' })
    if ((await findFramework(transaction, heading.framework)) === null)
      return refuse({ kind: 'framework-missing', framework: heading.framework })
    const unfit = pictures.find(({ bytes, contentType }) => {
      const checked = checkPicture(bytes)
      return !checked.ok || checked.contentType !== contentType
    })
    if (unfit !== undefined) return refuse({ kind: 'picture-unfit', hash: unfit.hash })
    await savePictures(transaction, pictures)
    const shown = questions.flatMap(({ content }) => (content.body.media === null ? [] : [content.body.media.hash]))
    const known = await knownPictures(transaction, shown)
    const missing = shown.find((hash) => !known.has(hash))
    if (missing !== undefined) return refuse({ kind: 'picture-missing', hash: missing })

    const bankId = await openBank(transaction, heading)
    const stored = new Map((await findQuestionsOfBank(transaction, bankId)).map((question) => [question.key, question]))
    const planned = planImport(questions, new Map([...stored].map(([key, { versions }]) => [key, versions])), personBehind(actor))
    const counts = countImport(planned)
    const at = await databaseNow(transaction)
    await saveVersions(transaction, { bankId, planned, stored, author: personBehind(actor), at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'question-bank.imported', subject: bankId, detail: { ...counts } },
    })
    return accept({ bankId, ...counts })
  })
}

async function openBank(
  transaction: Transaction,
  { slug, title, framework, isDemo = false }: BankHeading & { readonly isDemo?: boolean },
): Promise<BankId> {
  const existing = await findBankBySlug(transaction, slug)
  const id = existing?.id ?? BankId.parse(newUuid())
  await saveBank(transaction, { id, slug, title, framework, isDemo: existing?.isDemo ?? isDemo })
  await lockBank(transaction, id)
  return id
}

type Saving = { bankId: BankId; planned: readonly PlannedQuestion[]; stored: ReadonlyMap<string, StoredQuestion>; author: string; at: Date }

async function saveVersions(transaction: Transaction, { bankId, planned, stored, author, at }: Saving): Promise<void> {
  const ids = new Map<string, QuestionId>(planned.map(({ key }) => [key, stored.get(key)?.id ?? QuestionId.parse(newUuid())]))
  const idOf = (key: string) => ids.get(key) ?? QuestionId.parse(newUuid())
  const versionId = (key: string, version: number) => stored.get(key)?.versions.find((each) => each.version === version)?.id
  await insertQuestions(
    transaction,
    planned.filter(({ key }) => !stored.has(key)).map(({ key }) => ({ id: idOf(key), bankId, key })),
  )
  const discarded = planned.flatMap(({ key, plan }) => {
    const id = plan.kind === 'add' && plan.discard !== null ? versionId(key, plan.discard) : undefined
    return id === undefined ? [] : [id]
  })
  await discardVersions(transaction, discarded)
  const added = planned.flatMap(({ key, content, contentHash, changeClass, plan }) =>
    plan.kind === 'add'
      ? [
          {
            id: QuestionVersionId.parse(newUuid()),
            questionId: idOf(key),
            version: plan.version,
            status: importedStatus(content),
            content,
            changeClass,
            contentHash,
            authoredBy: author,
            createdAt: at,
          },
        ]
      : [],
  )
  await insertVersions(transaction, added)
  for (const { key, content, contentHash, changeClass, plan } of planned) {
    const id = plan.kind === 'rewrite' ? versionId(key, plan.version) : undefined
    if (id !== undefined)
      await rewriteDraft(transaction, { id, content, contentHash, changeClass, createdAt: at, status: importedStatus(content) })
  }
}
