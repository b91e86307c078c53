import { makeRosterTemplate } from '#app/use-cases/roster/make-roster-template.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

const FORMATS = {
  xlsx: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', fileName: 'format-kader.xlsx' },
  csv: { contentType: 'text/csv; charset=utf-8', fileName: 'format-kader.csv' },
} as const

/** The empty form of a roster, to download. */
export const loader = guardedLoader('roster.import', async ({ actor, url, locale }) => {
  const format = url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx'
  const result = await makeRosterTemplate(actor, { format, locale })
  if (!result.ok) return answerRefusal(result.refusal)
  const { contentType, fileName } = FORMATS[format]
  return new Response(new Uint8Array(result.value), {
    headers: { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${fileName}"` },
  })
})
