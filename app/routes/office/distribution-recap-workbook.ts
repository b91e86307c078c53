import { RecapQuery } from '#app/domain/analytics/distribution-view.ts'
import { exportScoreRecap } from '#app/use-cases/analytics/export-score-recap.server.ts'
import { download, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** Every person's result of an exam, as Excel. */
export const loader = guardedLoader('result.read', async ({ actor, url, locale }) => {
  const query = RecapQuery.safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) return notFound()
  const result = await exportScoreRecap(actor, query.data.exam, locale)
  if (!result.ok) return answerRefusal(result.refusal)
  return download({ ...result.value, contentType: XLSX })
})
