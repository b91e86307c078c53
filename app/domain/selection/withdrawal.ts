import { z } from 'zod'
import type { ServiceField } from '../roster/service-field.ts'
import type { CandidateId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import type { SeatRule } from './selection-inputs.ts'
import type { SelectionOutcome, SelectionOutcomeKind } from './selection-outcome.ts'

export const WITHDRAWAL_REASONS = ['own-request', 'moved-away', 'deceased', 'no-longer-eligible', 'took-other-post'] as const
export const WithdrawalReason = z.enum(WITHDRAWAL_REASONS)
export type WithdrawalReason = z.infer<typeof WithdrawalReason>

export const WithdrawalForm = z.object({ reason: WithdrawalReason, note: z.string().trim().min(5).max(500) })
export type WithdrawalForm = z.infer<typeof WithdrawalForm>

/** A recorded step: somebody leaves, and the seat passes to somebody of the reserve or stays empty. */
export type WithdrawalStep = { readonly withdrawn: CandidateId; readonly promoted: CandidateId | null }

/** Where somebody stands after the steps so far. */
export type Standing = SelectionOutcomeKind | 'withdrawn'

export function standingAfter(outcome: SelectionOutcome, steps: readonly WithdrawalStep[]): Standing {
  if (steps.some(({ withdrawn }) => withdrawn === outcome.candidateId)) return 'withdrawn'
  return steps.some(({ promoted }) => promoted === outcome.candidateId) ? 'selected' : outcome.outcome
}

/** The seat that somebody holds now: her own, or the one that passed to her, back to the person who held it first. */
function seatHeld(outcome: SelectionOutcome, outcomes: readonly SelectionOutcome[], steps: readonly WithdrawalStep[]): SelectionOutcome {
  const step = steps.find(({ promoted }) => promoted === outcome.candidateId)
  const before = step && outcomes.find(({ candidateId }) => candidateId === step.withdrawn)
  return before ? seatHeld(before, outcomes, steps) : outcome
}

type Groups = ReadonlyMap<CandidateId, { readonly groups: readonly string[]; readonly canServe: readonly ServiceField[] }>

/**
 * Who takes over when somebody leaves: the first of the reserve in order of rank. A field's seat passes to the first who can
 * serve the field, and nobody else is moved. A set-aside seat passes to the first of its group, and without one to nobody or
 * to the first of all, as its rule says. Where a guarantee would fall short, the first of its group comes before the first of
 * all. Somebody of the reserve who leaves is only struck off.
 *
 * @param outcomes the kelurahan's outcomes; `rules` those that hold in it
 */
export function passSeat(
  outcomes: readonly SelectionOutcome[],
  steps: readonly WithdrawalStep[],
  leaving: CandidateId,
  { people, rules }: { readonly people: Groups; readonly rules: readonly SeatRule[] },
): Result<WithdrawalStep, { readonly kind: 'not-seated' }> {
  const outcome = outcomes.find(({ candidateId }) => candidateId === leaving)
  const standing = outcome && standingAfter(outcome, steps)
  if (!outcome || (standing !== 'selected' && standing !== 'reserve')) return refuse({ kind: 'not-seated' })
  if (standing === 'reserve') return accept({ withdrawn: leaving, promoted: null })
  const reserve = outcomes
    .filter((each) => standingAfter(each, steps) === 'reserve' && each.candidateId !== leaving)
    .sort((left, right) => left.listOrder - right.listOrder)
  const held = seatHeld(outcome, outcomes, steps)
  const ofGroup = (group: string) => reserve.find(({ candidateId }) => groupOf(people, rules, candidateId) === group)
  const promoted = (): SelectionOutcome | undefined => {
    if (held.seat === 'field')
      return reserve.find(({ candidateId }) => held.field !== null && people.get(candidateId)?.canServe.includes(held.field))
    if (held.seat === 'set-aside') {
      const rule = rules.find(({ group }) => group === held.explanation.group)
      return rule && (ofGroup(rule.group) ?? (rule.unfilled === 'open' ? reserve[0] : undefined))
    }
    const short = rules.find((rule) => {
      if (rule.rule !== 'guarantee') return false
      const held = outcomes.filter((each) => each.candidateId !== leaving && standingAfter(each, steps) === 'selected')
      return held.filter(({ candidateId }) => groupOf(people, rules, candidateId) === rule.group).length < rule.seats
    })
    return (short && ofGroup(short.group)) ?? reserve[0]
  }
  return accept({ withdrawn: leaving, promoted: promoted()?.candidateId ?? null })
}

/** A person counts for the first rule whose group she belongs to. */
function groupOf(people: Groups, rules: readonly SeatRule[], candidateId: CandidateId): string | null {
  const groups = people.get(candidateId)?.groups ?? []
  return rules.find(({ group }) => groups.includes(group))?.group ?? null
}
