import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { closeSession, type SessionCloseRefusal } from '#app/domain/delivery/exam-session.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { closeOverdueAttempts } from './close-overdue-attempts.server.ts'
import { countRunningAttempts, findListedSession, lockExamSession, saveSessionState } from './exam-session-store.server.ts'
import { countPapersToKeyIn } from './paper-store.server.ts'

type Refusal = { readonly kind: 'not-found' } | SessionCloseRefusal

/** Ends a session: first what ran out of time is closed, then the session, if nobody is writing any more and every sheet is keyed in. */
export async function closeExamSession(actor: Actor, examSessionId: ExamSessionId): Promise<Result<null, Refusal>> {
  const scope = scopeFor(actor, 'exam-session.proctor')
  const listed = scope && (await reading((transaction) => findListedSession(transaction, scope, examSessionId)))
  if (listed === null || !may(actor, 'exam-session.proctor', { regionCode: listed.regionCode })) return refuse({ kind: 'not-found' })
  await closeOverdueAttempts(actor, examSessionId)
  return inTransaction<null, Refusal>(async (transaction) => {
    const session = await lockExamSession(transaction, examSessionId)
    if (session === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const closed = closeSession(
      session,
      at,
      await countRunningAttempts(transaction, examSessionId),
      await countPapersToKeyIn(transaction, examSessionId),
    )
    if (!closed.ok) return closed
    await saveSessionState(transaction, closed.value)
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'exam-session.closed', subject: examSessionId } })
    return accept(null)
  })
}
