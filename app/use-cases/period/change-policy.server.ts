import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { decidePolicyChange, type PolicyRefusal } from '#app/domain/period/change-policy.ts'
import type { PolicyChange } from '#app/domain/period/policy-form.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { insertPolicyVersion, latestPolicy, lockPeriod } from './period-store.server.ts'
import { changedBy } from './policy-author.server.ts'

/** Stores the next version of the policy, with the reason. The version that was edited must still be the one in force. */
export function changePolicy(actor: Actor, periodId: PeriodId, change: PolicyChange) {
  return inTransaction<{ version: number }, PolicyRefusal | { kind: 'forbidden' | 'not-found' }>(async (transaction) => {
    if (!may(actor, 'policy.change')) return refuse({ kind: 'forbidden' })
    const period = await lockPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' })
    const current = await latestPolicy(transaction, periodId)
    const decided = decidePolicyChange(period, current, change)
    if (!decided.ok) return decided
    const at = await databaseNow(transaction)
    const { version, changes } = decided.value
    const isNext = await insertPolicyVersion(transaction, periodId, {
      version,
      settings: change.settings,
      reason: change.reason,
      changedBy: changedBy(actor),
      changedAt: at,
    })
    if (!isNext) return refuse({ kind: 'newer-version', version })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'policy.changed', subject: periodId, detail: { version, settings: changes.map((each) => each.key) } },
    })
    return accept({ version })
  })
}
