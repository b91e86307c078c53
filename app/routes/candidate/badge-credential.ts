import { downloadOwnCredential } from '#app/use-cases/certificates/print-certificate.server.ts'
import { download } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('certificate.read-own', async ({ actor }) => {
  const result = await downloadOwnCredential(actor, 'skill-badge')
  return result.ok ? download({ ...result.value, contentType: 'application/jwt' }) : answerRefusal(result.refusal)
})
