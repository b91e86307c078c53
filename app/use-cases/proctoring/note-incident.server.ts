import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { IncidentNote } from '#app/domain/proctoring/incident.ts'
import type { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { isSeatedIn } from '../delivery/candidate-store.server.ts'
import { findListedSession } from '../delivery/exam-session-store.server.ts'
import { insertIncident } from './incident-store.server.ts'

/** Notes what happened in the room, about everybody or about one candidate of it. The trail says that, never the words. */
export function noteIncident(
  actor: Actor,
  { examSessionId, candidateId }: { readonly examSessionId: ExamSessionId; readonly candidateId: CandidateId | null },
  incident: IncidentNote,
): Promise<Result<null, { readonly kind: 'not-found' }>> {
  return inTransaction<null, { readonly kind: 'not-found' }>(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.proctor')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (session === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
    if (candidateId !== null && !(await isSeatedIn(transaction, examSessionId, candidateId))) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const id = await insertIncident(transaction, { examSessionId, candidateId, ...incident, notedBy: actor.accountId, notedAt: at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'incident.noted', subject: id, detail: { session: examSessionId, kind: incident.kind } },
    })
    return accept(null)
  })
}
