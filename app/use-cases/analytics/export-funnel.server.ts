import { funnelSheets } from '#app/documents/funnel-sheets.server.tsx'
import { workbook } from '#app/documents/workbook.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { villagesInView } from '#app/domain/analytics/distribution-view.ts'
import { formatMoment, type Locale } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type FunnelQuestion, type PeriodFunnel, readFunnel } from './read-funnel.server.ts'

/** The funnel of a period as Excel, with the same figures and the same hidden groups as its page. Recorded before it is handed out. */
export async function exportFunnel(
  actor: Actor,
  question: FunnelQuestion,
  locale: Locale,
): Promise<
  Result<{ readonly bytes: Uint8Array; readonly fileName: string }, { readonly kind: 'forbidden' } | { readonly kind: 'not-found' }>
> {
  const found = await readFunnel(actor, question)
  if (!found.ok) return found
  const { chosen, regions } = found.value
  if (chosen === null) return refuse({ kind: 'not-found' })
  const recorded = await recordExport(actor, question, chosen)
  if (!recorded.ok) return recorded
  const at = recorded.value
  const words = distributionPageWords[locale].funnel
  const { madeAt, demoNote } = analyticsWords[locale].distribution
  const notes = [`${words.title} · ${chosen.period.name}`, madeAt(formatMoment(at, locale)), ...(environment().demo ? [demoNote] : [])]
  const villages = villagesInView(regions.urbanVillages, question)
  return accept({ bytes: await workbook(funnelSheets({ ...chosen, villages }, notes, locale), { at }), fileName: `${words.fileName}.xlsx` })
}

function recordExport(
  actor: Actor,
  { districtCode, urbanVillageCode }: FunnelQuestion,
  { period }: NonNullable<PeriodFunnel['chosen']>,
): Promise<Result<Date, never>> {
  return inTransaction(async (transaction) => {
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'funnel.exported', subject: period.id, detail: { district: districtCode, urbanVillage: urbanVillageCode } },
    })
    return accept(at)
  })
}
