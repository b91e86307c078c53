import { publishRootCertificate } from '#app/use-cases/certificates/publish-keys.server.ts'
import { download } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('certificate.check', async ({ actor }) => {
  const result = await publishRootCertificate(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return download({ bytes: Buffer.from(result.value), fileName: 'tera-akar.pem', contentType: 'application/x-pem-file' })
})
