import { DeterminationId } from '#app/domain/shared/id.ts'
import { printDecreeAnnex } from '#app/use-cases/determination/print-decree-annex.server.ts'
import { download, PDF, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The annex of the decree: `pdf`, on F4 unless A4 is asked for, or `xlsx`. */
export const loader = guardedLoader('determination.read', async ({ actor, params, url }) => {
  const id = DeterminationId.safeParse(params.determinationId)
  const { kind } = params
  if (!id.success || (kind !== 'pdf' && kind !== 'xlsx')) return notFound()
  const paper = url.searchParams.get('paper') === 'A4' ? 'A4' : 'F4'
  const result = await printDecreeAnnex(actor, id.data, { kind, paper })
  if (!result.ok) return answerRefusal(result.refusal)
  return download({ ...result.value, contentType: kind === 'pdf' ? PDF : XLSX })
})
