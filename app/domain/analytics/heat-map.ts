import type { RegionCode } from '../access/role.ts'
import { SERVICE_FIELDS, type ServiceField } from '../roster/service-field.ts'
import { byUrbanVillage, hiddenIn, type PersonScore, peopleAsked, type RegionAsked, scoreIn } from './person-score.ts'

/** `competent` of `count` people; for the total, who passed. */
export type HeatCell = { readonly count: number; readonly competent: number; readonly mean: number }
/** A field, or null for the total. Null stands where a group is too small, or would give a small one away, or nobody was tested. */
export type HeatRow = ReadonlyMap<ServiceField | null, HeatCell | null>
export type HeatMap = { readonly together: HeatRow; readonly urbanVillages: ReadonlyMap<RegionCode, HeatRow> }

export const HEAT_COLUMNS: readonly (ServiceField | null)[] = [...SERVICE_FIELDS, null]

/**
 * Kelurahan by field, and the region asked for together. What is hidden is decided column by column, because not
 * everybody has a score in every field.
 */
export function heatMap(people: readonly PersonScore[], asked: RegionAsked, minimumGroup: number): HeatMap {
  const inView = peopleAsked(people, asked)
  const region = asked.urbanVillageCode ?? asked.districtCode
  const columns = HEAT_COLUMNS.map((field) => ({ field, hidden: hiddenIn(people, field, minimumGroup) }))
  return {
    together: new Map(
      columns.map(({ field, hidden }) => [field, region !== null && hidden.has(region) ? null : cellOf(inView, field, minimumGroup)]),
    ),
    urbanVillages: new Map(
      [...byUrbanVillage(inView)].map(([code, own]) => [
        code,
        new Map(columns.map(({ field, hidden }) => [field, hidden.has(code) ? null : cellOf(own, field, minimumGroup)])),
      ]),
    ),
  }
}

function cellOf(people: readonly PersonScore[], field: ServiceField | null, minimumGroup: number): HeatCell | null {
  const scores = people.flatMap((person) => scoreIn(person, field) ?? [])
  if (scores.length === 0 || scores.length < minimumGroup) return null
  return {
    count: scores.length,
    competent: scores.filter(({ passed }) => passed === true).length,
    mean: scores.reduce((sum, { score }) => sum + score, 0) / scores.length,
  }
}

/** Five steps of a share, 1 for under 20 % to 5 for 80 % and more. */
export type HeatStep = 1 | 2 | 3 | 4 | 5

export function heatStep({ competent, count }: Pick<HeatCell, 'competent' | 'count'>): HeatStep {
  const share = competent / count
  if (share < 0.2) return 1
  if (share < 0.4) return 2
  if (share < 0.6) return 3
  return share < 0.8 ? 4 : 5
}

/** A row as plain data, with `total` for the total. */
export function heatCells(row: HeatRow | undefined): Partial<Record<ServiceField | 'total', HeatCell | null>> {
  return Object.fromEntries([...(row ?? [])].map(([field, cell]) => [field ?? 'total', cell]))
}
