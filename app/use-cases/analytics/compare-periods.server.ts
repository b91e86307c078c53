import type { Actor } from '#app/domain/access/actor.ts'
import type { GroupTooSmall } from '#app/domain/analytics/distribution.ts'
import type { DistributionFilter, DistributionView } from '#app/domain/analytics/distribution-view.ts'
import { comparePeriods, type PeriodComparison } from '#app/domain/analytics/period-comparison.ts'
import type { ExamId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import type { ExamWithResults, RegionsInScope } from './distribution-store.server.ts'
import { type DistributionRefusal, scoreDistribution } from './score-distribution.server.ts'

export type ComparedExam = { readonly exam: ExamWithResults; readonly cut: string; readonly minimumGroup: number }

export type ComparedPeriods = {
  readonly exams: readonly ExamWithResults[]
  readonly regions: RegionsInScope
  readonly chosen:
    | { readonly kind: 'one-exam' }
    | ({ readonly kind: 'group-too-small'; readonly now: ComparedExam; readonly other: ComparedExam } & GroupTooSmall)
    | {
        readonly kind: 'compared'
        readonly now: ComparedExam & { readonly view: DistributionView }
        readonly other: ComparedExam & { readonly view: DistributionView }
        readonly comparison: PeriodComparison
      }
}

/** Two exams side by side through one filter. Without a second one named, it is the next of another period. */
export async function compareTwoPeriods(
  actor: Actor,
  filter: DistributionFilter,
  otherExamId: ExamId | null,
): Promise<Result<ComparedPeriods, DistributionRefusal>> {
  // The second exam is mostly named, and is then read while the first one is.
  const [found, named] = await Promise.all([
    scoreDistribution(actor, filter),
    otherExamId === null ? null : scoreDistribution(actor, { ...filter, examId: otherExamId }),
  ])
  if (!found.ok) return found
  const { exams, regions, chosen: now } = found.value
  const otherExam = otherExamId ?? exams.find(({ periodId }) => periodId !== now?.exam.periodId)?.id ?? null
  if (now === null || otherExam === null) return accept({ exams, regions, chosen: { kind: 'one-exam' } })
  const second = named ?? (await scoreDistribution(actor, { ...filter, examId: otherExam }))
  if (!second.ok) return second
  const other = second.value.chosen
  if (other === null) return refuse({ kind: 'not-found' })
  for (const { content } of [now, other])
    if (content.kind === 'group-too-small') return accept({ exams, regions, chosen: { ...content, now, other } })
  if (now.content.kind !== 'shown' || other.content.kind !== 'shown') return refuse({ kind: 'not-found' })
  return accept({
    exams,
    regions,
    chosen: {
      kind: 'compared',
      now: { ...now, view: now.content },
      other: { ...other, view: other.content },
      comparison: comparePeriods(now.content, other.content),
    },
  })
}
