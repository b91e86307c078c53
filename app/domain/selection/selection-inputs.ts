import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { Policy, QUOTA_METHODS } from '../period/policy.ts'
import { ServiceField } from '../roster/service-field.ts'
import { StoredFraction } from '../scoring/result-breakdown.ts'
import { CalendarDay } from '../shared/calendar.ts'
import { canonicalJson, textHash } from '../shared/canonical-hash.ts'
import { CandidateId, ExamId, PeriodId } from '../shared/id.ts'

/** A score from 0 to 100 with at most three places, as text with a decimal point: it stays exact. */
export const ComponentScore = z.string().regex(/^(100(\.0{1,3})?|\d{1,2}(\.\d{1,3})?)$/)

/** The name of a column of a kelurahan file: `population` comes with the regions, every other one from an import. */
export const ShareColumn = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
export const POPULATION = 'population'

/** A group that seats can be kept for, as the office's file writes it. */
export const GroupCode = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/)

/**
 * How each kelurahan's least number of seats is kept. `guarantee`: a kelurahan whose share is smaller gets the least number,
 * and the rest is divided anew among the others. `set-aside`: every kelurahan gets that number first, and only what is left
 * is divided by share, so that it comes on top.
 */
export const SEAT_FLOORS = ['none', 'guarantee', 'set-aside'] as const

/** What happens when an imported component (practice, service record) is not there for somebody who is considered. */
export const MISSING_COMPONENT_RULES = ['stop', 'leave-out-for-all', 'leave-out-for-person', 'not-ranked'] as const
export const MissingComponentRule = z.enum(MISSING_COMPONENT_RULES)
export type MissingComponentRule = z.infer<typeof MissingComponentRule>

export const QuotaRule = z.object({
  method: z.enum(QUOTA_METHODS),
  /** Seats in the whole city; null where the kelurahan's own figures add up to it. */
  cityTotal: z.number().int().min(0).max(2_000_000).nullable(),
  column: ShareColumn,
  floor: z.object({ rule: z.enum(SEAT_FLOORS), seats: z.number().int().min(0).max(10_000) }),
})
export type QuotaRule = z.infer<typeof QuotaRule>

/**
 * Seats for a group inside a kelurahan. `guarantee`: at least so many of the selected are of the group, those selected by rank
 * counted in. `set-aside`: so many seats are filled from the group after the open ones, those selected by rank not counted.
 */
export const SEAT_RULES = ['guarantee', 'set-aside'] as const
export const SeatRule = z.object({
  group: GroupCode,
  rule: z.enum(SEAT_RULES),
  seats: z.number().int().min(1).max(1_000),
  /** Where it holds; null for every kelurahan. */
  urbanVillageCode: RegionCode.nullable(),
  /** What becomes of a set-aside seat that nobody of the group can take. */
  unfilled: z.enum(['open', 'empty']),
})
export type SeatRule = z.infer<typeof SeatRule>

/** Every rule that a selection follows, whole: the frozen inputs hold it, so that a later change of policy changes nothing. */
export const SelectionRules = z.object({
  fieldThreshold: Policy.shape.fieldThreshold,
  totalThreshold: Policy.shape.totalThreshold,
  fieldWeights: Policy.shape.fieldWeights,
  selectionWeights: Policy.shape.selectionWeights,
  missingComponent: MissingComponentRule,
  tieBreakers: Policy.shape.tieBreakers,
  quota: QuotaRule,
  seatRules: z.array(SeatRule).max(10),
  /** Whether kelurahan that have seats per field fill them by assignment. */
  fieldQuotas: z.boolean(),
  reservePercent: Policy.shape.reservePercent,
  reserveMinimum: Policy.shape.reserveMinimum,
})
export type SelectionRules = z.infer<typeof SelectionRules>

type StoredScore = z.infer<typeof StoredFraction>

const seats = z.number().int().min(0).max(100_000)

export const FieldSeats = z.partialRecord(ServiceField, seats)
export type FieldSeats = z.infer<typeof FieldSeats>

export const SelectionVillage = z.object({
  code: RegionCode,
  /** Whole numbers by column, `population` among them where it is known. */
  figures: z.record(ShareColumn, z.number().int().min(0).max(1_000_000_000)),
  importedQuota: seats.nullable(),
  /** The figure of the mayor's decree: it overrides whatever the method says. */
  decreeQuota: seats.nullable(),
  fieldSeats: FieldSeats.nullable(),
})
export type SelectionVillage = z.infer<typeof SelectionVillage>

