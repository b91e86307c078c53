import type { RegionCode } from '../access/role.ts'
import { SERVICE_FIELDS, type ServiceField } from '../roster/service-field.ts'
import { fractionOf } from '../scoring/result-breakdown.ts'
import { compareFractions, type Fraction } from '../shared/points.ts'
import type { RankedPerson } from './ranking.ts'
import type { FieldSeats } from './selection-inputs.ts'

/**
 * Who takes which field's seat in a kelurahan, as an assignment problem in whole numbers: every person takes at most one seat,
 * every field gives at most its seats, all together at most the quota; the sum of the weights is to be as large as can be.
 *
 * A person's weight falls with the rank by more than all field preferences together are worth. So the best sum is the one
 * that fills the most seats, with the people who stand highest (sets of people who can be seated together are a matroid, and
 * there the ranking's greedy choice is the only best one), and among those the one in which most people serve their strongest
 * fields. Source: Edmonds, "Matroids and the greedy algorithm", 1971; the transversal matroid of a bipartite graph.
 */
export type AssignmentModel = {
  readonly urbanVillageCode: RegionCode
  readonly quota: number
  readonly fields: readonly { readonly field: ServiceField; readonly seats: number }[]
  /** `at` is the position in the kelurahan's ranking; `field` in an edge is an index into `fields`. */
  readonly people: readonly { readonly at: number; readonly edges: readonly Edge[] }[]
}
type Edge = { readonly field: number; readonly weight: number }

/** What a solver answers: a field's index per person or null, and the shadow prices by which its answer can be checked. */
export type AssignmentSolution = {
  readonly status: 'optimal' | 'not-optimal'
  readonly fieldOf: readonly (number | null)[]
  readonly fieldPrices: readonly number[]
  readonly quotaPrice: number
}

export type AssignmentProof = {
  /** The sum of weights that was reached; the bound that no assignment can exceed is the same number. */
  readonly value: number
  readonly bound: number
}

/** A proven assignment: the field's index per person of the model. */
export type Assignment = { readonly fieldOf: readonly (number | null)[]; readonly proof: AssignmentProof }

export function assignmentModel(
  urbanVillageCode: RegionCode,
  ranked: readonly RankedPerson[],
  quota: number,
  seats: FieldSeats,
): AssignmentModel {
  const fields = SERVICE_FIELDS.flatMap((field) => ((seats[field] ?? 0) > 0 ? [{ field, seats: seats[field] ?? 0 }] : []))
  const able = ranked.flatMap((person, at) => {
    const served = fields.flatMap(({ field }, index) => (person.candidate.canServe.includes(field) ? [index] : []))
    return served.length === 0 ? [] : [{ at, person, served }]
  })
  const step = able.length * SERVICE_FIELDS.length + 1
  return {
    urbanVillageCode,
    quota,
    fields,
    people: able.map(({ at, person, served }, index) => ({
      at,
      edges: served.map((field) => ({
        field,
        weight:
          (able.length - index) * step +
          preference(
            person,
            fields[field]?.field,
            served.map((each) => fields[each]?.field),
          ),
      })),
    })),
  }
}

/** In how many of the fields that she can serve the person did worse: 0 to 5. */
function preference({ candidate }: RankedPerson, field: ServiceField | undefined, served: readonly (ServiceField | undefined)[]): number {
  const score = (of: ServiceField | undefined): Fraction => {
    const found = candidate.exam?.fields.find((each) => each.field === of)
    return found ? fractionOf(found.score) : { numerator: -1n, denominator: 1n }
  }
  const own = score(field)
  return served.filter((other) => compareFractions(score(other), own) < 0).length
}

/**
 * Checks a solver's answer in whole numbers, without trusting it: the assignment keeps every limit, and its sum equals a bound
 * that the shadow prices prove (weak duality: prices of 0 or more that cover every weight bound every assignment). Null when
 * the answer is not proven. Then the answer is brought into one form, so that two solvers with equally good answers give one.
 */
export function provenAssignment(model: AssignmentModel, solution: AssignmentSolution): Assignment | null {
  if (solution.status !== 'optimal' || solution.fieldOf.length !== model.people.length) return null
  const value = worthOf(model, solution.fieldOf)
  if (value === null) return null
  const prices = wholePrices(model, solution)
  if (prices === null) return null
  const bound =
    sum(prices.person) + model.quota * prices.quota + sum(model.fields.map(({ seats }, index) => seats * (prices.field[index] ?? 0)))
  if (value !== bound) return null
  return { fieldOf: firstInOrder(model, solution.fieldOf, prices), proof: { value, bound } }
}

