import type { RegionCode } from '../access/role.ts'
import { fractionFromDecimal } from '../shared/points.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { type Assignment, type AssignmentModel, type AssignmentSolution, assignmentModel, provenAssignment } from './field-seats.ts'
import type { PreparedSelection, PreparedVillage, SelectionProblem, Unranked } from './prepared-selection.ts'
import { villageQuotas } from './quota.ts'
import { comparePeople, drawLots, lotSeed, type OpenTie, openTies, type RankedPerson, rankBeforeLot, rankedPerson } from './ranking.ts'
import { rulesWithin } from './seat-rules.ts'
import { orderedInputs, orderedSealedHash, type SelectionInputs, type SelectionRules, type SelectionVillage } from './selection-inputs.ts'
import type { SelectionOutcome, SelectionResult, VillageSelection } from './selection-outcome.ts'
import { scoreCandidates } from './selection-score.ts'
import { concludeByField, concludeByRank } from './village-outcomes.ts'

/**
 * Quotas, thresholds, scores and rankings; every kelurahan with seats per field gets the model that a solver answers. The
 * order of the inputs' lists plays no part. Without a drawn number the lots are provisional: they come from the sealed list alone.
 */
export function prepareSelection(given: SelectionInputs): Result<PreparedSelection, SelectionProblem> {
  const inputs = orderedInputs(given)
  const { rules } = inputs
  const fault = faultOf(inputs)
  if (fault) return refuse(fault)
  const quotas = villageQuotas(inputs.villages, rules.quota)
  if (!quotas.ok) return quotas
  const scores = scoreCandidates(inputs)
  if (!scores.ok) return scores

  const byVillage = new Map<RegionCode, { people: RankedPerson[]; unranked: Unranked[]; numbers: string[] }>()
  inputs.candidates.forEach((candidate, index) => {
    const scored = scores.value[index]
    if (!scored) return
    const group = byVillage.get(candidate.urbanVillageCode) ?? { people: [], unranked: [], numbers: [] }
    if (scored.kind === 'ranked') group.people.push(rankedPerson(candidate, scored.score))
    else group.unranked.push({ candidate, scored })
    group.numbers.push(candidate.participantNumber)
    byVillage.set(candidate.urbanVillageCode, group)
  })

  let seed: string | null = null
  const ties: OpenTie[] = []
  const quotaOf = new Map(quotas.value.map((each) => [each.code, each]))
  const villages = inputs.villages.map((village): PreparedVillage => {
    const group = byVillage.get(village.code) ?? { people: [], unranked: [], numbers: [] }
    const quota = quotaOf.get(village.code) ?? { code: village.code, quota: 0, basis: 'share' }
    let ranked = rankBeforeLot(group.people, rules)
    const open = openTies(ranked, rules)
    if (open.length > 0) {
      ties.push(...open)
      seed ??= lotSeed(orderedSealedHash(inputs), inputs.lotNumber ?? '')
      const lots = drawLots(seed, village.code, group.numbers)
      ranked = ranked
        .map((person) => ({ ...person, lot: lots.get(person.candidate.participantNumber) ?? 0 }))
        .sort((left, right) => comparePeople(left, right, rules.tieBreakers).order)
    }
    const model = usesFields(rules, village) ? assignmentModel(village.code, ranked, quota.quota, village.fieldSeats ?? {}) : null
    return { village, quota, reserveSeats: reserveSeats(quota.quota, rules), ranked, unranked: group.unranked, model }
  })
  return accept({ rules, villages, ties, drawn: inputs.lotNumber !== null })
}

/**
 * Gives the seats. Kelurahan with a model need their solver's answer, which is checked here; one that is missing or not proven
 * to be best is a refusal.
 */
export function concludeSelection(
  prepared: PreparedSelection,
  solutions: ReadonlyMap<RegionCode, AssignmentSolution>,
): Result<SelectionResult, { readonly kind: 'assignment-not-proven'; readonly urbanVillageCode: RegionCode }> {
  const villages: VillageSelection[] = []
  const outcomes: SelectionOutcome[] = []
  for (const each of prepared.villages) {
    const { model } = each
    let concluded: ReturnType<typeof concludeByRank>
    if (model === null) concluded = concludeByRank(each, prepared.rules)
    else {
      const assignment = proven(model, solutions)
      if (assignment === null) return refuse({ kind: 'assignment-not-proven', urbanVillageCode: model.urbanVillageCode })
      concluded = concludeByField(each, prepared.rules, model, assignment)
    }
    villages.push(concluded.village)
    outcomes.push(...concluded.outcomes)
  }
  const { ties } = prepared
  return accept({
    villages,
    outcomes,
    lot: {
      ties: ties.length,
      people: ties.reduce((sum, { participantNumbers }) => sum + participantNumbers.length, 0),
      plenarySilent: ties.filter(({ plenaryIsSilent }) => plenaryIsSilent).length,
      drawn: prepared.drawn,
    },
  })
}

function proven(model: AssignmentModel, solutions: ReadonlyMap<RegionCode, AssignmentSolution>): Assignment | null {
  const solution = solutions.get(model.urbanVillageCode)
  return solution ? provenAssignment(model, solution) : null
}

/** The policy's share of the quota, rounded up, and at least its minimum; none where there is no seat that could pass on. */
export function reserveSeats(quota: number, { reservePercent, reserveMinimum }: SelectionRules): number {
  if (quota === 0) return 0
  const { numerator, denominator } = fractionFromDecimal(reservePercent)
  const whole = denominator * 100n
  return Math.max(reserveMinimum, Number((BigInt(quota) * numerator + whole - 1n) / whole))
}

function usesFields(rules: SelectionRules, { fieldSeats }: SelectionVillage): boolean {
  return rules.fieldQuotas && fieldSeats !== null
}

function faultOf({ candidates, villages, rules }: SelectionInputs): SelectionProblem | null {
  const known = new Set(villages.map(({ code }) => code))
  const unknown = new Set(candidates.map(({ urbanVillageCode }) => urbanVillageCode).filter((code) => !known.has(code)))
  if (unknown.size > 0) return { kind: 'unknown-village', villages: [...unknown].sort() }
  const twice = candidates.find((each, index) => index > 0 && candidates[index - 1]?.participantNumber === each.participantNumber)
  if (twice) return { kind: 'participant-twice', participantNumber: twice.participantNumber }
  const both = villages.filter((village) => usesFields(rules, village) && rulesWithin(rules.seatRules, village.code).length > 0)
  return both.length > 0 ? { kind: 'field-and-group-seats', villages: both.map(({ code }) => code) } : null
}
