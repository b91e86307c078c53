import type { Actor } from '../access/actor.ts'
import { may } from '../access/may.ts'
import type { RegionCode } from '../access/role.ts'
import { PERIOD_STATES, type PeriodState } from '../period/period.ts'
import type { AccountId, CadreId, CandidateId, EligibilityCaseId, PeriodId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { type ActKind, type CaseState, DUTY_PERMISSION, type Duty, stepFor } from './case-step.ts'
import { type Finding, isClean } from './findings.ts'
import { type IneligibilityReason, orderedReasons, type ReopenReason, type ReturnReason } from './reasons.ts'

export type Decision = { readonly kind: 'eligible' } | { readonly kind: 'ineligible'; readonly reasons: readonly IneligibilityReason[] }

/** Who did what so far, in all rounds. */
export type Hand = { readonly accountId: AccountId; readonly duty: Duty }

type Head = {
  readonly id: EligibilityCaseId
  readonly periodId: PeriodId
  readonly candidateId: CandidateId
  readonly cadreId: CadreId
  readonly regionCode: RegionCode
  /** Counts the steps: whoever acts names the version they saw. */
  readonly version: number
  /** An appeal or an error opened it again after its decision. */
  readonly reopened: boolean
  readonly hands: readonly Hand[]
}
export type EligibilityCase = Head &
  (
    | { readonly state: 'draft' | 'returned' }
    | { readonly state: 'proposed'; readonly proposedBy: AccountId }
    | { readonly state: 'acknowledged'; readonly proposedBy: AccountId; readonly acknowledgedBy: AccountId }
    | {
        readonly state: 'verified'
        readonly proposedBy: AccountId
        readonly acknowledgedBy: AccountId
        readonly verifiedBy: AccountId
        readonly decision: Decision
      }
  )

/** What somebody wants to do. Notes and the basis are the texts of the record; they may be empty where nothing asks for them. */
export type CaseAct =
  | {
      readonly kind: 'propose' /** The statement of full responsibility (SPTJM) was accepted. */
      readonly statement: boolean
      readonly note: string
    }
  | { readonly kind: 'acknowledge'; readonly note: string }
  | { readonly kind: 'return'; readonly reason: ReturnReason; readonly note: string }
  | { readonly kind: 'verify'; readonly decision: Decision; readonly note: string; readonly basis: string }
  | { readonly kind: 'reopen'; readonly reason: ReopenReason; readonly note: string; readonly basis: string }

export type CaseTransition = {
  /** The version that the step makes. */
  readonly version: number
  readonly act: ActKind
  readonly from: CaseState
  readonly to: CaseState
  readonly duty: Duty
  readonly by: AccountId
  readonly reasons: readonly string[]
  readonly note: string
  readonly basis: string
}

export type StepRefusal =
  | { readonly kind: 'wrong-state'; readonly state: CaseState }
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'own-or-kin' }
  | { readonly kind: 'same-person'; readonly duty: Duty }
  | { readonly kind: 'period-over' }
  | { readonly kind: 'statement-required' }
  | { readonly kind: 'reason-required' }
  | { readonly kind: 'note-required' }
  | { readonly kind: 'basis-required' }
  | { readonly kind: 'not-clean' }

export type StepContext = {
  readonly actor: Actor
  /** The version that the actor saw. */
  readonly seen: number
  /** The actor is this cadre, or of her kin. */
  readonly tied: boolean
  readonly periodState: PeriodState
  readonly findings: readonly Finding[]
  /** Several cases in one go: only those without a finding may go along. */
  readonly inBatch: boolean
}

/** The shortest note that says something, in characters. */
export const SHORTEST_NOTE = 5

type Gate = Pick<StepContext, 'actor' | 'tied' | 'periodState'>

/** What keeps this actor from this step, whatever the actor would say with it; null when nothing does. */
export function stepObstacle(
  current: Pick<EligibilityCase, 'state' | 'regionCode' | 'reopened' | 'hands'>,
  act: ActKind,
  { actor, tied, periodState }: Gate,
): StepRefusal | null {
  const step = stepFor('eligibility', current.state, act)
  if (step === null) return { kind: 'wrong-state', state: current.state }
  if (actor.kind !== 'staff' || !may(actor, DUTY_PERMISSION[step.duty], { regionCode: current.regionCode }))
    return { kind: 'not-permitted' }
  if (tied) return { kind: 'own-or-kin' }
  const other = current.hands.find(({ accountId, duty }) => accountId === actor.accountId && duty !== step.duty)
  if (other !== undefined) return { kind: 'same-person', duty: other.duty }
  return isOpen(current, act, periodState) ? null : { kind: 'period-over' }
}

