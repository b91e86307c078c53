import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import type { Policy } from '#app/domain/period/policy.ts'
import type { UrbanVillage } from '#app/domain/roster/region.ts'
import type { EligibilityCaseId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import type { CaseDocument } from '#app/domain/verification/case-document.ts'
import { type ActKind, CASE_ACTS, DUTY_PERMISSION, deskOf } from '#app/domain/verification/case-step.ts'
import { type StepRefusal, stepObstacle } from '#app/domain/verification/eligibility-case.ts'
import { type Finding, preChecks } from '#app/domain/verification/findings.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { findPeriod, latestPolicy } from '../period/period-store.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { listDocuments } from './case-document-store.server.ts'
import { findCase, type ListedCase, listCases, listSteps, type RecordedStep } from './case-store.server.ts'

export type CaseSheet = {
  readonly case: ListedCase
  readonly period: AssessmentPeriod
  readonly village: UrbanVillage | null
  readonly policy: { readonly version: number; readonly settings: Policy }
  readonly findings: readonly Finding[]
  readonly documents: readonly CaseDocument[]
  readonly steps: readonly RecordedStep[]
  /** The steps that this reader may take now. */
  readonly acts: readonly ActKind[]
  /** Why the step that is due is not this reader's, though the role would be right; null otherwise. */
  readonly obstacle: StepRefusal['kind'] | null
  readonly mayChangeDocuments: boolean
  readonly at: Date
}

/** One case on one page: the person, the checks, the documents, the history, and what this reader may do. */
export function readCase(actor: Actor, caseId: EligibilityCaseId): Promise<Result<CaseSheet, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'verification.read')
    const current = scope && (await findCase(transaction, scope, caseId))
    if (actor.kind !== 'staff' || scope === null || current === null) return refuse({ kind: 'not-found' })
    const [listed] = await listCases(transaction, scope, { caseId }, actor.accountId)
    const period = await findPeriod(transaction, current.periodId)
    if (listed === undefined || period === null) return refuse({ kind: 'not-found' })
    const policy = await latestPolicy(transaction, period.id)
    const gate = { actor, tied: listed.tied, periodState: period.state }
    const obstacles = CASE_ACTS.map((act) => ({ act, obstacle: stepObstacle(current, act, gate) }))
    const due = obstacles.find(({ obstacle }) => obstacle !== null && !['wrong-state', 'not-permitted'].includes(obstacle.kind))
    const desk = deskOf('eligibility', current.state)
    return accept({
      case: listed,
      period,
      village: (await listUrbanVillages(transaction)).find(({ code }) => code === listed.regionCode) ?? null,
      policy,
      findings: preChecks(listed.facts, policy.settings, period.startsOn),
      documents: await listDocuments(transaction, caseId),
      steps: await listSteps(transaction, caseId),
      acts: obstacles.filter(({ obstacle }) => obstacle === null).map(({ act }) => act),
      obstacle: due?.obstacle?.kind ?? null,
      mayChangeDocuments: desk !== null && !listed.tied && may(actor, DUTY_PERMISSION[desk], { regionCode: current.regionCode }),
      at: await databaseNow(transaction),
    })
  })
}
