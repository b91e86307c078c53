import { FunnelQuery } from '#app/domain/analytics/distribution-view.ts'
import { exportFunnel } from '#app/use-cases/analytics/export-funnel.server.ts'
import { download, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The Excel file behind the funnel page, by the same filter. */
export const loader = guardedLoader('distribution.read', async ({ actor, url, locale }) => {
  const query = FunnelQuery.safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) return notFound()
  const result = await exportFunnel(actor, query.data, locale)
  if (!result.ok) return answerRefusal(result.refusal)
  return download({ ...result.value, contentType: XLSX })
})
