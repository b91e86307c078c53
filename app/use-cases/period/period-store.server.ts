import { z } from 'zod'
import { AssessmentPeriod, type PeriodState } from '#app/domain/period/period.ts'
import { Policy, type PolicyVersion } from '#app/domain/period/policy.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'

export async function findPeriod(transaction: Transaction, periodId: PeriodId): Promise<AssessmentPeriod | null> {
  const row = await transaction.assessmentPeriod.findUnique({ where: { id: periodId } })
  return row ? toPeriod(row) : null
}

/** The period, held until the transaction ends: its state stays what it is meanwhile. */
export async function lockPeriod(transaction: Transaction, periodId: PeriodId): Promise<AssessmentPeriod | null> {
  await transaction.$queryRaw`SELECT 1 FROM assessment_period WHERE id = ${periodId}::uuid FOR UPDATE`
  return findPeriod(transaction, periodId)
}

/** The newest period first. */
export async function listPeriods(transaction: Transaction): Promise<AssessmentPeriod[]> {
  const rows = await transaction.assessmentPeriod.findMany({ orderBy: [{ startsOn: 'desc' }, { code: 'asc' }] })
  return rows.map(toPeriod)
}

/** False when the code is taken. */
export async function insertPeriod(transaction: Transaction, period: AssessmentPeriod): Promise<boolean> {
  const { count } = await transaction.assessmentPeriod.createMany({
    data: [{ ...period, startsOn: new Date(`${period.startsOn}T00:00:00Z`) }],
    skipDuplicates: true,
  })
  return count === 1
}

/** False when the period is no longer in the state from which it was to go on. */
export async function changePeriodState(
  transaction: Transaction,
  periodId: PeriodId,
  from: PeriodState,
  to: PeriodState,
): Promise<boolean> {
  const { count } = await transaction.assessmentPeriod.updateMany({ where: { id: periodId, state: from }, data: { state: to } })
  return count === 1
}

/** The policy in force. Throws when the period has none: every period is made with its first version. */
export async function latestPolicy(transaction: SqlTransaction, periodId: PeriodId): Promise<PolicyVersion> {
  const rows = await transaction.$queryRaw`
    SELECT ${versionColumns} FROM policy_version WHERE period_id = ${periodId}::uuid ORDER BY version DESC LIMIT 1`
  return VersionRow.parse(rows[0])
}

/** Throws when the period has no such version. */
export async function policyOfVersion(transaction: SqlTransaction, periodId: PeriodId, version: number): Promise<PolicyVersion> {
  const rows = await transaction.$queryRaw`
    SELECT ${versionColumns} FROM policy_version WHERE period_id = ${periodId}::uuid AND version = ${version}`
  return VersionRow.parse(rows[0])
}

const versionColumns = Prisma.sql`version, settings, reason, changed_by AS "changedBy", changed_at AS "changedAt"`
const VersionRow = z.object({
  version: z.number().int(),
  settings: Policy,
  reason: z.string(),
  changedBy: z.string(),
  changedAt: z.coerce.date(),
})

/** A version with the name of whoever made it; null when a job did. */
export type NamedPolicyVersion = PolicyVersion & { readonly changedByName: string | null }

const NamedRow = z.object({
  version: z.number(),
  settings: Policy,
  reason: z.string(),
  changed_by: z.string(),
  changed_at: z.coerce.date(),
  display_name: z.string().nullable(),
})

/** Every version, the newest first. */
export async function listPolicyVersions(transaction: Transaction, periodId: PeriodId): Promise<NamedPolicyVersion[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT v.version, v.settings, v.reason, v.changed_by, v.changed_at, a.display_name
    FROM policy_version v LEFT JOIN account a ON a.id::text = v.changed_by
    WHERE v.period_id = ${periodId}::uuid ORDER BY v.version DESC`
  return rows.map((row) => {
    const version = NamedRow.parse(row)
    return {
      version: version.version,
      settings: version.settings,
      reason: version.reason,
      changedBy: version.changed_by,
      changedAt: version.changed_at,
      changedByName: version.display_name,
    }
  })
}

/** False when that version exists already: a colleague was faster. */
export async function insertPolicyVersion(transaction: Transaction, periodId: PeriodId, version: PolicyVersion): Promise<boolean> {
  const { count } = await transaction.policyVersion.createMany({ data: [{ periodId, ...version }], skipDuplicates: true })
  return count === 1
}

function toPeriod(row: { startsOn: Date } & Record<string, unknown>): AssessmentPeriod {
  return AssessmentPeriod.parse({ ...row, startsOn: row.startsOn.toISOString().slice(0, 10) })
}
