import type { RegionCode } from '../access/role.ts'
import { apportion } from '../roster/apportion.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import type { QuotaRule, SelectionVillage } from './selection-inputs.ts'

/** Which rule gave a kelurahan its number of seats. */
export const QUOTA_BASES = ['flat', 'share', 'floor', 'imported', 'decree'] as const
export type QuotaBasis = (typeof QUOTA_BASES)[number]

export type VillageQuota = { readonly code: RegionCode; readonly quota: number; readonly basis: QuotaBasis }

export type QuotaProblem =
  | { readonly kind: 'city-total-missing' }
  /** No figure for these kelurahan; the column is null for the imported quota or the decree's. */
  | { readonly kind: 'quota-figure-missing'; readonly column: string | null; readonly villages: readonly RegionCode[] }
  | { readonly kind: 'decree-exceeds-total'; readonly decreed: number; readonly cityTotal: number }
  | { readonly kind: 'quota-exceeds-total'; readonly seats: number; readonly cityTotal: number }
  | { readonly kind: 'floor-exceeds-total'; readonly needed: number; readonly left: number }

/**
 * Seats per kelurahan. A decree's figure stands whatever the method; the method divides what is left of the city's number
 * among the other kelurahan. Never more seats than the city's number. `flat` leaves over what cannot be divided evenly.
 * The answer has the order of the codes.
 */
export function villageQuotas(villages: readonly SelectionVillage[], rule: QuotaRule): Result<VillageQuota[], QuotaProblem> {
  const ordered = [...villages].sort((left, right) => (left.code < right.code ? -1 : 1))
  const decreed = ordered.flatMap(({ code, decreeQuota }) =>
    decreeQuota === null ? [] : [{ code, quota: decreeQuota, basis: 'decree' as const }],
  )
  const others = ordered.filter(({ decreeQuota }) => decreeQuota === null)
  const divided = divide(others, rule, sum(decreed.map(({ quota }) => quota)))
  if (!divided.ok) return divided
  const quotas = [...decreed, ...divided.value].sort((left, right) => (left.code < right.code ? -1 : 1))
  const total = sum(quotas.map(({ quota }) => quota))
  if (rule.cityTotal !== null && total > rule.cityTotal)
    return refuse({ kind: 'quota-exceeds-total', seats: total, cityTotal: rule.cityTotal })
  return accept(quotas)
}

function divide(villages: readonly SelectionVillage[], rule: QuotaRule, decreed: number): Result<VillageQuota[], QuotaProblem> {
  switch (rule.method) {
    case 'decree':
      return villages.length > 0
        ? refuse({ kind: 'quota-figure-missing', column: null, villages: villages.map(({ code }) => code) })
        : accept([])
    case 'imported': {
      const missing = villages.filter(({ importedQuota }) => importedQuota === null)
      if (missing.length > 0) return refuse({ kind: 'quota-figure-missing', column: null, villages: missing.map(({ code }) => code) })
      return accept(villages.map(({ code, importedQuota }) => ({ code, quota: importedQuota ?? 0, basis: 'imported' })))
    }
    case 'flat':
    case 'largest-remainder': {
      if (rule.cityTotal === null) return refuse({ kind: 'city-total-missing' })
      const left = rule.cityTotal - decreed
      if (left < 0) return refuse({ kind: 'decree-exceeds-total', decreed, cityTotal: rule.cityTotal })
      if (rule.method === 'largest-remainder') return byShare(villages, rule, left)
      const each = villages.length === 0 ? 0 : Math.floor(left / villages.length)
      return accept(villages.map(({ code }) => ({ code, quota: each, basis: 'flat' })))
    }
  }
}

function byShare(villages: readonly SelectionVillage[], { column, floor }: QuotaRule, seats: number): Result<VillageQuota[], QuotaProblem> {
  const missing = villages.filter(({ figures }) => figures[column] === undefined)
  if (missing.length > 0) return refuse({ kind: 'quota-figure-missing', column, villages: missing.map(({ code }) => code) })
  const least = floor.rule === 'none' ? 0 : floor.seats
  if (least * villages.length > seats) return refuse({ kind: 'floor-exceeds-total', needed: least * villages.length, left: seats })
  // Equal remainders go to the larger kelurahan, and only then to the smaller code.
  const shares = villages
    .map(({ code, figures }) => ({ code, share: figures[column] ?? 0 }))
    .sort((left, right) => right.share - left.share || (left.code < right.code ? -1 : 1))
  if (floor.rule === 'set-aside') {
    const more = apportioned(shares, seats - least * shares.length)
    return accept(shares.map(({ code }) => ({ code, quota: least + (more.get(code) ?? 0), basis: 'share' })))
  }
  return accept(withFloor(shares, seats, least))
}

type Share = { readonly code: RegionCode; readonly share: number }

/** Lifts whoever falls below the floor to it and divides the rest anew, until nobody falls below any more. */
function withFloor(shares: readonly Share[], seats: number, least: number): VillageQuota[] {
  let rest = shares
  let lifted: readonly Share[] = []
  for (;;) {
    const quotas = apportioned(rest, seats - least * lifted.length)
    const below = rest.filter(({ code }) => (quotas.get(code) ?? 0) < least)
    if (below.length === 0) {
      return [
        ...lifted.map(({ code }) => ({ code, quota: least, basis: 'floor' as const })),
        ...rest.map(({ code }) => ({ code, quota: quotas.get(code) ?? 0, basis: 'share' as const })),
      ]
    }
    lifted = [...lifted, ...below]
    rest = rest.filter((each) => !below.includes(each))
  }
}

function apportioned(shares: readonly Share[], seats: number): Map<RegionCode, number> {
  const quotas = apportion(
    seats,
    shares.map(({ share }) => share),
  )
  return new Map(shares.map(({ code }, index) => [code, quotas[index] ?? 0]))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
