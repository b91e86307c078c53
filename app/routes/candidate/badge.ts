import { printOwnCertificate } from '#app/use-cases/certificates/print-certificate.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('certificate.read-own', async ({ actor }) => {
  const result = await printOwnCertificate(actor, 'skill-badge')
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
