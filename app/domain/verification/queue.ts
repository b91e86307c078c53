import type { CaseState } from './case-step.ts'

export type QueuedCase = {
  readonly regionCode: string
  readonly state: CaseState
  readonly decision: 'eligible' | 'ineligible' | null
  readonly clean: boolean
  readonly stateSince: Date
}

/** How much work lies where, in one kelurahan or in all. */
export type QueueFigures = {
  readonly cases: number
  readonly states: Readonly<Record<CaseState, number>>
  readonly eligible: number
  readonly ineligible: number
  /** Undecided cases on whose roster data nothing stands out. */
  readonly clean: number
  /** Whole days for which the oldest undecided case has lain where it lies; null when none is undecided. */
  readonly oldestDays: number | null
}

export function queueFigures(cases: readonly QueuedCase[], at: Date): QueueFigures {
  const states: Record<CaseState, number> = { draft: 0, proposed: 0, acknowledged: 0, returned: 0, verified: 0 }
  for (const { state } of cases) states[state] += 1
  const undecided = cases.filter(({ state }) => state !== 'verified')
  return {
    cases: cases.length,
    states,
    eligible: cases.filter(({ decision }) => decision === 'eligible').length,
    ineligible: cases.filter(({ decision }) => decision === 'ineligible').length,
    clean: undecided.filter(({ clean }) => clean).length,
    oldestDays: undecided.length === 0 ? null : Math.max(...undecided.map(({ stateSince }) => wholeDays(stateSince, at))),
  }
}

/** Whole days of 24 hours between two moments, 0 or more. */
export function wholeDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / (24 * 60 * 60 * 1000)))
}

/** The cases of each kelurahan, by its code. */
export function byRegion<Case extends { readonly regionCode: string }>(cases: readonly Case[]): ReadonlyMap<string, readonly Case[]> {
  const regions = new Map<string, Case[]>()
  for (const each of cases) {
    const there = regions.get(each.regionCode)
    if (there) there.push(each)
    else regions.set(each.regionCode, [each])
  }
  return regions
}
