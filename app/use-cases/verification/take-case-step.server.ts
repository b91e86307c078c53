import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import type { RegionCode } from '#app/domain/access/role.ts'
import type { CandidateId, EligibilityCaseId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { type CaseAct, isRepeat, type StepRefusal, takeStep } from '#app/domain/verification/eligibility-case.ts'
import { preChecks } from '#app/domain/verification/findings.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { saveEligibility } from '../delivery/candidate-store.server.ts'
import { findPeriod, latestPolicy } from '../period/period-store.server.ts'
import { findCadreFacts, findCaseVersion, findLastTransition, isTied, lockCase, saveStep } from './case-store.server.ts'

type Taken = { readonly kind: 'taken' | 'already-taken' }
export type CaseStepRefusal = StepRefusal | { readonly kind: 'not-found' }
type SeenCase = { readonly caseId: EligibilityCaseId; readonly seen: number }

/**
 * Proposes, acknowledges, returns, verifies or reopens one case, as the actor saw it at the version `seen`. A second click
 * finds the step taken. The candidate's eligibility follows the case in the same transaction.
 */
export function takeCaseStep(actor: Actor, { caseId, seen }: SeenCase, act: CaseAct): Promise<Result<Taken, CaseStepRefusal>> {
  return stepOne(actor, { caseId, seen }, act, false)
}

export type BatchOutcome = {
  readonly taken: number
  /** Cases left as they were, by the reason. */
  readonly left: Readonly<Record<string, number>>
}

/**
 * The same step for several clean cases of a kelurahan's list, each by itself: one that cannot go along is counted and does
 * not hold up the others. Whoever may not see that list is told nothing of any case.
 */
export async function takeCaseSteps(
  actor: Actor,
  regionCode: RegionCode,
  cases: readonly SeenCase[],
  act: CaseAct,
): Promise<Result<BatchOutcome, { readonly kind: 'not-found' }>> {
  if (!may(actor, 'verification.read', { regionCode })) return refuse({ kind: 'not-found' })
  let taken = 0
  const left: Record<string, number> = {}
  for (const each of new Map(cases.map((seen) => [seen.caseId, seen])).values()) {
    const result = await stepOne(actor, each, act, true)
    const outcome = result.ok ? result.value.kind : result.refusal.kind
    if (outcome === 'taken') taken += 1
    else left[outcome] = (left[outcome] ?? 0) + 1
  }
  return accept({ taken, left })
}

/** Sends the case of a granted appeal back to its start, within the ruling's transaction. */
export async function reopenForAppeal(
  actor: Actor,
  transaction: Transaction,
  candidateId: CandidateId,
  { note, basis }: { readonly note: string; readonly basis: string },
): Promise<Result<Taken, CaseStepRefusal>> {
  const found = await findCaseVersion(transaction, candidateId)
  if (found === null) return refuse({ kind: 'not-found' })
  return stepWithin(actor, transaction, found, { kind: 'reopen', reason: 'appeal-granted', note, basis }, false)
}

function stepOne(actor: Actor, seenCase: SeenCase, act: CaseAct, inBatch: boolean): Promise<Result<Taken, CaseStepRefusal>> {
  return inTransaction<Taken, CaseStepRefusal>((transaction) => stepWithin(actor, transaction, seenCase, act, inBatch))
}

async function stepWithin(
  actor: Actor,
  transaction: Transaction,
  { caseId, seen }: SeenCase,
  act: CaseAct,
  inBatch: boolean,
): Promise<Result<Taken, CaseStepRefusal>> {
  const scope = scopeFor(actor, 'verification.read')
  const current = scope && (await lockCase(transaction, scope, caseId))
  if (actor.kind !== 'staff' || current === null) return refuse({ kind: 'not-found' })
  if (isRepeat(await findLastTransition(transaction, caseId), act.kind, seen, actor.accountId)) return accept({ kind: 'already-taken' })
  const period = await findPeriod(transaction, current.periodId)
  if (period === null) throw new Error('a case has a period')
  const policy = await latestPolicy(transaction, current.periodId)
  const findings = preChecks(await findCadreFacts(transaction, current.cadreId), policy.settings, period.startsOn)
  const tied = await isTied(transaction, actor.accountId, current.cadreId)
  const step = takeStep(current, act, { actor, seen, tied, periodState: period.state, findings, inBatch })
  if (!step.ok) return step
  const at = await databaseNow(transaction)
  const { case: after, transition } = step.value
  if (!(await saveStep(transaction, after, transition, { at, policyVersion: policy.version, findings })))
    return refuse({ kind: 'changed-meanwhile' })
  if (after.state === 'verified' || current.state === 'verified')
    await saveEligibility(transaction, after.candidateId, after.state === 'verified' ? after.decision.kind : 'unverified')
  await appendAuditEntry(transaction, {
    at,
    by: actor,
    event: {
      kind: `eligibility-case.${EVENTS[act.kind]}`,
      subject: caseId,
      detail: {
        candidate: after.candidateId,
        version: after.version,
        from: transition.from,
        to: transition.to,
        decision: after.state === 'verified' ? after.decision.kind : null,
        reasons: transition.reasons,
        findings: findings.filter(({ outcome }) => outcome === 'attention').map(({ check }) => check),
        policyVersion: policy.version,
        batch: inBatch,
      },
    },
  })
  return accept({ kind: 'taken' })
}

const EVENTS: Record<CaseAct['kind'], string> = {
  propose: 'proposed',
  acknowledge: 'acknowledged',
  return: 'returned',
  verify: 'verified',
  reopen: 'reopened',
}
