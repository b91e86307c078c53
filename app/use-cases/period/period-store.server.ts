import { AssessmentPeriod } from '#app/domain/period/period.ts'
import { Policy, type PolicyVersion } from '#app/domain/period/policy.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function findPeriod(transaction: Transaction, periodId: PeriodId): Promise<AssessmentPeriod | null> {
  const row = await transaction.assessmentPeriod.findUnique({ where: { id: periodId } })
  return row ? toPeriod(row) : null
}

/** The newest period first. */
export async function listPeriods(transaction: Transaction): Promise<AssessmentPeriod[]> {
  const rows = await transaction.assessmentPeriod.findMany({ orderBy: [{ startsOn: 'desc' }, { code: 'asc' }] })
  return rows.map(toPeriod)
}

/** The policy in force. Throws when the period has none: every period is made with its first version. */
export async function latestPolicy(transaction: Transaction, periodId: PeriodId): Promise<PolicyVersion> {
  const row = await transaction.policyVersion.findFirstOrThrow({ where: { periodId }, orderBy: { version: 'desc' } })
  return toPolicyVersion(row)
}

export async function policyOfVersion(transaction: Transaction, periodId: PeriodId, version: number): Promise<PolicyVersion> {
  const row = await transaction.policyVersion.findUniqueOrThrow({ where: { periodId_version: { periodId, version } } })
  return toPolicyVersion(row)
}

function toPeriod(row: { startsOn: Date } & Record<string, unknown>): AssessmentPeriod {
  return AssessmentPeriod.parse({ ...row, startsOn: row.startsOn.toISOString().slice(0, 10) })
}

function toPolicyVersion(row: { version: number; settings: unknown; reason: string; changedBy: string; changedAt: Date }): PolicyVersion {
  return { version: row.version, settings: Policy.parse(row.settings), reason: row.reason, changedBy: row.changedBy, changedAt: row.changedAt }
}
