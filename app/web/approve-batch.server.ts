import { redirect } from '@remix-run/node'
import type { CertificateKind } from '#app/domain/certificates/certificate.ts'
import { BATCH_LIMIT, type BatchReport, CertificateQuery, IssueForm, narrowingOf } from '#app/domain/certificates/certificate-forms.ts'
import { issueCertificates, issueReady } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { parseForm } from './form.server.ts'
import type { DoorContext } from './guard.server.ts'
import { answerRefusal } from './refusal.server.ts'

/**
 * What an issuer posts from a list of what waits for a document of this kind: chosen rows, or the next of all that the
 * address of the list shows. Goes to the batch, or answers why there is none.
 */
export async function approveBatch(kind: CertificateKind, { actor, request, url }: DoorContext): Promise<BatchReport> {
  const { filter } = narrowingOf(CertificateQuery.parse(Object.fromEntries(url.searchParams)))
  const form = await parseForm(request, IssueForm)
  if (!form.ok) return { kind: 'nothing-chosen' }
  const { intent, result: chosen, signer } = form.value
  if (intent === 'chosen' && chosen.length === 0) return { kind: 'nothing-chosen' }
  const result =
    intent === 'chosen' ? await issueCertificates(actor, chosen, signer, kind) : await issueReady(actor, kind, filter, BATCH_LIMIT, signer)
  if (!result.ok) return answerRefusal(result.refusal)
  const { batchId, refused } = result.value
  if (batchId !== null) throw redirect(`/issuer/batches/${batchId}`)
  return { kind: 'refused', refused }
}
