import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { isLetIn, MOST_RECOVERY_BYTES, RecoveryContent, readEvents } from '#app/domain/delivery/recovery-file.ts'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import { type ExamSessionId, RecoveryFileId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { openSealed } from '#app/platform/recovery-key.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findAnswerSheet } from '../delivery/answer-store.server.ts'
import { lockAttempt } from '../delivery/attempt-store.server.ts'
import { findListedSession } from '../delivery/exam-session-store.server.ts'
import { compareRecovery } from './compare-recovery.server.ts'
import { findRecoveryFileByHash, insertRecoveryFile } from './recovery-file-store.server.ts'

export type BringInRefusal = {
  readonly kind:
    | 'not-found'
    | 'too-large'
    | 'no-recovery-file'
    | 'other-key'
    | 'damaged'
    | 'unreadable'
    | 'other-session'
    | 'void'
    | 'nothing-new'
}
export type BroughtIn = { readonly kind: 'waiting' | 'known'; readonly id: RecoveryFileId }

/**
 * Opens a recovery file and keeps it until a second person decides about it; nothing of it counts before. The same file
 * again finds itself. Of another room's file no more is told than that it is one.
 */
export async function bringInRecoveryFile(
  actor: Actor,
  examSessionId: ExamSessionId,
  bytes: Uint8Array,
): Promise<Result<BroughtIn, BringInRefusal>> {
  const scope = scopeFor(actor, 'room-act.ask')
  if (scope === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
  if (bytes.byteLength > MOST_RECOVERY_BYTES) return refuse({ kind: 'too-large' })
  const sealed = new TextDecoder().decode(bytes)
  const opened = await openSealed(sealed)
  if (!opened.ok) return refuse({ kind: opened.fault })
  const content = RecoveryContent.safeParse(parseJson(opened.content))
  if (!content.success) return refuse({ kind: 'unreadable' })
  const { attemptId, exportedAt } = content.data
  const sheet = await findAnswerSheet(attemptId)

  return inTransaction<BroughtIn, BringInRefusal>(async (transaction) => {
    const session = await findListedSession(transaction, scope, examSessionId)
    if (session === null) return refuse({ kind: 'not-found' })
    const attempt = sheet === null ? null : await lockAttempt(transaction, attemptId)
    if (sheet === null || attempt === null || attempt.examSessionId !== examSessionId) return refuse({ kind: 'other-session' })
    const fileHash = textHash(sealed)
    const known = await findRecoveryFileByHash(transaction, fileHash)
    if (known !== null) return accept({ kind: 'known', id: known.id })
    if (attempt.voidedAt !== null) return refuse({ kind: 'void' })
    const uploadedAt = await databaseNow(transaction)
    const { events, unfit } = readEvents(content.data, sheet.rules, attempt.lease.epoch)
    if (events.length === 0) return refuse({ kind: 'unreadable' })
    const compared = await compareRecovery(actor, transaction, { attempt, periodId: session.periodId, events, uploadedAt })
    if (compared.difference.every(({ effect }) => effect === 'same')) return refuse({ kind: 'nothing-new' })
    const id = RecoveryFileId.parse(newUuid())
    await insertRecoveryFile(transaction, {
      id,
      examSessionId,
      attemptId,
      fileHash,
      byteSize: bytes.byteLength,
      keyId: opened.kid,
      exportedAt: new Date(exportedAt),
      events: [...events],
      unfit,
      uploadedBy: actor.accountId,
      uploadedAt,
    })
    const detail = { file: fileHash, attempt: attemptId, events: events.length, missing: compared.events.filter(isLetIn).length }
    await appendAuditEntry(transaction, { at: uploadedAt, by: actor, event: { kind: 'recovery-file.brought-in', subject: id, detail } })
    return accept({ kind: 'waiting', id })
  })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
