import type { RegionCode } from '../access/role.ts'
import type { TIE_BREAKERS } from '../period/policy.ts'
import type { ServiceField } from '../roster/service-field.ts'
import { fractionOf } from '../scoring/result-breakdown.ts'
import { textHash } from '../shared/canonical-hash.ts'
import { compareFractions, type Fraction } from '../shared/points.ts'
import { seededRandom } from '../shared/seeded-random.ts'
import type { SelectionCandidate, SelectionRules } from './selection-inputs.ts'

/** What puts one person before another: the score, or the rung of the ladder that decided between equal ones. */
export type Rung = 'score' | (typeof TIE_BREAKERS)[number]

export type RankedPerson = {
  readonly candidate: SelectionCandidate
  readonly score: Fraction
  /** The score as a double; it only saves exact comparisons where both are clearly apart. */
  readonly near: number
  readonly health: Fraction
  readonly social: Fraction
  /** The place in the kelurahan's public lot, 0 first. */
  readonly lot: number
}

/** A tie that nothing before the lot decided: who is in it, and whether a plenary rung stood before the lot and said nothing. */
export type OpenTie = {
  readonly urbanVillageCode: RegionCode
  readonly participantNumbers: readonly string[]
  readonly plenaryIsSilent: boolean
}

const NONE: Fraction = { numerator: -1n, denominator: 1n }

export function rankedPerson(candidate: SelectionCandidate, score: Fraction): RankedPerson {
  return {
    candidate,
    score,
    near: Number(score.numerator) / Number(score.denominator),
    health: of(candidate, 'health'),
    social: of(candidate, 'social'),
    lot: 0,
  }
}

/** The exam's score in a field; below every score for a form without the field. */
function of(candidate: SelectionCandidate, field: ServiceField): Fraction {
  const found = candidate.exam?.fields.find((each) => each.field === field)
  return found ? fractionOf(found.score) : NONE
}

/** Doubles of scores up to 100 are exact to far less than this. */
const CLEARLY_APART = 1e-9

/**
 * Who stands first, and which rung says so; every figure is compared unrounded. On the rung `plenary` somebody with a place
 * stands before somebody without one. Equal on every rung but the lot gives rung `lot`; row ids and times are never asked.
 */
export function comparePeople(
  left: RankedPerson,
  right: RankedPerson,
  ladder: SelectionRules['tieBreakers'],
): { readonly order: number; readonly rung: Rung } {
  const apart = right.near - left.near
  if (Math.abs(apart) > CLEARLY_APART) return { order: apart, rung: 'score' }
  const byScore = compareFractions(right.score, left.score)
  if (byScore !== 0) return { order: byScore, rung: 'score' }
  for (const rung of ladder) {
    const order = compareOn(rung, left, right)
    if (order !== 0) return { order, rung }
  }
  return { order: 0, rung: 'lot' }
}

function compareOn(rung: SelectionRules['tieBreakers'][number], left: RankedPerson, right: RankedPerson): number {
  const [one, other] = [left.candidate, right.candidate]
  switch (rung) {
    case 'health':
      return compareFractions(right.health, left.health)
    case 'social':
      return compareFractions(right.social, left.social)
    case 'years-of-service':
      return one.servingSince - other.servingSince
    case 'older':
      return one.birthDate < other.birthDate ? -1 : one.birthDate > other.birthDate ? 1 : 0
    case 'plenary':
      return place(one) - place(other)
    case 'lot':
      return left.lot - right.lot
  }
}

function place({ plenaryPlace }: SelectionCandidate): number {
  return plenaryPlace ?? Number.MAX_SAFE_INTEGER
}

/** Best first, by everything but the lot; people whom only the lot can part stand side by side. */
export function rankBeforeLot(people: readonly RankedPerson[], rules: SelectionRules): RankedPerson[] {
  const ladder = withoutLot(rules)
  return [...people].sort((left, right) => comparePeople(left, right, ladder).order)
}

/** The runs of people whom only the lot can part, in a list that rankBeforeLot made. */
export function openTies(ranked: readonly RankedPerson[], rules: SelectionRules): OpenTie[] {
  const ladder = withoutLot(rules)
  const ties: OpenTie[] = []
  for (let from = 0; from < ranked.length; ) {
    const first = ranked[from]
    if (!first) break
    let to = from + 1
    for (let next = ranked[to]; next && comparePeople(first, next, ladder).order === 0; next = ranked[to]) to += 1
    if (to - from > 1)
      ties.push({
        urbanVillageCode: first.candidate.urbanVillageCode,
        participantNumbers: ranked
          .slice(from, to)
          .map(({ candidate }) => candidate.participantNumber)
          .sort(),
        plenaryIsSilent: rules.tieBreakers.includes('plenary') && first.candidate.plenaryPlace === null,
      })
    from = to
  }
  return ties
}

function withoutLot({ tieBreakers }: SelectionRules): SelectionRules['tieBreakers'] {
  return tieBreakers.filter((rung) => rung !== 'lot')
}

/**
 * The public seed: SHA-256 of the sealed list's hash, a space, and the drawn number. Anybody can work it out from the
 * announced list and the number drawn before witnesses.
 */
export function lotSeed(sealedHash: string, lotNumber: string): string {
  return textHash(`${sealedHash} ${lotNumber}`)
}

/** Each participant number's place in the lot of a kelurahan; the order in which the numbers are given plays no part. */
export function drawLots(seed: string, urbanVillageCode: RegionCode, participantNumbers: readonly string[]): Map<string, number> {
  const drawn = seededRandom(textHash(`${seed} ${urbanVillageCode}`)).shuffled([...participantNumbers].sort())
  return new Map(drawn.map((number, place) => [number, place]))
}
