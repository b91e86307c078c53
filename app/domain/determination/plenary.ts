import { z } from 'zod'
import { CalendarDay } from '../shared/calendar.ts'
import { AccountId, type CandidateId, PeriodId, PlenaryId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import type { Seat } from './seat.ts'

/** preparing: members and agenda are set; in-session: decisions are taken; closed: the minutes stand, for good. */
export const PLENARY_STATES = ['preparing', 'in-session', 'closed'] as const
export const PlenaryState = z.enum(PLENARY_STATES)
export type PlenaryState = z.infer<typeof PlenaryState>

export const PlenaryMember = z.object({
  accountId: AccountId,
  name: z.string(),
  present: z.boolean(),
  /** One of them leads the session and closes it. */
  chair: z.boolean(),
})
export type PlenaryMember = z.infer<typeof PlenaryMember>

export const Plenary = z.object({
  id: PlenaryId,
  periodId: PeriodId,
  /** The approved selection run whose list is the agenda. */
  selectionRunId: z.uuid(),
  /** First, second … session of the period. */
  sequence: z.number().int().min(1),
  heldOn: CalendarDay,
  place: z.string(),
  state: PlenaryState,
  policyVersion: z.number().int().min(1),
  /** More than this percent of the members must be present. */
  quorumPercent: z.number().int().min(0).max(99),
  members: z.array(PlenaryMember),
})
export type Plenary = z.infer<typeof Plenary>

/** Why a plenary decides otherwise than the ranking proposes. The words beside the code stand in the minutes. */
export const OVERRIDE_CODES = ['document-evidence', 'discipline', 'withdrawn', 'seat-freed', 'tie-decided'] as const
export const OverrideCode = z.enum(OVERRIDE_CODES)
export type OverrideCode = z.infer<typeof OverrideCode>
export const Override = z.object({ code: OverrideCode, basis: z.string().trim().min(10).max(500) })
export type Override = z.infer<typeof Override>

/** What the run proposes for one person, with what bounds the decision. */
export type AgendaItem = {
  readonly candidateId: CandidateId
  readonly urbanVillageCode: string
  /** Whether the confirmed result is a pass; a plenary cannot change it. */
  readonly competent: boolean
  readonly proposed: Seat
}
export type PlenaryDecision = { readonly candidateId: CandidateId; readonly seat: Seat; readonly override: Override | null }

export type Quorum = { readonly members: number; readonly present: number; readonly needed: number; readonly reached: boolean }

/** More than the percent, so half of an even number is not enough at 50. */
export function quorumOf({ members, quorumPercent }: Pick<Plenary, 'members' | 'quorumPercent'>): Quorum {
  const present = members.filter((member) => member.present).length
  const needed = Math.floor((members.length * quorumPercent) / 100) + 1
  return { members: members.length, present, needed, reached: members.length > 0 && present >= needed }
}

export type OpenRefusal = { readonly kind: 'not-preparing' | 'no-quorum' | 'no-chair' | 'chair-absent' }

export function openPlenary(plenary: Plenary): Result<Plenary, OpenRefusal> {
  if (plenary.state !== 'preparing') return refuse({ kind: 'not-preparing' })
  const chairs = plenary.members.filter((member) => member.chair)
  if (chairs.length !== 1) return refuse({ kind: 'no-chair' })
  if (!chairs[0]?.present) return refuse({ kind: 'chair-absent' })
  if (!quorumOf(plenary).reached) return refuse({ kind: 'no-quorum' })
  return accept({ ...plenary, state: 'in-session' })
}

export type DecideRefusal = {
  readonly kind: 'not-in-session' | 'not-a-present-member' | 'below-threshold' | 'override-needs-a-reason' | 'no-override' | 'own-case'
}

/**
 * One person's decision. The run's proposal stands without words; anything else needs a coded reason and its basis. Whoever
 * did not pass can be given neither a seat nor a place in the reserve: thresholds come first.
 * @param by the member who records it; `ownCandidateId` is set when that member is a candidate too
 */
export function decideItem(
  plenary: Plenary,
  item: AgendaItem,
  decision: { readonly seat: Seat; readonly override: Override | null },
  by: { readonly accountId: AccountId; readonly ownCandidateId: CandidateId | null },
): Result<PlenaryDecision, DecideRefusal> {
  if (plenary.state !== 'in-session') return refuse({ kind: 'not-in-session' })
  if (!isPresent(plenary, by.accountId)) return refuse({ kind: 'not-a-present-member' })
  if (by.ownCandidateId === item.candidateId) return refuse({ kind: 'own-case' })
  if (!item.competent && decision.seat !== 'not-selected') return refuse({ kind: 'below-threshold' })
  const differs = decision.seat !== item.proposed
  if (differs && decision.override === null) return refuse({ kind: 'override-needs-a-reason' })
  if (!differs && decision.override !== null) return refuse({ kind: 'no-override' })
  return accept({ candidateId: item.candidateId, seat: decision.seat, override: decision.override })
}

export type CloseRefusal =
  | { readonly kind: 'not-in-session' | 'no-quorum' | 'not-the-chair' }
  | { readonly kind: 'undecided'; readonly count: number }
  | { readonly kind: 'over-quota'; readonly urbanVillageCode: string; readonly selected: number; readonly quota: number }

/** The chair closes when everybody on the agenda is decided and no kelurahan has more seats than its quota. */
export function closePlenary(
  plenary: Plenary,
  state: {
    readonly undecided: number
    readonly seats: readonly { readonly urbanVillageCode: string; readonly selected: number; readonly quota: number }[]
  },
  by: AccountId,
): Result<Plenary, CloseRefusal> {
  if (plenary.state !== 'in-session') return refuse({ kind: 'not-in-session' })
  if (!plenary.members.some((member) => member.chair && member.accountId === by)) return refuse({ kind: 'not-the-chair' })
  if (!quorumOf(plenary).reached) return refuse({ kind: 'no-quorum' })
  if (state.undecided > 0) return refuse({ kind: 'undecided', count: state.undecided })
  const over = state.seats.find(({ selected, quota }) => selected > quota)
  if (over !== undefined) return refuse({ kind: 'over-quota', ...over })
  return accept({ ...plenary, state: 'closed' })
}

export function isPresent(plenary: Pick<Plenary, 'members'>, accountId: AccountId): boolean {
  return plenary.members.some((member) => member.accountId === accountId && member.present)
}
