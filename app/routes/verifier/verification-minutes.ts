import { RegionCode } from '#app/domain/access/role.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { printVerificationMinutes } from '#app/use-cases/verification/print-verification-minutes.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('verification.read', async ({ actor, params }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const regionCode = RegionCode.safeParse(params.regionCode)
  if (!periodId.success || !regionCode.success) return notFound()
  const result = await printVerificationMinutes(actor, periodId.data, regionCode.data)
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
