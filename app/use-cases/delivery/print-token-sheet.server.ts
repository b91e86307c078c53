import { renderTokenSheet } from '#app/documents/token-sheet.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findListedSession } from './exam-session-store.server.ts'

type Refusal = { readonly kind: 'not-found' } | { readonly kind: 'session-closed' }

/** The token that holds now, large enough for the back row. The trail says that it was printed, never what it is. */
export async function printTokenSheet(
  actor: Actor,
  examSessionId: ExamSessionId,
): Promise<Result<{ fileName: string; bytes: Uint8Array }, Refusal>> {
  const scope = scopeFor(actor, 'exam-session.proctor')
  const session = scope && (await reading((transaction) => findListedSession(transaction, scope, examSessionId)))
  if (session === null) return refuse({ kind: 'not-found' })
  if (session.state === 'closed') return refuse({ kind: 'session-closed' })
  const at = await reading(databaseNow)
  const bytes = await renderTokenSheet({ session, demo: environment().demo, at })
  return inTransaction<{ fileName: string; bytes: Uint8Array }, Refusal>(async (transaction) => {
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'token-sheet.printed', subject: examSessionId } })
    return accept({ fileName: `lembar-token-${examSessionId.slice(0, 8)}.pdf`, bytes })
  })
}
