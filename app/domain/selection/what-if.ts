import type { RegionCode } from '../access/role.ts'
import type { CandidateId } from '../shared/id.ts'
import type { SelectionResult } from './selection-outcome.ts'

const MONTHS = 12

/** Rupiah. `fixed`: so much a month for each; `share`: what the budget gives each, in whole thousands. */
export type HonorariumRule = { readonly kind: 'fixed'; readonly rupiah: number } | { readonly kind: 'share' }

export type Money = {
  readonly paid: number
  /** A month's honorarium of one cadre. */
  readonly honorarium: number
  readonly month: number
  readonly year: number
  /** Null without a budget; below 0 is what is missing. */
  readonly left: number | null
}

/** What `paid` cadres cost. All in whole rupiah; a share is cut off to whole thousands, so that a budget is never exceeded. */
export function moneyFor(paid: number, rule: HonorariumRule, budgetPerYear: number | null): Money {
  const honorarium =
    rule.kind === 'fixed'
      ? rule.rupiah
      : paid === 0 || budgetPerYear === null
        ? 0
        : Math.floor(budgetPerYear / (MONTHS * paid) / 1000) * 1000
  const month = paid * honorarium
  const year = month * MONTHS
  return { paid, honorarium, month, year, left: budgetPerYear === null ? null : budgetPerYear - year }
}

/** How many cadres a budget pays for a year. */
export function affordable(budgetPerYear: number, honorarium: number): number {
  return honorarium === 0 ? 0 : Math.floor(budgetPerYear / (MONTHS * honorarium))
}

export type VillageChange = {
  readonly code: RegionCode
  readonly quota: readonly [number, number]
  readonly selected: readonly [number, number]
  readonly comesIn: readonly CandidateId[]
  readonly dropsOut: readonly CandidateId[]
}

export type ResultChange = {
  readonly villages: readonly VillageChange[]
  readonly comesIn: number
  readonly dropsOut: number
}

/** Who would gain and who would lose a seat from one result to another, per kelurahan, in the order of the codes. */
export function compareResults(before: SelectionResult, after: SelectionResult): ResultChange {
  const [old, now] = [seatsByVillage(before), seatsByVillage(after)]
  const quotas = [before, after].map(({ villages }) => new Map(villages.map((each) => [each.code, each])))
  const codes = [...new Set([...before.villages, ...after.villages].map(({ code }) => code))].sort()
  const villages = codes.map((code): VillageChange => {
    const [held, holds] = [old.get(code) ?? new Set<CandidateId>(), now.get(code) ?? new Set<CandidateId>()]
    return {
      code,
      quota: [quotas[0]?.get(code)?.quota ?? 0, quotas[1]?.get(code)?.quota ?? 0],
      selected: [held.size, holds.size],
      comesIn: [...holds].filter((each) => !held.has(each)),
      dropsOut: [...held].filter((each) => !holds.has(each)),
    }
  })
  return {
    villages,
    comesIn: villages.reduce((sum, { comesIn }) => sum + comesIn.length, 0),
    dropsOut: villages.reduce((sum, { dropsOut }) => sum + dropsOut.length, 0),
  }
}

function seatsByVillage({ outcomes }: SelectionResult): Map<RegionCode, Set<CandidateId>> {
  const seats = new Map<RegionCode, Set<CandidateId>>()
  for (const { outcome, urbanVillageCode, candidateId } of outcomes) {
    if (outcome !== 'selected') continue
    const inside = seats.get(urbanVillageCode) ?? new Set()
    inside.add(candidateId)
    seats.set(urbanVillageCode, inside)
  }
  return seats
}
