import { CertificateId } from '#app/domain/shared/id.ts'
import { printCertificate } from '#app/use-cases/certificates/print-certificate.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('certificate.read', async ({ actor, params }) => {
  const certificateId = CertificateId.safeParse(params.certificateId)
  if (!certificateId.success) return notFound()
  const result = await printCertificate(actor, certificateId.data)
  return result.ok ? download({ ...result.value, contentType: PDF }) : answerRefusal(result.refusal)
})
