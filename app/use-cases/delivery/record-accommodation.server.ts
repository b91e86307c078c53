import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import type { AuditDetail } from '#app/domain/audit/audit-entry.ts'
import type { Accommodation, AccommodationRefusal } from '#app/domain/delivery/accommodation.ts'
import type { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findAccommodation, removeAccommodation, saveAccommodation } from './accommodation-store.server.ts'
import { listSeatedCandidates, type SeatedCandidate } from './candidate-store.server.ts'
import { findListedSession, type ListedSession } from './exam-session-store.server.ts'

type Place = { readonly examSessionId: ExamSessionId; readonly candidateId: CandidateId }
type Refusal = AccommodationRefusal | { readonly kind: 'not-found' }

/** Records what a candidate of a session is given, or takes it back; until she begins. The trail has the figures, never the ground. */
export function recordAccommodation(
  actor: Actor,
  { examSessionId, candidateId }: Place,
  accommodation: Accommodation | null,
): Promise<Result<null, Refusal>> {
  return inTransaction<null, Refusal>(async (transaction) => {
    const scope = scopeFor(actor, 'accommodation.record')
    const seated = scope === null ? [] : await listSeatedCandidates(transaction, scope, examSessionId)
    if (actor.kind !== 'staff' || !seated.some((each) => each.candidateId === candidateId)) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const isChanged =
      accommodation === null
        ? await removeAccommodation(transaction, candidateId)
        : await saveAccommodation(transaction, candidateId, accommodation, { by: actor.accountId, at })
    if (!isChanged) return refuse({ kind: 'already-begun' })
    const detail: Readonly<Record<string, AuditDetail>> =
      accommodation === null
        ? {}
        : {
            extraPercent: accommodation.extraPercent,
            extraMinutes: accommodation.extraMinutes,
            means: accommodation.means,
            helper: accommodation.helperName !== null,
          }
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: accommodation === null ? 'accommodation.removed' : 'accommodation.recorded', subject: candidateId, detail },
    })
    return accept(null)
  })
}

export type SeatedAccommodation = {
  readonly session: ListedSession
  readonly candidate: SeatedCandidate
  readonly accommodation: Awaited<ReturnType<typeof findAccommodation>>
  readonly mayRecord: boolean
}

/** A candidate of a session with what is recorded for her. */
export function readAccommodation(
  actor: Actor,
  { examSessionId, candidateId }: Place,
): Promise<Result<SeatedAccommodation, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'accommodation.record')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    const seated = scope === null ? [] : await listSeatedCandidates(transaction, scope, examSessionId)
    const candidate = seated.find((each) => each.candidateId === candidateId)
    if (session === null || candidate === undefined) return refuse({ kind: 'not-found' as const })
    const mayRecord = !candidate.begun && session.state !== 'closed' && may(actor, 'accommodation.record')
    return accept({ session, candidate, accommodation: await findAccommodation(transaction, candidateId), mayRecord })
  })
}
