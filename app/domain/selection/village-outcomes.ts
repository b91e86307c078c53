import type { ServiceField } from '../roster/service-field.ts'
import { storedFraction } from '../scoring/result-breakdown.ts'
import { compareFractions } from '../shared/points.ts'
import { type Assignment, type AssignmentModel, whatBlocks } from './field-seats.ts'
import type { PreparedVillage } from './prepared-selection.ts'
import { comparePeople, type RankedPerson } from './ranking.ts'
import { fillSeats, rulesWithin, type SeatKind } from './seat-rules.ts'
import type { SelectionRules } from './selection-inputs.ts'
import { type Explanation, type SelectionOutcome, sharedReason, type VillageSelection } from './selection-outcome.ts'

type Concluded = { readonly village: VillageSelection; readonly outcomes: readonly SelectionOutcome[] }

/** What became of one position of the ranking, before it is explained. */
type Seated = {
  readonly seat: SeatKind | null
  readonly field: ServiceField | null
  readonly group: string | null
  readonly code: Explanation['code']
  /** Positions of those whose seats this person competed for. */
  readonly rivals: readonly number[]
  readonly blockedFields: readonly ServiceField[]
}

/** Seats by rank, with the rules for groups. */
export function concludeByRank(prepared: PreparedVillage, rules: SelectionRules): Concluded {
  const { ranked, quota, village } = prepared
  const filled = fillSeats(ranked, quota.quota, rulesWithin(rules.seatRules, village.code))
  const openSeats = [...filled.seats].flatMap(([at, seat]) => (seat === 'open' ? [at] : []))
  const seatsOf = (group: string) => [...filled.seats.keys()].filter((at) => filled.groupOf.get(at) === group)
  const seated = ranked.map((_person, at): Seated => {
    const seat = filled.seats.get(at) ?? null
    const code =
      seat === null ? (filled.displaced.has(at) ? 'displaced-by-guarantee' : 'quota-full') : seat === 'open' ? 'within-quota' : CODES[seat]
    const group = filled.groupOf.get(at) ?? null
    const rivals = group === null ? openSeats : [...openSeats, ...seatsOf(group)]
    return { seat, field: null, group, code, rivals, blockedFields: [] }
  })
  return conclude(prepared, rules, seated, null)
}

const CODES = { guarantee: 'guarantee', 'set-aside': 'set-aside', field: 'field-seat' } as const

/** Seats by a proven assignment of people to fields. */
export function concludeByField(
  prepared: PreparedVillage,
  rules: SelectionRules,
  model: AssignmentModel,
  assignment: Assignment,
): Concluded {
  const fieldAt = new Map(
    model.people.flatMap(({ at }, index) => {
      const field = model.fields[assignment.fieldOf[index] ?? -1]?.field
      return field === undefined ? [] : [[at, field] as const]
    }),
  )
  const seated = prepared.ranked.map(({ candidate }, at): Seated => {
    const field = fieldAt.get(at) ?? null
    const shared = { seat: field === null ? null : ('field' as const), field, group: null }
    if (field !== null) return { ...shared, code: 'field-seat', rivals: [], blockedFields: [] }
    if (candidate.canServe.length === 0) return { ...shared, code: 'no-field-stated', rivals: [], blockedFields: [] }
    const blocked = whatBlocks(model, assignment.fieldOf, at)
    return { ...shared, code: blocked.byQuota ? 'quota-full' : 'field-seats-full', rivals: blocked.holders, blockedFields: blocked.fields }
  })
  return conclude(prepared, rules, seated, assignment.proof)
}