/** The sum of weights; null where a limit is broken. */
function worthOf(model: AssignmentModel, fieldOf: readonly (number | null)[]): number | null {
  const taken = model.fields.map(() => 0)
  let value = 0
  let seated = 0
  for (const [index, { edges }] of model.people.entries()) {
    const field = fieldOf[index] ?? null
    if (field === null) continue
    const edge = edges.find((each) => each.field === field)
    if (!edge) return null
    taken[field] = (taken[field] ?? 0) + 1
    seated += 1
    value += edge.weight
  }
  const fits = seated <= model.quota && model.fields.every(({ seats }, index) => (taken[index] ?? 0) <= seats)
  return fits ? value : null
}

type Prices = { readonly person: readonly number[]; readonly field: readonly number[]; readonly quota: number }

function wholePrices(model: AssignmentModel, { fieldPrices, quotaPrice }: AssignmentSolution): Prices | null {
  const field = model.fields.map((_field, index) => Math.round(fieldPrices[index] ?? Number.NaN))
  const quota = Math.round(quotaPrice)
  if (![...field, quota].every((price) => Number.isSafeInteger(price) && price >= 0)) return null
  const person = model.people.map(({ edges }) => Math.max(0, ...edges.map((edge) => edge.weight - (field[edge.field] ?? 0) - quota)))
  return { person, field, quota }
}

/**
 * Among all best assignments (they use only edges whose weight equals its prices), the one in which the first person of the
 * ranking serves the first field of the list that any of them gives her, then the second person, and so on.
 */
function firstInOrder(model: AssignmentModel, start: readonly (number | null)[], prices: Prices): (number | null)[] {
  const fieldOf = [...start]
  const tight = model.people.map(({ edges }, index) =>
    edges
      .filter((edge) => edge.weight === (prices.person[index] ?? 0) + (prices.field[edge.field] ?? 0) + prices.quota)
      .map(({ field }) => field),
  )
  const taken = model.fields.map((_field, index) => fieldOf.filter((each) => each === index).length)
  for (const [index, own] of fieldOf.entries()) {
    if (own === null) continue
    for (const wanted of tight[index] ?? []) {
      if (wanted >= own) break
      const moves = rearrange({ model, fieldOf, tight, taken, prices }, { index, from: own, to: wanted })
      if (moves === null) continue
      for (const move of moves) fieldOf[move.person] = move.field
      const last = moves.at(-1)?.field ?? own
      if (last !== own) {
        taken[own] = (taken[own] ?? 0) - 1
        taken[last] = (taken[last] ?? 0) + 1
      }
      break
    }
  }
  return fieldOf
}

type Table = {
  readonly model: AssignmentModel
  readonly fieldOf: readonly (number | null)[]
  readonly tight: readonly (readonly number[])[]
  readonly taken: readonly number[]
  readonly prices: Prices
}
type Move = { readonly person: number; readonly field: number }

/**
 * Moves that bring a person to a field, each pushing on somebody who stands behind her, until the seat that she left is filled
 * again or, where that field's price is 0, until a free seat is found. The last move's field is where the chain ends.
 */
function rearrange(
  { model, fieldOf, tight, taken, prices }: Table,
  { index, from, to }: { readonly index: number; readonly from: number; readonly to: number },
): Move[] | null {
  const ends = (field: number) =>
    field === from || ((prices.field[from] ?? 0) === 0 && (taken[field] ?? 0) < (model.fields[field]?.seats ?? 0))
  const reached = new Map<number, Move[]>([[to, [{ person: index, field: to }]]])
  for (const [field, moves] of reached) {
    if (ends(field)) return moves
    for (let person = index + 1; person < fieldOf.length; person += 1) {
      if (fieldOf[person] !== field) continue
      for (const next of tight[person] ?? []) if (!reached.has(next)) reached.set(next, [...moves, { person, field: next }])
    }
  }
  return null
}

/**
 * Why somebody got no seat: the fields whose seats she could have reached by any rearrangement, and the positions (in the
 * ranking) of those who hold them. Everybody named stands before her. `byQuota` when field seats are free and the quota is not.
 */
export function whatBlocks(
  model: AssignmentModel,
  fieldOf: readonly (number | null)[],
  at: number,
): { readonly fields: readonly ServiceField[]; readonly holders: readonly number[]; readonly byQuota: boolean } {
  const own = model.people.find((person) => person.at === at)?.edges.map(({ field }) => field) ?? []
  const reached = new Set(own)
  for (const field of reached)
    model.people.forEach(({ edges }, index) => {
      if (fieldOf[index] === field) for (const edge of edges) reached.add(edge.field)
    })
  const seated = model.people.flatMap((person, index) => {
    const field = fieldOf[index] ?? null
    return field === null ? [] : [{ at: person.at, field }]
  })
  const hasFree = [...reached].some((field) => seated.filter((each) => each.field === field).length < (model.fields[field]?.seats ?? 0))
  return {
    fields: [...reached].sort((left, right) => left - right).flatMap((field) => model.fields[field]?.field ?? []),
    holders: seated.filter(({ field }) => hasFree || reached.has(field)).map((each) => each.at),
    byQuota: hasFree,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