export const SelectionCandidate = z.object({
  candidateId: CandidateId,
  participantNumber: z.string().min(1),
  urbanVillageCode: RegionCode,
  /** Memenuhi Syarat, as verification decided it. */
  eligible: z.boolean(),
  /** The confirmed result; null for whoever has none. Scores are of 100. */
  exam: z
    .object({
      resultHash: z.string(),
      fields: z.array(z.object({ field: ServiceField, score: StoredFraction })),
      total: StoredFraction,
    })
    .nullable(),
  practice: ComponentScore.nullable(),
  serviceRecord: ComponentScore.nullable(),
  servingSince: z.number().int(),
  birthDate: CalendarDay,
  /** The place that a plenary gave among people of equal figures, 1 first; null where it said nothing. */
  plenaryPlace: z.number().int().min(1).max(100_000).nullable(),
  canServe: z.array(ServiceField),
  groups: z.array(GroupCode),
})
export type SelectionCandidate = z.infer<typeof SelectionCandidate>

export const SELECTION_ALGORITHM = 'tera-selection/1'

/** Everything that decides a selection. Equal inputs give an equal result, whatever the order of the lists. */
export const SelectionInputs = z.object({
  algorithm: z.literal(SELECTION_ALGORITHM),
  periodId: PeriodId,
  examId: ExamId,
  policyVersion: z.number().int().min(1),
  /** The weights under which the results' totals were calculated. */
  resultWeights: Policy.shape.fieldWeights,
  rules: SelectionRules,
  /** The number drawn in public; null before the draw. */
  lotNumber: z
    .string()
    .regex(/^\d{1,12}$/)
    .nullable(),
  villages: z.array(SelectionVillage),
  candidates: z.array(SelectionCandidate),
})
export type SelectionInputs = z.infer<typeof SelectionInputs>

/** The same inputs with their lists in one order: kelurahan by code, people by participant number, codes by name. */
export function orderedInputs(inputs: SelectionInputs): SelectionInputs {
  const by = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)
  return {
    ...inputs,
    villages: [...inputs.villages].sort((left, right) => by(left.code, right.code)),
    candidates: inputs.candidates
      .map((each) => ({ ...each, canServe: [...each.canServe].sort(by), groups: [...each.groups].sort(by) }))
      .sort((left, right) => by(left.participantNumber, right.participantNumber)),
  }
}

/** The text that is frozen: canonical JSON of the ordered inputs. */
export function inputsText(inputs: SelectionInputs): string {
  return orderedText(orderedInputs(inputs), { withIds: true })
}

/** SHA-256 of inputsText. */
export function inputsHash(inputs: SelectionInputs): string {
  return textHash(inputsText(inputs))
}

/**
 * SHA-256 of the sealed list: the inputs before any number is drawn and without row ids, which no lot may hang on. It is
 * announced first, so that nobody can choose the lot.
 */
export function sealedHash(inputs: SelectionInputs): string {
  return orderedSealedHash(orderedInputs(inputs))
}

/** The same for inputs that orderedInputs has put in order. */
export function orderedSealedHash(ordered: SelectionInputs): string {
  return textHash(orderedText({ ...ordered, lotNumber: null }, { withIds: false }))
}

/**
 * Equal to canonicalJson of the same value. People are many, so their members are named here in code-unit order and written in
 * one go; they hold only strings, whole numbers, booleans and nulls, which JSON writes canonically.
 */
function orderedText(ordered: SelectionInputs, { withIds }: { readonly withIds: boolean }): string {
  const { candidates, ...rest } = ordered
  const people = JSON.stringify(
    candidates.map((each) => ({
      birthDate: each.birthDate,
      canServe: each.canServe,
      candidateId: withIds ? each.candidateId : undefined,
      eligible: each.eligible,
      exam: each.exam && {
        fields: each.exam.fields.map(({ field, score }) => ({ field, score: inOrder(score) })),
        resultHash: each.exam.resultHash,
        total: inOrder(each.exam.total),
      },
      groups: each.groups,
      participantNumber: each.participantNumber,
      plenaryPlace: each.plenaryPlace,
      practice: each.practice,
      serviceRecord: each.serviceRecord,
      servingSince: each.servingSince,
      urbanVillageCode: each.urbanVillageCode,
    })),
  )
  const others = canonicalJson(rest)
  const at = others.indexOf(',"examId":')
  return `${others.slice(0, at)},"candidates":${people}${others.slice(at)}`
}

function inOrder({ denominator, numerator }: StoredScore): StoredScore {
  return { denominator, numerator }
}
