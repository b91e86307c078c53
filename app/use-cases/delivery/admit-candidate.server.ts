import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { removeAdmission, saveAdmission } from './candidate-store.server.ts'
import { findListedSession } from './exam-session-store.server.ts'

export type AdmitRefusal = { readonly kind: 'not-found' } | { readonly kind: 'session-closed' } | { readonly kind: 'already-begun' }

/** The proctor has seen the card and the person. */
export function admitCandidate(actor: Actor, examSessionId: ExamSessionId, candidateId: CandidateId): Promise<Result<null, AdmitRefusal>> {
  return changeAdmission(actor, examSessionId, candidateId, true)
}

/** Takes an admission back, unless the candidate has begun. */
export function unadmitCandidate(
  actor: Actor,
  examSessionId: ExamSessionId,
  candidateId: CandidateId,
): Promise<Result<null, AdmitRefusal>> {
  return changeAdmission(actor, examSessionId, candidateId, false)
}

function changeAdmission(
  actor: Actor,
  examSessionId: ExamSessionId,
  candidateId: CandidateId,
  admitted: boolean,
): Promise<Result<null, AdmitRefusal>> {
  return inTransaction<null, AdmitRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.proctor')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (session === null) return refuse({ kind: 'not-found' })
    if (session.state === 'closed') return refuse({ kind: 'session-closed' })
    const at = await databaseNow(transaction)
    const isChanged = admitted
      ? await saveAdmission(transaction, examSessionId, candidateId, at)
      : await removeAdmission(transaction, examSessionId, candidateId)
    if (!isChanged) return refuse({ kind: admitted ? 'not-found' : 'already-begun' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: admitted ? 'candidate.admitted' : 'candidate.unadmitted', subject: candidateId, detail: { session: examSessionId } },
    })
    return accept(null)
  })
}
