import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { type CanonicalValue, canonicalJson } from '../shared/canonical-hash.ts'
import type { Policy } from './policy.ts'

const COUNTS = [
  'questionCount',
  'limitMinutes',
  'graceSeconds',
  'leaseSilenceSeconds',
  'lateEvidenceMinutes',
  'minimumGroupOffice',
  'minimumGroupPublic',
  'minimumGroupItem',
  'raterFigurePairs',
  'minimumAge',
  'maximumAge',
  'reserveMinimum',
  'plenaryQuorumPercent',
  'appealWindowDays',
  'certificateValidityYears',
  'competencyMinimumQuestions',
  'honorariumRupiah',
] as const satisfies readonly (keyof Policy)[]
const PERCENTS = ['fieldThreshold', 'totalThreshold', 'reservePercent', 'competencyThreshold'] as const satisfies readonly (keyof Policy)[]
const FIELD_WEIGHTS = SERVICE_FIELDS.map((field) => `fieldWeights.${field}` as const)
const SELECTION_WEIGHTS = ['selectionWeights.exam', 'selectionWeights.practice', 'selectionWeights.serviceRecord'] as const

/** A setting by the name of its form field. */
export type SettingKey =
  | (typeof COUNTS)[number]
  | (typeof PERCENTS)[number]
  | (typeof FIELD_WEIGHTS)[number]
  | (typeof SELECTION_WEIGHTS)[number]
  | 'tieBreakers'
  | 'residenceInUrbanVillage'
  | 'excludedOccupations'
  | 'excludedSpousePositions'
  | 'quotaMethod'

export type SettingValue =
  | { readonly kind: 'count'; readonly key: (typeof COUNTS)[number]; readonly value: number }
  /** A decimal with a point. */
  | { readonly kind: 'percent'; readonly value: string }
  | { readonly kind: 'yes-no'; readonly value: boolean }
  /** Codes that the words name. */
  | {
      readonly kind: 'codes'
      readonly ordered: boolean
      readonly codes: readonly (
        | Policy['tieBreakers']
        | Policy['excludedOccupations']
        | Policy['excludedSpousePositions']
        | Policy['quotaMethod'][]
      )[number][]
    }

/** Every setting in one group, in the order in which a person reads them. */
export const SETTING_GROUPS = {
  exam: ['questionCount', 'limitMinutes', 'graceSeconds', 'leaseSilenceSeconds', 'lateEvidenceMinutes'],
  scoring: [...FIELD_WEIGHTS, 'fieldThreshold', 'totalThreshold'],
  eligibility: ['minimumAge', 'maximumAge', 'residenceInUrbanVillage', 'excludedOccupations', 'excludedSpousePositions'],
  selection: [...SELECTION_WEIGHTS, 'tieBreakers', 'quotaMethod', 'reservePercent', 'reserveMinimum'],
  outcome: [
    'plenaryQuorumPercent',
    'appealWindowDays',
    'certificateValidityYears',
    'competencyThreshold',
    'competencyMinimumQuestions',
    'honorariumRupiah',
  ],
  figures: ['minimumGroupOffice', 'minimumGroupPublic', 'minimumGroupItem', 'raterFigurePairs'],
} as const satisfies Record<string, readonly SettingKey[]>
export type SettingGroup = keyof typeof SETTING_GROUPS
export const SETTING_GROUP_KEYS: readonly SettingGroup[] = ['exam', 'scoring', 'eligibility', 'selection', 'outcome', 'figures']

/** The policy as a flat table: one value per setting. */
export function policySettings(policy: Policy): ReadonlyMap<SettingKey, SettingValue> {
  return new Map<SettingKey, SettingValue>([
    ...COUNTS.map((key) => [key, { kind: 'count', key, value: policy[key] }] as const),
    ...PERCENTS.map((key) => [key, { kind: 'percent', value: policy[key] }] as const),
    ...SERVICE_FIELDS.map((field) => [`fieldWeights.${field}`, { kind: 'percent', value: policy.fieldWeights[field] }] as const),
    ['selectionWeights.exam', { kind: 'percent', value: policy.selectionWeights.exam }],
    ['selectionWeights.practice', { kind: 'percent', value: policy.selectionWeights.practice }],
    ['selectionWeights.serviceRecord', { kind: 'percent', value: policy.selectionWeights.serviceRecord }],
    ['tieBreakers', { kind: 'codes', ordered: true, codes: policy.tieBreakers }],
    ['residenceInUrbanVillage', { kind: 'yes-no', value: policy.residenceInUrbanVillage }],
    ['excludedOccupations', { kind: 'codes', ordered: false, codes: policy.excludedOccupations }],
    ['excludedSpousePositions', { kind: 'codes', ordered: false, codes: policy.excludedSpousePositions }],
    ['quotaMethod', { kind: 'codes', ordered: false, codes: [policy.quotaMethod] }],
  ])
}

export type SettingChange = { readonly key: SettingKey; readonly from: SettingValue; readonly to: SettingValue }

/** What differs between two policies, in reading order; lists without an order are compared as sets. */
export function policyChanges(from: Policy, to: Policy): SettingChange[] {
  const [before, after] = [policySettings(from), policySettings(to)]
  return SETTING_GROUP_KEYS.flatMap((group) => [...SETTING_GROUPS[group]]).flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)]
    return old && now && comparable(old) !== comparable(now) ? [{ key, from: old, to: now }] : []
  })
}

function comparable(value: SettingValue): string {
  if (value.kind !== 'codes') return canonicalJson(value satisfies CanonicalValue)
  return canonicalJson(value.ordered ? [...value.codes] : [...value.codes].sort())
}
