import { AppealId } from '#app/domain/shared/id.ts'
import { readAppealFile } from '#app/use-cases/determination/appeal-files.server.ts'
import { download } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('appeal.read', async ({ actor, params }) => {
  const appealId = AppealId.safeParse(params.appealId)
  if (!appealId.success) return notFound()
  const result = await readAppealFile(actor, appealId.data, params.fileId ?? '')
  return result.ok ? download(result.value) : answerRefusal(result.refusal)
})