function conclude(
  prepared: PreparedVillage,
  rules: SelectionRules,
  seated: readonly Seated[],
  proof: VillageSelection['proof'],
): Concluded {
  const { ranked, unranked, quota, village, reserveSeats } = prepared
  const shared = { ranked: ranked.length, quota: quota.quota }
  const sameScore = countSameScores(ranked)
  const firstUnseated = seated.findIndex(({ seat }) => seat === null)
  let reserved = 0
  const outcomes = ranked.map((person, at): SelectionOutcome => {
    const place = seated[at]
    if (!place) throw new Error('every position of a ranking has been looked at')
    const isReserve = place.seat === null && place.code !== 'no-field-stated' && reserved < reserveSeats
    if (isReserve) reserved += 1
    const last = place.rivals.length === 0 ? null : (ranked[Math.max(...place.rivals)] ?? null)
    const beyond = place.seat === null ? last : nextUnseated(ranked, seated, at, firstUnseated)
    return {
      candidateId: person.candidate.candidateId,
      participantNumber: person.candidate.participantNumber,
      urbanVillageCode: village.code,
      outcome: place.seat !== null ? 'selected' : isReserve ? 'reserve' : 'not-selected',
      rank: at + 1,
      listOrder: at + 1,
      seat: place.seat,
      field: place.field,
      score: storedFraction(person.score),
      explanation: {
        ...sharedReason(isReserve && place.code === 'quota-full' ? 'reserve' : place.code, shared),
        lastSelectedScore: last === null ? null : storedFraction(last.score),
        decidedBy: beyond === null ? null : rungBetween(person, beyond, rules),
        sameScore: sameScore[at] ?? 0,
        reservePlace: isReserve ? reserved : null,
        group: place.group,
        fields: [...place.blockedFields],
      },
    }
  })
  const others = unranked.map(({ candidate, scored }, index): SelectionOutcome => {
    const score = scored.kind === 'below-threshold' ? scored.score : null
    return {
      candidateId: candidate.candidateId,
      participantNumber: candidate.participantNumber,
      urbanVillageCode: village.code,
      outcome: 'not-selected',
      rank: null,
      listOrder: ranked.length + index + 1,
      seat: null,
      field: null,
      score: score === null ? null : storedFraction(score),
      explanation: {
        ...sharedReason(scored.kind, shared),
        below:
          scored.kind === 'below-threshold'
            ? scored.below.map(({ what, score: reached }) => ({
                what,
                score: storedFraction(reached),
                threshold: what === 'total' ? rules.totalThreshold : rules.fieldThreshold,
              }))
            : [],
        missing: scored.kind === 'component-missing' ? [...scored.missing] : [],
      },
    }
  })
  const selected = outcomes.filter(({ outcome }) => outcome === 'selected')
  if (selected.length > quota.quota) throw new Error(`kelurahan ${village.code} would exceed its quota`)
  return {
    village: {
      code: village.code,
      quota: quota.quota,
      basis: quota.basis,
      candidates: ranked.length + unranked.length,
      ranked: ranked.length,
      selected: selected.length,
      reserve: reserved,
      lastSelectedScore: selected.at(-1)?.score ?? null,
      proof,
    },
    outcomes: [...outcomes, ...others],
  }
}

function nextUnseated(ranked: readonly RankedPerson[], seated: readonly Seated[], at: number, first: number): RankedPerson | null {
  if (first < 0) return null
  for (let next = Math.max(at + 1, first); next < ranked.length; next += 1) if (seated[next]?.seat === null) return ranked[next] ?? null
  return null
}

function rungBetween(one: RankedPerson, other: RankedPerson, rules: SelectionRules): Explanation['decidedBy'] {
  return comparePeople(one, other, rules.tieBreakers).rung
}

/** How many others have exactly the same score, by position; the ranking is sorted by score first. */
function countSameScores(ranked: readonly RankedPerson[]): number[] {
  const counts: number[] = []
  for (let from = 0; from < ranked.length; ) {
    let to = from + 1
    while (to < ranked.length && equal(ranked[from], ranked[to])) to += 1
    for (let at = from; at < to; at += 1) counts[at] = to - from - 1
    from = to
  }
  return counts
}

function equal(one: RankedPerson | undefined, other: RankedPerson | undefined): boolean {
  return (
    one !== undefined && other !== undefined && Math.abs(one.near - other.near) < 1e-6 && compareFractions(one.score, other.score) === 0
  )
}
