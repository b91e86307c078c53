import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { GroupTooSmall } from '#app/domain/analytics/distribution.ts'
import { type DistributionFilter, type DistributionView, distributionView } from '#app/domain/analytics/distribution-view.ts'
import { type HeatMap, heatMap } from '#app/domain/analytics/heat-map.ts'
import { isInView } from '#app/domain/analytics/person-score.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import {
  type ExamWithResults,
  listExamsWithResults,
  listRegionsInScope,
  type RegionsInScope,
  scoresForDistribution,
} from './distribution-store.server.ts'

export type ScoreDistribution = {
  readonly exams: readonly ExamWithResults[]
  readonly regions: RegionsInScope
  /** Null while no exam has results. `cut` is of 100, a decimal with a point. */
  readonly chosen: {
    readonly exam: ExamWithResults
    readonly cut: string
    readonly minimumGroup: number
    readonly content: DistributionView | GroupTooSmall
    /** Kelurahan by field, of the same people; worked out when it is asked for. */
    readonly heatMap: () => HeatMap
  } | null
}

export type DistributionRefusal = { readonly kind: 'forbidden' } | { readonly kind: 'not-found' }

/** The scores of an exam as DP3AP2KB reads them, within the regions of the actor, and never of a group below the policy's minimum. */
export function scoreDistribution(actor: Actor, filter: DistributionFilter): Promise<Result<ScoreDistribution, DistributionRefusal>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'distribution.read')
    if (scope === null) return refuse({ kind: 'forbidden' })
    const regions = await listRegionsInScope(transaction, scope)
    // A region that the actor may not see is answered like one that does not exist.
    if (!isInView(regions, filter)) return refuse({ kind: 'not-found' })
    const exams = await listExamsWithResults(transaction)
    const exam = filter.examId === null ? exams[0] : exams.find(({ id }) => id === filter.examId)
    if (exam === undefined) return filter.examId === null ? accept({ exams, regions, chosen: null }) : refuse({ kind: 'not-found' })
    const { settings } = await latestPolicy(transaction, exam.periodId)
    const people = await scoresForDistribution(transaction, scope, { examId: exam.id })
    const cut = filter.field === null ? settings.totalThreshold : settings.fieldThreshold
    const minimumGroup = settings.minimumGroupOffice
    return accept({
      exams,
      regions,
      chosen: {
        exam,
        cut,
        minimumGroup,
        content: distributionView(people, filter, { cut: Number(cut), minimumGroup }),
        heatMap: () => heatMap(people, filter, minimumGroup),
      },
    })
  })
}
