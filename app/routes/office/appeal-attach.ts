import { redirect } from '@remix-run/node'
import { AppealId } from '#app/domain/shared/id.ts'
import { LARGEST_DOCUMENT } from '#app/domain/verification/document-file.ts'
import { attachToAppeal } from '#app/use-cases/determination/appeal-files.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { notFound } from '#app/web/refusal.server.ts'
import { readPostedFile } from '#app/web/upload.server.ts'

/** One more piece of evidence; what is wrong with it is told on the appeal's page. */
export const action = guardedAction('appeal.file-for', async ({ actor, params, request }) => {
  const appealId = AppealId.safeParse(params.appealId)
  if (!appealId.success) return notFound()
  const page = `/office/appeals/${appealId.data}`
  const file = await readPostedFile(request, LARGEST_DOCUMENT)
  if (!file.ok) throw redirect(`${page}?problem=${file.refusal.kind}`)
  const result = await attachToAppeal(actor, appealId.data, file.value)
  if (!result.ok && result.refusal.kind === 'not-found') return notFound()
  throw redirect(result.ok ? page : `${page}?problem=${result.refusal.kind}`)
})
