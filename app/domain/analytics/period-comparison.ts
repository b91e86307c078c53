import type { RegionCode } from '../access/role.ts'
import type { ServiceField } from '../roster/service-field.ts'
import type { DistributionView } from './distribution-view.ts'
import { type Difference, differenceOfMeans, differenceOfShares } from './intervals.ts'
import type { RegionFigures } from './region-figures.ts'

export type VillagePair = {
  readonly code: RegionCode
  /** Null where one side shows nothing of the kelurahan; then there is no difference either. */
  readonly now: RegionFigures | null
  readonly other: RegionFigures | null
  readonly meanDifference: Difference | null
}

export type PeriodComparison = {
  readonly meanDifference: Difference | null
  /** In shares from -1 to 1. */
  readonly passedDifference: Difference
  readonly fields: readonly {
    readonly field: ServiceField
    readonly now: FieldShare | null
    readonly other: FieldShare | null
    readonly difference: Difference | null
  }[]
  readonly urbanVillages: readonly VillagePair[]
}
type FieldShare = { readonly competent: number; readonly tested: number }

/**
 * How the first view differs from the second: two exams, each with its own threshold and its own hidden groups. The two
 * are taken as different people; where the same people sat both, the true interval is narrower as a rule.
 */
export function comparePeriods(now: DistributionView, other: DistributionView): PeriodComparison {
  const codes = [...new Set([...now.urbanVillages.keys(), ...other.urbanVillages.keys()])].sort()
  return {
    meanDifference: differenceOfMeans(spreadOf(now), spreadOf(other)),
    passedDifference: differenceOfShares(passedOf(now), passedOf(other)),
    fields: now.fields.map(({ field }) => {
      const [one, two] = [fieldShare(now, field), fieldShare(other, field)]
      return {
        field,
        now: one,
        other: two,
        difference:
          one && two ? differenceOfShares({ part: one.competent, whole: one.tested }, { part: two.competent, whole: two.tested }) : null,
      }
    }),
    urbanVillages: codes.map((code) => {
      const [one, two] = [now.urbanVillages.get(code) ?? null, other.urbanVillages.get(code) ?? null]
      return { code, now: one, other: two, meanDifference: one && two ? differenceOfMeans(one, two) : null }
    }),
  }
}

function spreadOf({ distribution: { count, figures } }: DistributionView) {
  return { count, mean: figures.mean, standardDeviation: figures.standardDeviation }
}

function passedOf({ distribution: { count, passed } }: DistributionView) {
  return { part: passed, whole: count }
}

function fieldShare(view: DistributionView, field: ServiceField): FieldShare | null {
  const figures = view.fields.find((each) => each.field === field)?.figures ?? null
  return figures === null ? null : { competent: figures.competent, tested: figures.competent + figures.notYetCompetent }
}
