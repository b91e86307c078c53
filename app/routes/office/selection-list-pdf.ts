import { RegionCode } from '#app/domain/access/role.ts'
import { SelectionRunId } from '#app/domain/shared/id.ts'
import { exportSelectionList } from '#app/use-cases/selection/export-selection-list.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The list on F4 or A4: one kelurahan, or the city's recap. */
export const loader = guardedLoader('selection.read', async ({ actor, params, url, locale }) => {
  const runId = SelectionRunId.safeParse(params.runId)
  const asked = url.searchParams.get('village')
  const code = asked === null ? null : RegionCode.safeParse(asked)
  if (!runId.success || code?.success === false) return notFound()
  const paper = url.searchParams.get('paper') === 'A4' ? 'A4' : 'F4'
  const result = await exportSelectionList(actor, runId.data, { kind: 'pdf', paper, code: code?.data ?? null }, locale)
  if (!result.ok) return answerRefusal(result.refusal)
  return download({ ...result.value, contentType: PDF })
})
