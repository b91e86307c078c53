import { redirect } from '@remix-run/node'
import { AppealId } from '#app/domain/shared/id.ts'
import { LARGEST_DOCUMENT } from '#app/domain/verification/document-file.ts'
import { attachToAppeal } from '#app/use-cases/determination/appeal-files.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'
import { readPostedForm } from '#app/web/upload.server.ts'

const FORM_AROUND = 64 * 1024

/** One more piece of evidence; what is wrong with it is told on the appeal's page. */
export const action = guardedAction('appeal.file-for', async ({ actor, params, request }) => {
  const appealId = AppealId.safeParse(params.appealId)
  if (!appealId.success) return notFound()
  const page = `/office/appeals/${appealId.data}`
  const posted = await readPostedForm(request, LARGEST_DOCUMENT + FORM_AROUND)
  if (posted === null) throw redirect(`${page}?problem=too-large`)
  const file = posted.files.get('file')?.[0]
  if (file === undefined) throw redirect(`${page}?problem=empty`)
  const result = await attachToAppeal(actor, appealId.data, file.bytes)
  if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  throw redirect(result.ok ? page : `${page}?problem=${result.refusal.kind}`)
})
