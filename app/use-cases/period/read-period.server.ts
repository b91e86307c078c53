import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { isPolicyOpen } from '#app/domain/period/period.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findPeriod, listPolicyVersions } from './period-store.server.ts'

/** The period with every version of its policy, the one in force first. */
export function readPeriod(actor: Actor, periodId: PeriodId) {
  return reading(async (transaction) => {
    if (!may(actor, 'period.read')) return refuse({ kind: 'forbidden' as const })
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' as const })
    const versions = await listPolicyVersions(transaction, periodId)
    const [current] = versions
    if (!current) throw new Error(`period ${periodId} has no policy`)
    return accept({
      period,
      current,
      versions,
      mayManage: may(actor, 'period.manage'),
      mayChangePolicy: may(actor, 'policy.change') && isPolicyOpen(period),
    })
  })
}
