import { CaseDocumentId, EligibilityCaseId } from '#app/domain/shared/id.ts'
import { readCaseDocument } from '#app/use-cases/verification/case-documents.server.ts'
import { download } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('verification.read', async ({ actor, params }) => {
  const caseId = EligibilityCaseId.safeParse(params.caseId)
  const documentId = CaseDocumentId.safeParse(params.documentId)
  if (!caseId.success || !documentId.success) return notFound()
  const result = await readCaseDocument(actor, caseId.data, documentId.data)
  return result.ok ? download(result.value) : answerRefusal(result.refusal)
})
