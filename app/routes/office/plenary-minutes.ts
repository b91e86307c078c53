import { PlenaryId } from '#app/domain/shared/id.ts'
import { printPlenaryMinutes } from '#app/use-cases/determination/print-plenary-minutes.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The minutes of a closed plenary, on F4 unless A4 is asked for. */
export const loader = guardedLoader('plenary.read', async ({ actor, params, url }) => {
  const plenaryId = PlenaryId.safeParse(params.plenaryId)
  if (!plenaryId.success) return notFound()
  const result = await printPlenaryMinutes(actor, plenaryId.data, url.searchParams.get('paper') === 'A4' ? 'A4' : 'F4')
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
