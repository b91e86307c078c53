import { orderOf } from '#app/documents/press.server.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { SessionList } from '#app/domain/delivery/exam-session.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { listSeatedCandidates } from './candidate-store.server.ts'
import { findListedSession } from './exam-session-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

const FILE_NAMES: Record<SessionList, string> = { 'attendance-list': 'daftar-hadir', 'seat-list': 'daftar-tempat-duduk' }

/** The room's attendance list for signing, or its seat list for the door. That it was taken out of the app stands in the trail. */
export async function printSessionList(
  actor: Actor,
  examSessionId: ExamSessionId,
  list: SessionList,
): Promise<Result<{ fileName: string; bytes: Uint8Array }, NotFound>> {
  const scope = scopeFor(actor, 'exam-session.read')
  if (scope === null) return refuse({ kind: 'not-found' })
  const session = await reading((transaction) => findListedSession(transaction, scope, examSessionId))
  if (session === null) return refuse({ kind: 'not-found' })
  const candidates = await reading((transaction) => listSeatedCandidates(transaction, scope, examSessionId))
  const at = await reading(databaseNow)
  const bytes = await pressAside(orderOf(list, { session, candidates, demo: environment().demo, at }))
  return inTransaction<{ fileName: string; bytes: Uint8Array }, NotFound>(async (transaction) => {
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: `${list}.printed`, subject: examSessionId, detail: { candidates: candidates.length } },
    })
    return accept({ fileName: `${FILE_NAMES[list]}-${examSessionId.slice(0, 8)}.pdf`, bytes })
  })
}
