import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { SERVICE_FIELDS, ServiceField } from '../roster/service-field.ts'
import { ExamId } from '../shared/id.ts'
import { type Distribution, distributionOf, figuresOf, type GroupTooSmall, type ScoreDecided } from './distribution.ts'
import { hiddenRegions, type RegionCount } from './small-groups.ts'

/** Null: the newest exam; all fields together; every region that the reader may see. */
export type DistributionFilter = {
  readonly examId: ExamId | null
  readonly field: ServiceField | null
  readonly districtCode: RegionCode | null
  readonly urbanVillageCode: RegionCode | null
}

const blankAsNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable())

/** The filter as it stands in the page's address. A kelurahan outside the chosen kecamatan is let go: the kecamatan was chosen last. */
export const DistributionQuery = z
  .object({
    exam: blankAsNull(ExamId),
    field: blankAsNull(ServiceField),
    district: blankAsNull(RegionCode),
    village: blankAsNull(RegionCode),
  })
  .transform(({ exam, field, district, village }): DistributionFilter => {
    const isOutside = district !== null && village !== null && !village.startsWith(`${district}.`)
    return { examId: exam, field, districtCode: district, urbanVillageCode: isOutside ? null : village }
  })

/** The same filter written back as the query of an address, with its leading question mark; empty when nothing is chosen. */
export function distributionSearch({ examId, field, districtCode, urbanVillageCode }: DistributionFilter): string {
  const chosen = Object.entries({ exam: examId, field, district: districtCode, village: urbanVillageCode }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return chosen.length === 0 ? '' : `?${chosen.join('&')}`
}

/** The kelurahan that the filter leaves. */
export function villagesInView<Village extends { readonly code: RegionCode }>(
  villages: readonly Village[],
  { districtCode, urbanVillageCode }: DistributionFilter,
): Village[] {
  return villages.filter(
    ({ code }) =>
      (districtCode === null || code.startsWith(`${districtCode}.`)) && (urbanVillageCode === null || code === urbanVillageCode),
  )
}

/** One result as a distribution reads it: where the person lives and the figures, nothing else. Scores as in ScoreDecided. */
export type PersonScore = {
  readonly urbanVillageCode: RegionCode
  readonly districtCode: RegionCode
  readonly total: number
  readonly fields: Readonly<Record<ServiceField, number | null>>
  readonly competent: Readonly<Partial<Record<ServiceField, boolean | null>>>
  readonly passed: boolean | null
  readonly state: 'awaiting-marking' | 'awaiting-confirmation' | 'confirmed' | 'superseded'
}

export type FieldCompetence = {
  readonly field: ServiceField
  readonly competent: number
  readonly notYetCompetent: number
  readonly unmarked: number
}

export type RegionFigures = {
  readonly count: number
  readonly mean: number
  readonly median: number
  readonly standardDeviation: number
  readonly reachedCut: number
  readonly passed: number
}

export type DistributionView = {
  readonly kind: 'shown'
  readonly distribution: Distribution
  readonly fields: readonly FieldCompetence[]
  /** By kelurahan code; a kelurahan that is hidden or has no results is not in it. */
  readonly urbanVillages: ReadonlyMap<RegionCode, RegionFigures>
  /** Results left out, because a person still has to mark something of them. */
  readonly unmarked: number
  /** Results that are counted though a second person has not confirmed them yet. */
  readonly unconfirmed: number
}

/**
 * What the distribution page shows of these people, all of the reader's regions, through the filter. A region whose
 * figures are hidden answers like a group that is too small.
 */
export function distributionView(
  people: readonly PersonScore[],
  filter: DistributionFilter,
  { cut, minimumGroup }: { cut: number; minimumGroup: number },
): DistributionView | GroupTooSmall {
  const hidden = hiddenRegions(countByUrbanVillage(people.filter((person) => scoreIn(person, filter.field) !== null)), minimumGroup)
  const asked = filter.urbanVillageCode ?? filter.districtCode
  if (asked !== null && hidden.has(asked)) return { kind: 'group-too-small', minimum: minimumGroup }
  const inView = people.filter(
    (person) => asked === null || person.urbanVillageCode === asked || (filter.urbanVillageCode === null && person.districtCode === asked),
  )
  const scores = inView.flatMap((person) => scoreIn(person, filter.field) ?? [])
  const distribution = distributionOf(scores, { cut, minimumGroup })
  if (!distribution.ok) return distribution.refusal
  const shownVillages = [...new Set(inView.map(({ urbanVillageCode }) => urbanVillageCode))].filter((code) => !hidden.has(code))
  return {
    kind: 'shown',
    distribution: distribution.value,
    fields: SERVICE_FIELDS.map((field) => competenceIn(inView, field)),
    urbanVillages: new Map(
      shownVillages.flatMap((code) => {
        const own = inView.flatMap((person) => (person.urbanVillageCode === code ? (scoreIn(person, filter.field) ?? []) : []))
        return own.length === 0 ? [] : [[code, regionFigures(own, cut)] as const]
      }),
    ),
    unmarked: inView.length - scores.length,
    unconfirmed: inView.filter((person) => person.state === 'awaiting-confirmation').length,
  }
}

/** The score that the view is about; null while something of it is unmarked, or where the form holds nothing of the field. */
function scoreIn(person: PersonScore, field: ServiceField | null): ScoreDecided | null {
  if (field === null) return person.passed === null ? null : { score: person.total, passed: person.passed }
  const score = person.fields[field]
  const passed = person.competent[field] ?? null
  return score === null || passed === null ? null : { score, passed }
}

function countByUrbanVillage(people: readonly PersonScore[]): RegionCount[] {
  const counts = new Map<string, RegionCount>()
  for (const { urbanVillageCode, districtCode } of people) {
    counts.set(urbanVillageCode, { urbanVillageCode, districtCode, count: (counts.get(urbanVillageCode)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

function competenceIn(people: readonly PersonScore[], field: ServiceField): FieldCompetence {
  const tested = people.filter((person) => person.fields[field] !== null).map((person) => person.competent[field] ?? null)
  const count = (answer: boolean | null) => tested.filter((each) => each === answer).length
  return { field, competent: count(true), notYetCompetent: count(false), unmarked: count(null) }
}

function regionFigures(people: readonly ScoreDecided[], cut: number): RegionFigures {
  const scores = people.map(({ score }) => score).sort((left, right) => left - right)
  const { mean, median, standardDeviation } = figuresOf(scores)
  return {
    count: people.length,
    mean,
    median,
    standardDeviation,
    reachedCut: scores.filter((score) => score >= cut).length,
    passed: people.filter(({ passed }) => passed === true).length,
  }
}
