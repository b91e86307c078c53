import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { QuestionFault } from '#app/domain/question-bank/bank-fault.ts'
import { readQuestion } from '#app/domain/question-bank/bank-file.ts'
import type { PictureOfFile } from '#app/domain/question-bank/bank-item.ts'
import { furthestReview, parseFactRegister } from '#app/domain/question-bank/fact-register.ts'
import { checkPicture } from '#app/domain/question-bank/picture.ts'
import type { QuestionKind } from '#app/domain/question-bank/question.ts'
import { type FormValues, readQuestionForm } from '#app/domain/question-bank/question-form.ts'
import {
  classifyChange,
  contentHashOf,
  latestPublished,
  newestOf,
  personBehind,
  planSave,
} from '#app/domain/question-bank/question-version.ts'
import { fieldOfCompetency } from '#app/domain/roster/competency-framework.ts'
import { type BankId, QuestionId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { bytesHash, readFactFile } from '#app/platform/bank-files.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findFramework } from './framework-store.server.ts'
import { type Picture, savePictures } from './picture-store.server.ts'
import { findBank, lockBank } from './question-bank-store.server.ts'
import {
  discardVersions,
  findQuestion,
  findQuestionKeys,
  insertQuestions,
  insertVersions,
  rewriteDraft,
  type StoredVersion,
} from './question-store.server.ts'

export type QuestionEdit = {
  readonly target:
    | {
        readonly kind: 'existing'
        readonly questionId: QuestionId /** The newest content that the editor was opened with. */
        readonly seenHash: string
      }
    | { readonly kind: 'new'; readonly bankId: BankId; readonly questionKind: QuestionKind; readonly key: string }
  readonly values: FormValues
  readonly picture: { readonly kind: 'keep' } | { readonly kind: 'remove' } | { readonly kind: 'replace'; readonly bytes: Uint8Array }
}
export type FieldFault = QuestionFault & { readonly field: string }
export type SaveQuestionRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'framework-missing' }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
export type SavedQuestion = { readonly questionId: QuestionId; readonly saved: 'draft' | 'unchanged' }

/** Saves what an author edited as a draft, checked by the rules that hold for bank files. A published version stays as it is. */
export async function saveQuestion(actor: Actor, edit: QuestionEdit): Promise<Result<SavedQuestion, SaveQuestionRefusal>> {
  const facts = parseFactRegister((await readFactFile()).text) ?? new Map()
  return inTransaction<SavedQuestion, SaveQuestionRefusal>(async (transaction) => {
    const subject = await loadSubject(transaction, edit)
    if (subject === null || !may(actor, 'bank.author')) return refuse({ kind: 'not-found' })
    const framework = await findFramework(transaction, subject.bank.framework)
    if (framework === null) return refuse({ kind: 'framework-missing' })
    const newest = newestOf(subject.versions)
    if (edit.target.kind === 'existing' && newest?.contentHash !== edit.target.seenHash) return refuse({ kind: 'changed-meanwhile' })

    const { picture, pictures, pictureName } = readPicture(edit.picture, newest)
    const form = readQuestionForm(edit.values, {
      kind: subject.kind,
      key: subject.key,
      pictureName,
      usedKeys: usedKeysOf(subject.versions),
    })
    // The framework says which field a competency belongs to; an unknown competency is a fault whatever the field.
    const field = fieldOfCompetency(framework, String(form.item.competency ?? '')) ?? 'health'
    const item = { ...form.item, field, review: furthestReview(factsOf(edit.values), facts) ?? 'draft' }
    const read = readQuestion(item, { framework, facts, pictures })
    const faults = [...(read.ok ? [] : read.refusal), ...faultsAround(edit, form.item.enemies, subject)]
    if (!read.ok || faults.length > 0)
      return refuse({ kind: 'faults', faults: faults.map((fault) => ({ ...fault, field: form.fieldOf(fault.path) })) })

    const { content } = read.value
    const contentHash = contentHashOf(content)
    const author = personBehind(actor)
    const plan = planSave(subject.versions, contentHash, author)
    if (plan.kind === 'unchanged') return accept({ questionId: subject.questionId, saved: 'unchanged' })
    const at = await databaseNow(transaction)
    const changeClass = classifyChange(latestPublished(subject.versions)?.content ?? null, content)
    if (picture !== null) await savePictures(transaction, [picture])
    if (edit.target.kind === 'new')
      await insertQuestions(transaction, [{ id: subject.questionId, bankId: subject.bank.id, key: subject.key }])
    const versionNumbered = (version: number | null) => subject.versions.filter((each) => each.version === version)
    if (plan.kind === 'rewrite') {
      for (const { id } of versionNumbered(plan.version))
        await rewriteDraft(transaction, { id, content, changeClass, contentHash, createdAt: at, status: 'draft' })
    } else {
      await discardVersions(
        transaction,
        versionNumbered(plan.discard).map(({ id }) => id),
      )
      await insertVersions(transaction, [
        {
          id: QuestionVersionId.parse(newUuid()),
          questionId: subject.questionId,
          version: plan.version,
          status: 'draft',
          content,
          changeClass,
          contentHash,
          authoredBy: author,
          createdAt: at,
        },
      ])
    }
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'question.saved', subject: subject.questionId, detail: { version: plan.version, changeClass, contentHash } },
    })
    return accept({ questionId: subject.questionId, saved: 'draft' })
  })
}

