import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { TIE_BREAKERS } from '../period/policy.ts'
import { ServiceField } from '../roster/service-field.ts'
import { StoredFraction } from '../scoring/result-breakdown.ts'
import { canonicalJson, textHash } from '../shared/canonical-hash.ts'
import { CandidateId } from '../shared/id.ts'
import { QUOTA_BASES } from './quota.ts'
import { SEAT_KINDS } from './seat-rules.ts'

/** Terpilih, Cadangan, Tidak Terpilih: a proposal until a plenary decides. */
export const SELECTION_OUTCOMES = ['selected', 'reserve', 'not-selected'] as const
export const SelectionOutcomeKind = z.enum(SELECTION_OUTCOMES)
export type SelectionOutcomeKind = z.infer<typeof SelectionOutcomeKind>

export const REASON_CODES = [
  'within-quota',
  'guarantee',
  'set-aside',
  'field-seat',
  'reserve',
  'quota-full',
  'displaced-by-guarantee',
  'field-seats-full',
  'no-field-stated',
  'below-threshold',
  'component-missing',
  'ineligible',
  'no-result',
] as const
export const ReasonCode = z.enum(REASON_CODES)
export type ReasonCode = z.infer<typeof ReasonCode>

export const Rung = z.enum(['score', ...TIE_BREAKERS])

const count = z.number().int().min(0)

/** Why somebody has her outcome: a code with its figures, which the words turn into a sentence. Scores are of 100. */
export const Explanation = z.object({
  code: ReasonCode,
  /** How many stand in the kelurahan's ranking. */
  ranked: count,
  quota: count,
  /** The score of the last one who got the kind of seat that this person competed for; null where nobody did. */
  lastSelectedScore: StoredFraction.nullable(),
  /** What decided between this person and the next one beyond the line; null where nobody stands there. */
  decidedBy: Rung.nullable(),
  /** How many others of the ranking have exactly her score. */
  sameScore: count,
  reservePlace: count.nullable(),
  group: z.string().nullable(),
  /** Seats that were full by people before her, in a kelurahan with seats per field. */
  fields: z.array(ServiceField),
  below: z.array(z.object({ what: z.union([ServiceField, z.literal('total')]), score: StoredFraction, threshold: z.string() })),
  missing: z.array(z.enum(['practice', 'serviceRecord'])),
})
export type Explanation = z.infer<typeof Explanation>

/** A reason with the figures that everybody of a kelurahan shares, and nothing yet of the person. */
export function sharedReason(code: ReasonCode, { ranked, quota }: { readonly ranked: number; readonly quota: number }): Explanation {
  return {
    code,
    ranked,
    quota,
    lastSelectedScore: null,
    decidedBy: null,
    sameScore: 0,
    reservePlace: null,
    group: null,
    fields: [],
    below: [],
    missing: [],
  }
}

export const SelectionOutcome = z.object({
  candidateId: CandidateId,
  participantNumber: z.string(),
  urbanVillageCode: RegionCode,
  outcome: SelectionOutcomeKind,
  /** Among those who were ranked in the kelurahan, from 1; null for whoever was not. */
  rank: z.number().int().min(1).nullable(),
  /** The order of the kelurahan's whole list, from 1: the ranked ones, then everybody else by participant number. */
  listOrder: z.number().int().min(1),
  seat: z.enum(SEAT_KINDS).nullable(),
  /** The field of the seat, in a kelurahan with seats per field. */
  field: ServiceField.nullable(),
  score: StoredFraction.nullable(),
  explanation: Explanation,
})
export type SelectionOutcome = z.infer<typeof SelectionOutcome>

/** The figures of a kelurahan in a selection. */
export const VillageSelection = z.object({
  code: RegionCode,
  quota: count,
  basis: z.enum(QUOTA_BASES),
  candidates: count,
  ranked: count,
  selected: count,
  reserve: count,
  lastSelectedScore: StoredFraction.nullable(),
  /** Where seats are per field: the proven best sum of weights and its equal bound. */
  proof: z.object({ value: count, bound: count }).nullable(),
})
export type VillageSelection = z.infer<typeof VillageSelection>

export const LotFigures = z.object({
  /** Ties that nothing before the lot decided. */
  ties: count,
  people: count,
  /** Of those ties, the ones in which a plenary rung said nothing. */
  plenarySilent: count,
  /** Whether a drawn number stands behind the lots; without one the order among these people is provisional. */
  drawn: z.boolean(),
})
export type LotFigures = z.infer<typeof LotFigures>

export type SelectionResult = {
  readonly villages: readonly VillageSelection[]
  readonly outcomes: readonly SelectionOutcome[]
  readonly lot: LotFigures
}

/** The text that a replay must give again: canonical JSON, kelurahan by code, people by list order. */
export function resultText({ villages, outcomes, lot }: SelectionResult): string {
  const by = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)
  const inOrder = [...outcomes].sort((left, right) => by(left.urbanVillageCode, right.urbanVillageCode) || left.listOrder - right.listOrder)
  const figures = [...villages].sort((left, right) => by(left.code, right.code))
  return `{"lot":${canonicalJson(lot)},"outcomes":${JSON.stringify(inOrder.map(membersInOrder))},"villages":${canonicalJson(figures)}}`
}

/** Members in code-unit order: people are many, and written like this JSON gives the canonical text in one go. */
function membersInOrder(each: SelectionOutcome) {
  const { explanation } = each
  return {
    candidateId: each.candidateId,
    explanation: {
      below: explanation.below.map(({ score, threshold, what }) => ({ score: scoreInOrder(score), threshold, what })),
      code: explanation.code,
      decidedBy: explanation.decidedBy,
      fields: explanation.fields,
      group: explanation.group,
      lastSelectedScore: explanation.lastSelectedScore && scoreInOrder(explanation.lastSelectedScore),
      missing: explanation.missing,
      quota: explanation.quota,
      ranked: explanation.ranked,
      reservePlace: explanation.reservePlace,
      sameScore: explanation.sameScore,
    },
    field: each.field,
    listOrder: each.listOrder,
    outcome: each.outcome,
    participantNumber: each.participantNumber,
    rank: each.rank,
    score: each.score && scoreInOrder(each.score),
    seat: each.seat,
    urbanVillageCode: each.urbanVillageCode,
  }
}

function scoreInOrder({ denominator, numerator }: z.infer<typeof StoredFraction>) {
  return { denominator, numerator }
}

/** SHA-256 of resultText. */
export function resultHash(result: SelectionResult): string {
  return textHash(resultText(result))
}
