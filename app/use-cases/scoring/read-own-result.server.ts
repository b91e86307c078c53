import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import type { ResultBreakdown } from '#app/domain/scoring/result-breakdown.ts'
import { weakestCompetencies } from '#app/domain/scoring/weakest-competencies.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findForm } from '../assembly/exam-form-store.server.ts'
import { findCompetencyNames, findOwnResult } from './own-result-store.server.ts'
import { findItemScores } from './result-store.server.ts'

const LEARN_NEXT = 5

export type OwnResultPage =
  | { readonly state: 'none' }
  | { readonly state: 'pending' | 'void'; readonly examTitle: string }
  | {
      readonly state: 'released'
      readonly examTitle: string
      readonly breakdown: ResultBreakdown
      readonly passed: boolean
      readonly confirmedAt: Date
      /** The weakest competencies, the weakest first. */
      readonly learnNext: readonly { readonly competency: string; readonly name: string; readonly field: ServiceField }[]
    }

/** A candidate's own result: figures once it is confirmed, never a question, an answer or a key. */
export function readOwnResult(actor: Actor): Promise<Result<OwnResultPage, { kind: 'forbidden' }>> {
  return reading(async (transaction) => {
    if (actor.kind !== 'candidate' || !may(actor, 'result.read-own', { ownerCandidateId: actor.candidateId }))
      return refuse({ kind: 'forbidden' })
    const own = await findOwnResult(transaction, actor.candidateId)
    if (own.state !== 'released') return accept(own)
    const form = await findForm(transaction, own.formId)
    const names = await findCompetencyNames(transaction, own.formId)
    const weakest = form === null ? [] : weakestCompetencies(form.content, await findItemScores(transaction, own.attemptId), LEARN_NEXT)
    const learnNext = weakest.map(({ competency, field }) => ({ competency, field, name: names.get(competency) ?? competency }))
    const { examTitle, breakdown, passed, confirmedAt } = own
    return accept({ state: 'released', examTitle, breakdown, passed, confirmedAt, learnNext })
  })
}