async function loadSubject(transaction: Transaction, { target }: QuestionEdit) {
  const question = target.kind === 'existing' ? await findQuestion(transaction, target.questionId) : null
  const bankId = target.kind === 'new' ? target.bankId : question?.bankId
  const bank = bankId === undefined ? null : await findBank(transaction, bankId)
  if (bank === null) return null
  await lockBank(transaction, bank.id)
  const bankKeys = await findQuestionKeys(transaction, bank.id)
  if (target.kind === 'new')
    return { bank, bankKeys, questionId: QuestionId.parse(newUuid()), key: target.key, kind: target.questionKind, versions: [] }
  const current = await findQuestion(transaction, target.questionId)
  const kind = current?.versions[0]?.content.body.kind
  if (current === null || kind === undefined) return null
  return { bank, bankKeys, questionId: current.id, key: current.key, kind, versions: current.versions }
}

/** The name by which the item shows its picture is no file's name here: it only leads to the bytes. */
function readPicture(
  edit: QuestionEdit['picture'],
  newest: StoredVersion | null,
): { picture: Picture | null; pictures: Map<string, PictureOfFile>; pictureName: string | null } {
  const name = 'picture'
  if (edit.kind === 'replace') {
    const checked = checkPicture(edit.bytes)
    const hash = bytesHash(edit.bytes)
    if (!checked.ok) return { picture: null, pictures: new Map([[name, { fault: checked.fault }]]), pictureName: name }
    return {
      picture: { hash, contentType: checked.contentType, bytes: new Uint8Array(edit.bytes) },
      pictures: new Map([[name, { hash }]]),
      pictureName: name,
    }
  }
  const media = edit.kind === 'keep' ? (newest?.content.body.media ?? null) : null
  return media === null
    ? { picture: null, pictures: new Map(), pictureName: null }
    : { picture: null, pictures: new Map([[name, { hash: media.hash }]]), pictureName: name }
}

function usedKeysOf(versions: readonly StoredVersion[]): Set<string> {
  return new Set(
    versions.flatMap(({ content: { body, answerKey } }) => [
      ...('options' in body ? body.options.map(({ key }) => key) : []),
      ...('prompts' in body ? body.prompts.map(({ key }) => key) : []),
      ...(answerKey.kind === 'essay' ? answerKey.rubric.criteria.map(({ key }) => key) : []),
    ]),
  )
}

function factsOf(values: FormValues): string[] {
  return Object.entries(values).flatMap(([name, [value = '']]) =>
    /^sources\.\d+\.fact$/.test(name) && value.trim() !== '' ? [value.trim()] : [],
  )
}

function faultsAround(
  { target }: QuestionEdit,
  enemies: unknown,
  subject: { readonly key: string; readonly bankKeys: ReadonlySet<string> },
): QuestionFault[] {
  const named = Array.isArray(enemies) ? enemies.map(String) : []
  const unknown = named.filter((enemy) => enemy !== subject.key && !subject.bankKeys.has(enemy))
  return [
    ...(target.kind === 'new' && subject.bankKeys.has(subject.key)
      ? [{ path: ['key'], code: 'duplicate-question-key' as const, value: subject.key }]
      : []),
    ...(named.includes(subject.key) ? [{ path: ['enemies'], code: 'enemy-itself' as const }] : []),
    ...unknown.slice(0, 1).map((enemy) => ({ path: ['enemies'], code: 'enemy-unknown' as const, value: enemy.slice(0, 60) })),
  ]
}
