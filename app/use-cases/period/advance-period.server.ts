import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type AssessmentPeriod, advancePeriod as advanced, type PeriodState } from '#app/domain/period/period.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { changePeriodState, findPeriod } from './period-store.server.ts'

type AdvanceRefusal = { kind: 'forbidden' | 'not-found' } | { kind: 'not-the-next-state'; from: PeriodState; to: PeriodState }

/** Takes the period one state on. Whoever comes second is refused. */
export function advancePeriod(actor: Actor, periodId: PeriodId, to: PeriodState) {
  return inTransaction<AssessmentPeriod, AdvanceRefusal>(async (transaction) => {
    if (!may(actor, 'period.manage')) return refuse({ kind: 'forbidden' })
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' })
    const result = advanced(period, to)
    if (!result.ok) return result
    if (!(await changePeriodState(transaction, period.id, period.state, to)))
      return refuse({ kind: 'not-the-next-state', from: period.state, to })
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'period.advanced', subject: period.id, detail: { from: period.state, to } },
    })
    return accept(result.value)
  })
}
