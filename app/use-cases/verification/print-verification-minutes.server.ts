import { renderVerificationMinutes } from '#app/documents/verification-minutes.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { RegionCode } from '#app/domain/access/role.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { verificationMinutesWords } from '#app/text/verification-minutes.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod, latestPolicy } from '../period/period-store.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { listCases, listHands } from './case-store.server.ts'

type Printed = { readonly fileName: string; readonly bytes: Uint8Array }
type Refusal = { readonly kind: 'not-found' } | { readonly kind: 'no-cases' }

/** The minutes of one kelurahan as they stand now, on F4; that they were taken out is recorded. */
export async function printVerificationMinutes(
  actor: Actor,
  periodId: PeriodId,
  regionCode: RegionCode,
): Promise<Result<Printed, Refusal>> {
  type Loaded = Parameters<typeof renderVerificationMinutes>[0]
  const loaded = await inTransaction<Loaded, Refusal>(async (transaction) => {
    if (!may(actor, 'verification.read', { regionCode })) return refuse({ kind: 'not-found' })
    const period = await findPeriod(transaction, periodId)
    const village = (await listUrbanVillages(transaction)).find(({ code }) => code === regionCode)
    if (period === null || village === undefined) return refuse({ kind: 'not-found' })
    const cases = await listCases(transaction, { kind: 'within', codes: [regionCode] }, { periodId }, null)
    if (cases.length === 0) return refuse({ kind: 'no-cases' })
    const policy = await latestPolicy(transaction, periodId)
    const at = await databaseNow(transaction)
    const hands = await listHands(transaction, periodId, regionCode)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'verification.minutes-printed', subject: periodId, detail: { region: regionCode, cases: cases.length } },
    })
    return accept({
      village: village.name,
      district: village.districtName,
      period: { name: period.name, year: period.year },
      policy: { version: policy.version, minimumAge: policy.settings.minimumAge, maximumAge: policy.settings.maximumAge },
      cases: cases.map(({ participantNumber, cadreName, state, decision, reasons }) => ({
        participantNumber,
        name: cadreName,
        state,
        decision,
        reasons,
      })),
      hands,
      at,
    })
  })
  if (!loaded.ok) return loaded
  const bytes = await renderVerificationMinutes(loaded.value, { paper: 'F4', demo: environment().demo })
  return accept({ fileName: `${verificationMinutesWords.id.fileName}-${regionCode}.pdf`, bytes })
}
