import type { RegionCode } from '../access/role.ts'
import type { AssignmentModel } from './field-seats.ts'
import type { QuotaProblem, VillageQuota } from './quota.ts'
import type { OpenTie, RankedPerson } from './ranking.ts'
import type { SelectionCandidate, SelectionRules, SelectionVillage } from './selection-inputs.ts'
import type { Scored, ScoreProblem } from './selection-score.ts'

export type SelectionProblem =
  | QuotaProblem
  | ScoreProblem
  | { readonly kind: 'unknown-village'; readonly villages: readonly RegionCode[] }
  | { readonly kind: 'participant-twice'; readonly participantNumber: string }
  /** Seats per field and seats per group cannot both rule one kelurahan. */
  | { readonly kind: 'field-and-group-seats'; readonly villages: readonly RegionCode[] }

export type Unranked = { readonly candidate: SelectionCandidate; readonly scored: Exclude<Scored, { kind: 'ranked' }> }

/** A kelurahan whose ranking stands and whose seats are still to be given. */
export type PreparedVillage = {
  readonly village: SelectionVillage
  readonly quota: VillageQuota
  readonly reserveSeats: number
  readonly ranked: readonly RankedPerson[]
  readonly unranked: readonly Unranked[]
  /** Null where seats go by rank alone. */
  readonly model: AssignmentModel | null
}

export type PreparedSelection = {
  readonly rules: SelectionRules
  readonly villages: readonly PreparedVillage[]
  readonly ties: readonly OpenTie[]
  readonly drawn: boolean
}
