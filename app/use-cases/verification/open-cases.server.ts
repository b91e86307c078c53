import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { PERIOD_STATES } from '#app/domain/period/period.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { lockPeriod } from '../period/period-store.server.ts'
import { insertDraftCases } from './case-store.server.ts'

export type OpenCasesRefusal = { readonly kind: 'not-found' } | { readonly kind: 'period-over' } | { readonly kind: 'nobody-to-verify' }

/** Opens a case for every registered candidate, in the actor's regions, who has none. Doing it again adds only who is new. */
export function openCases(actor: Actor, periodId: PeriodId): Promise<Result<{ opened: number }, OpenCasesRefusal>> {
  return inTransaction<{ opened: number }, OpenCasesRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'verification.open')
    const period = await lockPeriod(transaction, periodId)
    if (scope === null || period === null) return refuse({ kind: 'not-found' })
    if (PERIOD_STATES.indexOf(period.state) > PERIOD_STATES.indexOf('marking')) return refuse({ kind: 'period-over' })
    const at = await databaseNow(transaction)
    const opened = await insertDraftCases(transaction, scope, periodId, at)
    if (opened === 0) return refuse({ kind: 'nobody-to-verify' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'verification.opened', subject: periodId, detail: { cases: opened } },
    })
    return accept({ opened })
  })
}
