import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { SERVICE_FIELDS, ServiceField } from '../roster/service-field.ts'
import { ExamId, PeriodId } from '../shared/id.ts'
import { type Distribution, distributionOf, type GroupTooSmall } from './distribution.ts'
import { byUrbanVillage, hiddenIn, type PersonScore, peopleAsked, type RegionAsked, scoreIn } from './person-score.ts'
import { REGION_ORDERS, type RegionFigures, regionFigures } from './region-figures.ts'

/** Null: the newest exam; all fields together; every region that the reader may see. */
export type DistributionFilter = {
  readonly examId: ExamId | null
  readonly field: ServiceField | null
  readonly districtCode: RegionCode | null
  readonly urbanVillageCode: RegionCode | null
}

const blankAsNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable())

/** The filter as it stands in the page's address. */
export const DistributionQuery = z
  .object({
    exam: blankAsNull(ExamId),
    field: blankAsNull(ServiceField),
    district: blankAsNull(RegionCode),
    village: blankAsNull(RegionCode),
  })
  .transform(({ exam, field, district, village }): DistributionFilter => ({ examId: exam, field, ...regionAsked(district, village) }))

/** What the pages beside the distribution are asked for, each in its address. */
export const RecapQuery = z.object({ exam: blankAsNull(ExamId) })
export const CompareQuery = z.object({ with: blankAsNull(ExamId) })
export const OrderQuery = z.object({ order: z.enum(REGION_ORDERS).catch('code') })
export const FunnelQuery = z
  .object({ period: blankAsNull(PeriodId), district: blankAsNull(RegionCode), village: blankAsNull(RegionCode) })
  .transform(({ period, district, village }) => ({ periodId: period, ...regionAsked(district, village) }))

/** A kelurahan outside the chosen kecamatan is let go: the kecamatan was chosen last. */
function regionAsked(district: RegionCode | null, village: RegionCode | null): RegionAsked {
  const isOutside = district !== null && village !== null && !village.startsWith(`${district}.`)
  return { districtCode: district, urbanVillageCode: isOutside ? null : village }
}

/** The same filter written back as the query of an address, with its leading question mark; empty when nothing is chosen. */
export function distributionSearch({ examId, field, districtCode, urbanVillageCode }: DistributionFilter): string {
  return searchOf({ exam: examId, field, district: districtCode, village: urbanVillageCode })
}

export function funnelSearch({ periodId, districtCode, urbanVillageCode }: RegionAsked & { readonly periodId: PeriodId | null }): string {
  return searchOf({ period: periodId, district: districtCode, village: urbanVillageCode })
}

/** The exam that a page shows, and the queries that carry the filter on to the other pages of the distribution. */
export function viewOf(filter: DistributionFilter, exam: { readonly id: ExamId; readonly periodId: PeriodId }) {
  return {
    filter,
    chosenExamId: exam.id,
    search: distributionSearch({ ...filter, examId: exam.id }),
    funnelSearch: funnelSearch({ ...filter, periodId: exam.periodId }),
  }
}

function searchOf(named: Readonly<Record<string, string | null>>): string {
  const chosen = Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return chosen.length === 0 ? '' : `?${chosen.join('&')}`
}

/** The kelurahan that the filter leaves. */
export function villagesInView<Village extends { readonly code: RegionCode }>(
  villages: readonly Village[],
  { districtCode, urbanVillageCode }: RegionAsked,
): Village[] {
  return villages.filter(
    ({ code }) =>
      (districtCode === null || code.startsWith(`${districtCode}.`)) && (urbanVillageCode === null || code === urbanVillageCode),
  )
}

/** Null figures: fewer people than the minimum have a score in the field, or showing them would give a small group away. */
export type FieldCompetence = {
  readonly field: ServiceField
  readonly figures: { readonly competent: number; readonly notYetCompetent: number; readonly unmarked: number } | null
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
  const hidden = hiddenIn(people, filter.field, minimumGroup)
  const asked = filter.urbanVillageCode ?? filter.districtCode
  if (asked !== null && hidden.has(asked)) return { kind: 'group-too-small', minimum: minimumGroup }
  const inView = peopleAsked(people, filter)
  const scores = inView.flatMap((person) => scoreIn(person, filter.field) ?? [])
  const distribution = distributionOf(scores, { cut, minimumGroup })
  if (!distribution.ok) return distribution.refusal
  return {
    kind: 'shown',
    distribution: distribution.value,
    fields: SERVICE_FIELDS.map((field) => ({
      field,
      figures: asked !== null && hiddenIn(people, field, minimumGroup).has(asked) ? null : competenceIn(inView, field, minimumGroup),
    })),
    urbanVillages: new Map(
      [...byUrbanVillage(inView)].flatMap(([code, residents]) => {
        const own = hidden.has(code) ? [] : residents.flatMap((person) => scoreIn(person, filter.field) ?? [])
        return own.length === 0 ? [] : [[code, regionFigures(own, { cut, minimumGroup })] as const]
      }),
    ),
    unmarked: inView.length - scores.length,
    unconfirmed: inView.filter((person) => person.state === 'awaiting-confirmation').length,
  }
}

function competenceIn(people: readonly PersonScore[], field: ServiceField, minimumGroup: number): FieldCompetence['figures'] {
  const tested = people.filter((person) => person.fields[field] !== null).map((person) => person.competent[field] ?? null)
  const count = (answer: boolean | null) => tested.filter((each) => each === answer).length
  const [competent, notYetCompetent] = [count(true), count(false)]
  return competent + notYetCompetent < minimumGroup ? null : { competent, notYetCompetent, unmarked: count(null) }
}
