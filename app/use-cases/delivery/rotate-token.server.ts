import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { ACCESS_TOKEN_LENGTH } from '#app/domain/delivery/exam-session.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { randomToken } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findListedSession, saveAccessToken } from './exam-session-store.server.ts'

/** A new token for the room: the old one lets nobody in any more. The trail says that it changed, never what it is. */
export function rotateToken(
  actor: Actor,
  examSessionId: ExamSessionId,
): Promise<Result<null, { readonly kind: 'not-found' } | { readonly kind: 'session-closed' }>> {
  return inTransaction<null, { readonly kind: 'not-found' } | { readonly kind: 'session-closed' }>(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.proctor')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (session === null) return refuse({ kind: 'not-found' })
    if (session.state === 'closed') return refuse({ kind: 'session-closed' })
    await saveAccessToken(transaction, examSessionId, randomToken(ACCESS_TOKEN_LENGTH))
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'exam-session.token-rotated', subject: examSessionId },
    })
    return accept(null)
  })
}
