import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import type { NewPeriod } from '#app/domain/period/period-form.ts'
import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { insertPeriod, insertPolicyVersion } from './period-store.server.ts'
import { changedBy } from './policy-author.server.ts'

/** A period begins in preparation, with the defaults as the first version of its policy. */
export function createPeriod(actor: Actor, wanted: NewPeriod & { readonly isDemo?: boolean }) {
  return inTransaction<AssessmentPeriod, { kind: 'forbidden' | 'code-taken' }>(async (transaction) => {
    if (!may(actor, 'period.manage')) return refuse({ kind: 'forbidden' })
    const at = await databaseNow(transaction)
    const period: AssessmentPeriod = {
      id: PeriodId.parse(newUuid()),
      code: wanted.code,
      name: wanted.name,
      year: Number(wanted.startsOn.slice(0, 4)),
      state: 'preparation',
      startsOn: wanted.startsOn,
      isDemo: wanted.isDemo ?? false,
    }
    if (!(await insertPeriod(transaction, period))) return refuse({ kind: 'code-taken' })
    await insertPolicyVersion(transaction, period.id, {
      version: 1,
      settings: DEFAULT_POLICY,
      reason: FIRST_REASON,
      changedBy: changedBy(actor),
      changedAt: at,
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'period.created', subject: period.id, detail: { code: period.code, startsOn: period.startsOn } },
    })
    return accept(period)
  })
}

const FIRST_REASON = 'Pengaturan bawaan'
