import type { RegisteredAppeal } from '#app/documents/appeal-register.server.tsx'
import { orderOf } from '#app/documents/press.server.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { listAppeals } from './appeal-store.server.ts'
import { findAppealTexts } from './appeal-text-store.server.ts'

type Exported = { readonly fileName: string; readonly bytes: Uint8Array }
type Register = { readonly periodName: string; readonly appeals: readonly RegisteredAppeal[]; readonly at: Date }
type NotFound = { readonly kind: 'not-found' }

/** The register of a period as Excel, as far as the reader's regions go; the trail keeps that it was taken out. */
export async function exportAppealRegister(actor: Actor, periodId: PeriodId, locale: Locale): Promise<Result<Exported, NotFound>> {
  const recorded = await inTransaction<Register, NotFound>(async (transaction) => {
    const scope = scopeFor(actor, 'appeal.read')
    const period = scope === null ? null : await findPeriod(transaction, periodId)
    if (scope === null || period === null) return refuse({ kind: 'not-found' })
    const listed = await listAppeals(transaction, scope, periodId)
    const texts = await findAppealTexts(
      transaction,
      listed.map(({ id }) => id),
    )
    const appeals = listed.flatMap((appeal) => {
      const text = texts.get(appeal.id)
      return text === undefined ? [] : [{ ...appeal, ...text }]
    })
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'appeal-register.exported', subject: periodId, detail: { appeals: appeals.length } },
    })
    return accept({ periodName: period.name, appeals, at })
  })
  if (!recorded.ok) return recorded
  const bytes = await pressAside(orderOf('appeal-register-workbook', recorded.value, { demo: environment().demo, locale }))
  return accept({ fileName: `${determinationPaperWords[locale].register.fileName}.xlsx`, bytes })
}
