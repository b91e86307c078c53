import { SelectionRunId } from '#app/domain/shared/id.ts'
import { exportSelectionList } from '#app/use-cases/selection/export-selection-list.server.ts'
import { download, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The list as an Excel file: a recap and one sheet per kelurahan. */
export const loader = guardedLoader('selection.read', async ({ actor, params, locale }) => {
  const runId = SelectionRunId.safeParse(params.runId)
  if (!runId.success) return notFound()
  const result = await exportSelectionList(actor, runId.data, { kind: 'xlsx' }, locale)
  if (!result.ok) return answerRefusal(result.refusal)
  return download({ ...result.value, contentType: XLSX })
})
