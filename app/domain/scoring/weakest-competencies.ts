import type { FormContent } from '../assembly/exam-form.ts'
import type { ServiceField } from '../roster/service-field.ts'
import { compareFractions, type Fraction, fraction } from '../shared/points.ts'
import type { ItemScore } from './item-score.ts'

export type CompetencyScore = { readonly competency: string; readonly field: ServiceField /** Of 100. */; readonly score: Fraction }

/** What to learn next: the competencies with the lowest scores, those with every point left out, ties by their code. */
export function weakestCompetencies(form: FormContent, items: readonly ItemScore[], count: number): CompetencyScore[] {
  const earned = new Map(items.map(({ position, points }) => [position, points ?? 0n]))
  const sums = new Map<string, { field: ServiceField; earned: bigint; maximum: bigint }>()
  for (const { competency, field, position, points } of form.items) {
    const sum = sums.get(competency) ?? { field, earned: 0n, maximum: 0n }
    sums.set(competency, { field, earned: sum.earned + (earned.get(position) ?? 0n), maximum: sum.maximum + BigInt(points) })
  }
  return [...sums]
    .flatMap(([competency, sum]) =>
      sum.maximum > 0n && sum.earned < sum.maximum
        ? [{ competency, field: sum.field, score: fraction(100n * sum.earned, sum.maximum) }]
        : [],
    )
    .sort((left, right) => compareFractions(left.score, right.score) || (left.competency < right.competency ? -1 : 1))
    .slice(0, count)
}