/** One step of a case, or why it is not taken. The case itself is never changed. */
export function takeStep(
  current: EligibilityCase,
  act: CaseAct,
  context: StepContext,
): Result<{ case: EligibilityCase; transition: CaseTransition }, StepRefusal> {
  const { actor } = context
  if (context.seen !== current.version) return refuse({ kind: 'changed-meanwhile' })
  const obstacle = stepObstacle(current, act.kind, context)
  if (obstacle !== null) return refuse(obstacle)
  const step = stepFor('eligibility', current.state, act.kind)
  if (step === null || actor.kind !== 'staff') throw new Error('a step without an obstacle is a person’s and stands in the table')
  const fault = inputFault(act, context)
  if (fault !== null) return refuse(fault)
  const version = current.version + 1
  const transition: CaseTransition = {
    version,
    act: act.kind,
    from: step.from,
    to: step.to,
    duty: step.duty,
    by: actor.accountId,
    reasons: reasonsOf(act),
    note: act.note.trim(),
    basis: 'basis' in act ? act.basis.trim() : '',
  }
  const head: Head = {
    id: current.id,
    periodId: current.periodId,
    candidateId: current.candidateId,
    cadreId: current.cadreId,
    regionCode: current.regionCode,
    version,
    reopened: current.reopened || act.kind === 'reopen',
    hands: withHand(current.hands, { accountId: actor.accountId, duty: step.duty }),
  }
  return accept({ case: afterStep(head, current, act, actor.accountId), transition })
}

/** The same person asks again for the step that the case has just taken: a second click, which changes nothing. */
export function isRepeat(last: Pick<CaseTransition, 'version' | 'act' | 'by'> | null, act: ActKind, seen: number, by: AccountId): boolean {
  return last !== null && last.version === seen + 1 && last.act === act && last.by === by
}

function afterStep(head: Head, before: EligibilityCase, act: CaseAct, by: AccountId): EligibilityCase {
  switch (act.kind) {
    case 'propose':
      return { ...head, state: 'proposed', proposedBy: by }
    case 'acknowledge':
      if (before.state !== 'proposed') throw new Error('only a proposed case is acknowledged')
      return { ...head, state: 'acknowledged', proposedBy: before.proposedBy, acknowledgedBy: by }
    case 'verify':
      if (before.state !== 'acknowledged') throw new Error('only an acknowledged case is verified')
      return {
        ...head,
        state: 'verified',
        proposedBy: before.proposedBy,
        acknowledgedBy: before.acknowledgedBy,
        verifiedBy: by,
        decision: act.decision.kind === 'eligible' ? act.decision : { kind: 'ineligible', reasons: orderedReasons(act.decision.reasons) },
      }
    case 'return':
    case 'reopen':
      return { ...head, state: 'returned' }
  }
}

function inputFault(act: CaseAct, { findings, inBatch }: StepContext): StepRefusal | null {
  const hasNote = act.note.trim().length >= SHORTEST_NOTE
  if (inBatch && !isClean(findings)) return { kind: 'not-clean' }
  switch (act.kind) {
    case 'propose':
      return act.statement ? null : { kind: 'statement-required' }
    case 'acknowledge':
      return null
    case 'return':
      return hasNote ? null : { kind: 'note-required' }
    case 'reopen':
      if (!hasNote) return { kind: 'note-required' }
      return act.basis.trim() === '' ? { kind: 'basis-required' } : null
    case 'verify':
      // Against a finding, and to anyone's disadvantage, a person says why.
      if (act.decision.kind === 'eligible') return isClean(findings) || hasNote ? null : { kind: 'note-required' }
      if (inBatch) return { kind: 'not-clean' }
      if (act.decision.reasons.length === 0) return { kind: 'reason-required' }
      if (!hasNote) return { kind: 'note-required' }
      return act.decision.reasons.includes('other') && act.basis.trim() === '' ? { kind: 'basis-required' } : null
  }
}

/** Up to marking; what an appeal opened again may still be decided until the determination. */
function isOpen(current: Pick<EligibilityCase, 'reopened'>, act: ActKind, periodState: PeriodState): boolean {
  const last: PeriodState = current.reopened || act === 'reopen' ? 'announcement' : 'marking'
  return PERIOD_STATES.indexOf(periodState) <= PERIOD_STATES.indexOf(last)
}

function reasonsOf(act: CaseAct): readonly string[] {
  switch (act.kind) {
    case 'return':
    case 'reopen':
      return [act.reason]
    case 'verify':
      return act.decision.kind === 'ineligible' ? orderedReasons(act.decision.reasons) : []
    case 'propose':
    case 'acknowledge':
      return []
  }
}

function withHand(hands: readonly Hand[], hand: Hand): readonly Hand[] {
  return hands.some(({ accountId, duty }) => accountId === hand.accountId && duty === hand.duty) ? hands : [...hands, hand]
}
