import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BatchProgress } from '#app/components/certificates/batch-progress.tsx'
import { BatchBadge } from '#app/components/certificates/batch-table.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { BatchForm } from '#app/domain/certificates/certificate-forms.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { CertificateBatchId } from '#app/domain/shared/id.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { readBatch } from '#app/use-cases/certificates/browse-batches.server.ts'
import { pauseBatch, resumeBatch } from '#app/use-cases/certificates/change-batch.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(issuingWords, ({ batch }) => batch)

export const loader = guardedLoader('certificate.read', async ({ actor, params, locale }) => {
  const batchId = CertificateBatchId.safeParse(params.batchId)
  if (!batchId.success) return notFound()
  const result = await readBatch(actor, batchId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { requestedAt, state, stopReason, signer, counts, all, through } = result.value
  return {
    startedOn: formatMoment(requestedAt, locale),
    mayChange: mayEnter(actor, 'certificate.issue'),
    progress: { state, stopReason, signer, counts, all, through },
  }
})

export const action = guardedAction('certificate.issue', async ({ actor, params, request }) => {
  const batchId = CertificateBatchId.safeParse(params.batchId)
  if (!batchId.success) return notFound()
  const form = await parseForm(request, BatchForm)
  if (!form.ok) return withoutSecrets(form.answer)
  const { value } = form
  const official =
    value.intent === 'resume' && value.nik !== undefined && value.passphrase !== undefined
      ? { nik: value.nik, passphrase: value.passphrase }
      : null
  const result = value.intent === 'pause' ? await pauseBatch(actor, batchId.data) : await resumeBatch(actor, batchId.data, official)
  if (result.ok) throw redirect(`/issuer/batches/${batchId.data}`)
  const { kind } = result.refusal
  return kind === 'not-now' || kind === 'official-needed' ? withoutSecrets(form.reject({ '': [kind] })) : answerRefusal(result.refusal)
})

/** What was typed here goes back to nobody, not even to the form. */
function withoutSecrets(answer: ReturnType<Extract<Awaited<ReturnType<typeof parseForm>>, { ok: true }>['reject']>) {
  return { ...answer, initialValue: {} }
}

export default function BatchPage() {
  const words = useWords(issuingWords)
  const { startedOn, mayChange, progress } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={words.batch}
        lead={`${words.startedOn} ${startedOn} · ${words.signers[progress.signer]}`}
        back={{ to: '/issuer/batches', label: words.back }}
        actions={<BatchBadge state={progress.state} />}
      />
      <BatchProgress progress={progress} mayChange={mayChange} problem={useActionData<typeof action>()} />
    </>
  )
}
