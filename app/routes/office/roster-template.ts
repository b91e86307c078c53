import { makeRosterTemplate } from '#app/use-cases/roster/make-roster-template.server.ts'
import { download, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

/** The empty form of a roster, to download. */
export const loader = guardedLoader('roster.import', async ({ actor, url, locale }) => {
  const format = url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx'
  const result = await makeRosterTemplate(actor, { format, locale })
  if (!result.ok) return answerRefusal(result.refusal)
  if (format === 'csv') return download({ bytes: result.value, contentType: 'text/csv; charset=utf-8', fileName: 'format-kader.csv' })
  return download({ bytes: result.value, contentType: XLSX, fileName: 'format-kader.xlsx' })
})
