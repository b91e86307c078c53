import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { type Funnel, funnelOf } from '#app/domain/analytics/funnel.ts'
import { isInView, type RegionAsked } from '#app/domain/analytics/person-score.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { latestPolicy, listPeriods } from '../period/period-store.server.ts'
import { listRegionsInScope, type RegionsInScope } from './distribution-store.server.ts'
import { countFunnel } from './funnel-store.server.ts'

export type FunnelQuestion = RegionAsked & { /** Null: the newest one. */ readonly periodId: PeriodId | null }

export type PeriodFunnel = {
  readonly periods: readonly AssessmentPeriod[]
  readonly regions: RegionsInScope
  /** Null while there is no period. */
  readonly chosen: { readonly period: AssessmentPeriod; readonly minimumGroup: number; readonly funnel: Funnel } | null
}

/** How far the people of a period have come, within the regions of the actor. */
export function readFunnel(
  actor: Actor,
  question: FunnelQuestion,
): Promise<Result<PeriodFunnel, { readonly kind: 'forbidden' } | { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'distribution.read')
    if (scope === null) return refuse({ kind: 'forbidden' })
    const regions = await listRegionsInScope(transaction, scope)
    if (!isInView(regions, question)) return refuse({ kind: 'not-found' })
    const periods = await listPeriods(transaction)
    const period = question.periodId === null ? periods[0] : periods.find(({ id }) => id === question.periodId)
    if (period === undefined) return question.periodId === null ? accept({ periods, regions, chosen: null }) : refuse({ kind: 'not-found' })
    const { settings } = await latestPolicy(transaction, period.id)
    const rows = await countFunnel(transaction, scope, period.id)
    const minimumGroup = settings.minimumGroupOffice
    return accept({ periods, regions, chosen: { period, minimumGroup, funnel: funnelOf(rows, question, minimumGroup) } })
  })
}
