import { isWithin, type RegionCode } from '../access/role.ts'
import type { RankedPerson } from './ranking.ts'
import type { SeatRule } from './selection-inputs.ts'

/** By which door somebody took a seat. */
export const SEAT_KINDS = ['open', 'guarantee', 'set-aside', 'field'] as const
export type SeatKind = (typeof SEAT_KINDS)[number]

export type Seating = {
  /** Seat by position in the ranking; a position without one is not selected. */
  readonly seats: ReadonlyMap<number, SeatKind>
  /** Positions that would have had an open seat by rank and gave it to a guarantee. */
  readonly displaced: ReadonlySet<number>
  readonly groupOf: ReadonlyMap<number, string>
}

/**
 * Fills a kelurahan's seats from its ranking, best first. The open seats (all that are not set aside) go by rank; then each
 * guarantee that falls short takes the seat of the last person whom no guarantee holds for the best of its group; then the
 * set-aside seats go to the best of their groups who have none yet; what nobody of a group can take is open again, or stays
 * empty. A person counts for the first rule whose group she belongs to. Never more seats than the quota.
 */
export function fillSeats(ranked: readonly RankedPerson[], quota: number, rules: readonly SeatRule[]): Seating {
  const seats = new Map<number, SeatKind>()
  const displaced = new Set<number>()
  const counted = ranked.map(({ candidate }) => rules.findIndex(({ group }) => candidate.groups.includes(group)))
  const groupOf = new Map(counted.flatMap((rule, at) => (rule < 0 ? [] : [[at, rules[rule]?.group ?? ''] as const])))
  const setAside = takeSetAside(rules, quota)
  const open = quota - [...setAside.values()].reduce((sum, each) => sum + each, 0)
  for (let at = 0; at < Math.min(open, ranked.length); at += 1) seats.set(at, 'open')
  rules.forEach((rule, index) => {
    if (rule.rule === 'guarantee') keepGuarantee(ranked, { seats, displaced, counted, rules }, index)
  })
  let reopened = 0
  for (const [index, count] of setAside) {
    const members = freeMembers(counted, seats, index).slice(0, count)
    for (const at of members) seats.set(at, 'set-aside')
    if (rules[index]?.unfilled === 'open') reopened += count - members.length
  }
  for (let at = 0; at < ranked.length && reopened > 0; at += 1) {
    if (seats.has(at)) continue
    seats.set(at, 'open')
    displaced.delete(at)
    reopened -= 1
  }
  for (const at of seats.keys()) displaced.delete(at)
  return { seats, displaced, groupOf }
}

/** The rules that hold in a kelurahan, in their order. */
export function rulesWithin(rules: readonly SeatRule[], code: RegionCode): SeatRule[] {
  return rules.filter(({ urbanVillageCode }) => urbanVillageCode === null || isWithin(code, { kind: 'within', codes: [urbanVillageCode] }))
}

/** Set-aside seats by the rule's index, as far as the quota reaches. */
function takeSetAside(rules: readonly SeatRule[], quota: number): Map<number, number> {
  let left = quota
  const taken = new Map<number, number>()
  rules.forEach((rule, index) => {
    if (rule.rule !== 'set-aside') return
    const count = Math.min(rule.seats, left)
    taken.set(index, count)
    left -= count
  })
  return taken
}

type Filling = {
  readonly seats: Map<number, SeatKind>
  readonly displaced: Set<number>
  readonly counted: readonly number[]
  readonly rules: readonly SeatRule[]
}

function keepGuarantee(ranked: readonly RankedPerson[], filling: Filling, index: number) {
  const { seats, displaced, counted, rules } = filling
  const wanted = rules[index]?.seats ?? 0
  for (;;) {
    if (holders(filling, index) >= wanted) return
    const [best] = freeMembers(counted, seats, index)
    const last = lastRemovable(ranked, filling, index)
    if (best === undefined || last === null) return
    seats.delete(last)
    displaced.add(last)
    seats.set(best, 'guarantee')
  }
}

function holders({ seats, counted }: Filling, index: number): number {
  return [...seats.keys()].filter((at) => counted[at] === index).length
}

/** The lowest seat that no guarantee holds: its owner counts for none, or for one that has more than it guarantees. */
function lastRemovable(ranked: readonly RankedPerson[], filling: Filling, index: number): number | null {
  const { seats, counted, rules } = filling
  for (let at = ranked.length - 1; at >= 0; at -= 1) {
    if (!seats.has(at)) continue
    const own = counted[at] ?? -1
    if (own === index) continue
    const rule = rules[own]
    if (rule?.rule !== 'guarantee' || holders(filling, own) > rule.seats) return at
  }
  return null
}

function freeMembers(counted: readonly number[], seats: ReadonlyMap<number, SeatKind>, index: number): number[] {
  return counted.flatMap((rule, at) => (rule === index && !seats.has(at) ? [at] : []))
}
