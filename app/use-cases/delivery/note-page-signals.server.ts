import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { SignalReport } from '#app/domain/delivery/page-signal.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { insertSignals } from './page-signal-store.server.ts'

/** Keeps what the page of a running exam tells of itself. From another device or once it is over nothing is kept. */
export async function notePageSignals(
  actor: Actor,
  report: SignalReport,
): Promise<Result<{ readonly kept: number }, { readonly kind: 'not-found' }>> {
  if (actor.kind !== 'candidate' || !may(actor, 'attempt.take', { ownerCandidateId: actor.candidateId }))
    return refuse({ kind: 'not-found' })
  const kept = await insertSignals(report, { candidateId: actor.candidateId, deviceKey: actor.deviceKey })
  return kept === null ? refuse({ kind: 'not-found' }) : accept({ kept })
}
