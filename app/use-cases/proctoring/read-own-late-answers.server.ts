import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { countOwnLateAnswers, type OwnLateAnswers } from './late-answer-store.server.ts'

/** What became of a candidate's own answers that arrived after her exam was closed. */
export function readOwnLateAnswers(actor: Actor, attemptId: AttemptId): Promise<Result<OwnLateAnswers, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    if (actor.kind !== 'candidate' || !may(actor, 'attempt.take', { ownerCandidateId: actor.candidateId }))
      return refuse({ kind: 'not-found' as const })
    return accept(await countOwnLateAnswers(transaction, actor.candidateId, attemptId))
  })
}
