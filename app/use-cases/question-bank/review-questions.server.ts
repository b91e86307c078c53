import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { personBehind, type SignOffRefusal, sendBack, signOff } from '#app/domain/question-bank/question-version.ts'
import type { QuestionVersionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findQuestionsOfVersions, moveVersion, publishVersions, type StoredQuestion, type StoredVersion } from './question-store.server.ts'

/** A version with the content that the reviewer saw. */
export type SeenVersion = { readonly id: QuestionVersionId; readonly contentHash: string }
export type SignOffFault = {
  readonly id: QuestionVersionId
  readonly key: string | null
  readonly reason: SignOffRefusal['kind'] | 'not-found'
}
export type SignOffQuestionsRefusal =
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-signed-off'; readonly faults: readonly SignOffFault[] }

/** Publishes versions in review, all of them or none. The note is the expert's word for what rests on secondary sources. */
export function signOffQuestions(
  actor: Actor,
  { versions, note }: { readonly versions: readonly SeenVersion[]; readonly note: string },
): Promise<Result<{ signedOff: number }, SignOffQuestionsRefusal>> {
  return inTransaction<{ signedOff: number }, SignOffQuestionsRefusal>(async (transaction) => {
    if (!may(actor, 'bank.review')) return refuse({ kind: 'forbidden' })
    const found = await versionsById(
      transaction,
      versions.map(({ id }) => id),
    )
    const faults = versions.flatMap(({ id, contentHash }): SignOffFault[] => {
      const at = found.get(id)
      if (at === undefined) return [{ id, key: null, reason: 'not-found' }]
      const decision = signOff(at.version, {
        content: at.version.content,
        history: at.question.versions,
        reviewer: personBehind(actor),
        note,
        seenHash: contentHash,
      })
      return decision.ok ? [] : [{ id, key: at.question.key, reason: decision.refusal.kind }]
    })
    if (faults.length > 0) return refuse({ kind: 'not-signed-off', faults })
    const ids = [...new Set(versions.map(({ id }) => id))]
    const at = await databaseNow(transaction)
    const signedOff = await publishVersions(transaction, ids, {
      by: personBehind(actor),
      at,
      note: note.trim() === '' ? null : note.trim(),
    })
    if (signedOff !== ids.length)
      return refuse({
        kind: 'not-signed-off',
        faults: ids.map((id) => ({ id, key: found.get(id)?.question.key ?? null, reason: 'changed-meanwhile' })),
      })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'question.signed-off',
        subject: ids.length === 1 ? (ids[0] ?? '') : 'several',
        detail: { questionVersions: ids, count: ids.length },
      },
    })
    return accept({ signedOff })
  })
}

export type SendBackRefusal = { readonly kind: 'not-found' } | { readonly kind: 'not-in-review' } | { readonly kind: 'reason-needed' }

/** Gives a version in review back to its author with what is to be mended. */
export function sendBackQuestion(actor: Actor, id: QuestionVersionId, reason: string): Promise<Result<null, SendBackRefusal>> {
  return inTransaction<null, SendBackRefusal>(async (transaction) => {
    const found = (await versionsById(transaction, [id])).get(id)
    if (found === undefined || !may(actor, 'bank.review')) return refuse({ kind: 'not-found' })
    if (reason.trim() === '') return refuse({ kind: 'reason-needed' })
    const decision = sendBack(found.version)
    if (!decision.ok) return decision
    if ((await moveVersion(transaction, id, found.version.status, decision.value, reason.trim())) === 0)
      return refuse({ kind: 'not-in-review' })
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'question.sent-back', subject: id },
    })
    return accept(null)
  })
}

async function versionsById(
  transaction: Transaction,
  ids: readonly QuestionVersionId[],
): Promise<Map<QuestionVersionId, { question: StoredQuestion; version: StoredVersion }>> {
  const questions = await findQuestionsOfVersions(transaction, ids)
  return new Map(questions.flatMap((question) => question.versions.map((version) => [version.id, { question, version }] as const)))
}
