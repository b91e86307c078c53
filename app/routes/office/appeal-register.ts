import { PeriodId } from '#app/domain/shared/id.ts'
import { exportAppealRegister } from '#app/use-cases/determination/export-appeal-register.server.ts'
import { download, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The register of a period's appeals, as Excel. */
export const loader = guardedLoader('appeal.read', async ({ actor, params, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const result = await exportAppealRegister(actor, periodId.data, locale)
  return result.ok ? download({ ...result.value, contentType: XLSX }) : answerRefusal(result.refusal)
})
