import { CompareQuery, DistributionQuery } from '#app/domain/analytics/distribution-view.ts'
import { exportDistribution } from '#app/use-cases/analytics/export-distribution.server.ts'
import { download, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The Excel file behind the distribution page, by the same filter. */
export const loader = guardedLoader('distribution.read', async ({ actor, url, locale }) => {
  const asked = Object.fromEntries(url.searchParams)
  const [query, second] = [DistributionQuery.safeParse(asked), CompareQuery.safeParse(asked)]
  if (!query.success || !second.success) return notFound()
  const result = await exportDistribution(actor, query.data, locale, second.data.with)
  if (!result.ok) return answerRefusal(result.refusal)
  return download({ ...result.value, contentType: XLSX })
})
