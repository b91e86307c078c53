import { renderSessionMinutes } from '#app/documents/session-minutes.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { listAccommodations } from '../delivery/accommodation-store.server.ts'
import { findListedSession } from '../delivery/exam-session-store.server.ts'
import { listPaperSeats } from '../delivery/paper-store.server.ts'
import { listIncidents } from './incident-store.server.ts'
import { listRoomActs } from './room-act-store.server.ts'
import { countLate, countSession } from './session-record-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

/** The minutes (Berita Acara) of a session from what is stored now. That they were taken out of the app stands in the trail. */
export async function printSessionMinutes(
  actor: Actor,
  examSessionId: ExamSessionId,
): Promise<Result<{ fileName: string; bytes: Uint8Array }, NotFound>> {
  const scope = scopeFor(actor, 'exam-session.read')
  if (scope === null) return refuse({ kind: 'not-found' })
  const found = await reading(async (transaction) => {
    const session = await findListedSession(transaction, scope, examSessionId)
    if (session === null) return null
    return {
      session,
      figures: await countSession(transaction, scope, examSessionId),
      acts: (await listRoomActs(transaction, scope, { examSessionId })).filter(({ state }) => state === 'done').reverse(),
      incidents: await listIncidents(transaction, scope, examSessionId),
      accommodations: await listAccommodations(transaction, scope, examSessionId),
      papers: await listPaperSeats(transaction, scope, examSessionId),
      late: await countLate(transaction, scope, examSessionId),
      at: await databaseNow(transaction),
    }
  })
  if (found === null) return refuse({ kind: 'not-found' })
  const bytes = await renderSessionMinutes(found, { demo: environment().demo })
  return inTransaction<{ fileName: string; bytes: Uint8Array }, NotFound>(async (transaction) => {
    await appendAuditEntry(transaction, { at: found.at, by: actor, event: { kind: 'session-minutes.printed', subject: examSessionId } })
    return accept({ fileName: `berita-acara-ujian-${examSessionId.slice(0, 8)}.pdf`, bytes })
  })
}
