import { z } from 'zod'
import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { type Fraction, fractionFromDecimal } from '../shared/points.ts'

/** A decimal from 0 to 100 with at most two places, as text with a decimal point: it stays exact. */
const Percent = z.string().regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/)

/** The least and the most of each whole-number setting. */
export const COUNT_BOUNDS = {
  questionCount: [1, 300],
  limitMinutes: [1, 480],
  graceSeconds: [0, 600],
  leaseSilenceSeconds: [10, 3600],
  lateEvidenceMinutes: [0, 240],
  minimumGroupOffice: [1, 100],
  minimumGroupPublic: [1, 100],
  minimumGroupItem: [1, 1000],
  raterFigurePairs: [1, 1000],
  minimumAge: [15, 100],
  maximumAge: [15, 100],
  reserveMinimum: [0, 100],
  plenaryQuorumPercent: [0, 99],
  appealWindowDays: [1, 30],
  certificateValidityYears: [1, 20],
  competencyMinimumQuestions: [1, 20],
  honorariumRupiah: [0, 100_000_000],
} as const

const count = ([from, to]: readonly [number, number]) => z.number().int().min(from).max(to)

const Weights = z
  .object({ education: Percent, health: Percent, public_works: Percent, housing: Percent, public_order: Percent, social: Percent })
  .refine((weights) => sumsTo100(SERVICE_FIELDS.map((field) => weights[field])), { params: { code: 'weights-sum' } })

const SelectionWeights = z
  .object({ exam: Percent, practice: Percent, serviceRecord: Percent })
  .refine((weights) => sumsTo100(Object.values(weights)), { params: { code: 'weights-sum' } })

export const TIE_BREAKERS = ['health', 'social', 'years-of-service', 'older', 'plenary', 'lot'] as const
export const QUOTA_METHODS = ['largest-remainder', 'flat', 'imported', 'decree'] as const
export const OCCUPATIONS_EXCLUDED = ['guru', 'pppk', 'asn', 'tni', 'polri', 'official'] as const
export const SPOUSE_POSITIONS_EXCLUDED = ['camat', 'lurah', 'structural-office'] as const

/**
 * Every rule of a period that the programme may set differently, in one table. A change makes a new version, and each
 * decision records the version it was made under. Defaults: the programme's description, "What nobody has answered yet".
 */
export const Policy = z
  .object({
    questionCount: count(COUNT_BOUNDS.questionCount),
    limitMinutes: count(COUNT_BOUNDS.limitMinutes),
    fieldWeights: Weights,
    fieldThreshold: Percent,
    totalThreshold: Percent,
    selectionWeights: SelectionWeights,
    tieBreakers: z
      .array(z.enum(TIE_BREAKERS))
      .min(1)
      .refine((ladder) => new Set(ladder).size === ladder.length && ladder.at(-1) === 'lot', { params: { code: 'ladder-ends-in-lot' } }),
    /** Seconds after the deadline in which a save still counts. */
    graceSeconds: count(COUNT_BOUNDS.graceSeconds),
    /** Seconds without a sign of life after which another device may take over. */
    leaseSilenceSeconds: count(COUNT_BOUNDS.leaseSilenceSeconds),
    /** A gap in the evidence of late answers longer than this needs a person. */
    lateEvidenceMinutes: count(COUNT_BOUNDS.lateEvidenceMinutes),
    minimumGroupOffice: count(COUNT_BOUNDS.minimumGroupOffice),
    minimumGroupPublic: count(COUNT_BOUNDS.minimumGroupPublic),
    minimumGroupItem: count(COUNT_BOUNDS.minimumGroupItem),
    raterFigurePairs: count(COUNT_BOUNDS.raterFigurePairs),
    minimumAge: count(COUNT_BOUNDS.minimumAge),
    maximumAge: count(COUNT_BOUNDS.maximumAge),
    residenceInUrbanVillage: z.boolean(),
    excludedOccupations: z.array(z.enum(OCCUPATIONS_EXCLUDED)),
    excludedSpousePositions: z.array(z.enum(SPOUSE_POSITIONS_EXCLUDED)),
    quotaMethod: z.enum(QUOTA_METHODS),
    reservePercent: Percent,
    reserveMinimum: count(COUNT_BOUNDS.reserveMinimum),
    /** A plenary decides while more than this percent of its members are present. Policies from before the setting had half. */
    plenaryQuorumPercent: count(COUNT_BOUNDS.plenaryQuorumPercent).default(50),
    appealWindowDays: count(COUNT_BOUNDS.appealWindowDays),
    certificateValidityYears: count(COUNT_BOUNDS.certificateValidityYears),
    /** A skill badge counts a competency as held from this score of its questions on, of 100. Older policies had no such rule and count as 60. */
    competencyThreshold: Percent.default('60'),
    /** A competency that fewer questions asked about does not count as held. */
    competencyMinimumQuestions: count(COUNT_BOUNDS.competencyMinimumQuestions).default(1),
    honorariumRupiah: count(COUNT_BOUNDS.honorariumRupiah),
  })
  .refine((policy) => policy.minimumAge <= policy.maximumAge, {
    path: ['maximumAge'],
    message: 'ages-order',
    params: { code: 'ages-order' },
  })
export type Policy = z.infer<typeof Policy>

export const DEFAULT_POLICY: Policy = {
  questionCount: 60,
  limitMinutes: 90,
  fieldWeights: { education: '12.5', health: '25', public_works: '12.5', housing: '12.5', public_order: '12.5', social: '25' },
  fieldThreshold: '60',
  totalThreshold: '65',
  selectionWeights: { exam: '70', practice: '20', serviceRecord: '10' },
  tieBreakers: ['health', 'social', 'years-of-service', 'older', 'plenary', 'lot'],
  graceSeconds: 30,
  leaseSilenceSeconds: 60,
  lateEvidenceMinutes: 10,
  minimumGroupOffice: 5,
  minimumGroupPublic: 10,
  minimumGroupItem: 30,
  raterFigurePairs: 20,
  minimumAge: 18,
  maximumAge: 60,
  residenceInUrbanVillage: true,
  excludedOccupations: ['guru', 'pppk', 'asn', 'tni', 'polri', 'official'],
  excludedSpousePositions: ['camat', 'lurah', 'structural-office'],
  quotaMethod: 'largest-remainder',
  reservePercent: '10',
  reserveMinimum: 1,
  plenaryQuorumPercent: 50,
  appealWindowDays: 3,
  certificateValidityYears: 3,
  competencyThreshold: '60',
  competencyMinimumQuestions: 1,
  honorariumRupiah: 300_000,
}

export type PolicyVersion = {
  readonly version: number
  readonly settings: Policy
  readonly reason: string
  readonly changedBy: string
  readonly changedAt: Date
}

/** True as well when a percent is malformed: that is its own problem. */
function sumsTo100(percents: readonly string[]): boolean {
  if (!percents.every((percent) => Percent.safeParse(percent).success)) return true
  const total = percents.map(fractionFromDecimal).reduce<Fraction>(
    (sum, each) => ({
      numerator: sum.numerator * each.denominator + each.numerator * sum.denominator,
      denominator: sum.denominator * each.denominator,
    }),
    { numerator: 0n, denominator: 1n },
  )
  return total.numerator === 100n * total.denominator
}
