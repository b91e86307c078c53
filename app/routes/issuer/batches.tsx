import { useLoaderData } from '@remix-run/react'
import { BatchTable } from '#app/components/certificates/batch-table.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { browseBatches } from '#app/use-cases/certificates/browse-batches.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(issuingWords, ({ batches }) => batches)

export const loader = guardedLoader('certificate.read', async ({ actor, locale }) => {
  const result = await browseBatches(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    rows: result.value.map(({ id, requestedAt, signer, state, all, counts }) => ({
      id,
      startedOn: formatMoment(requestedAt, locale),
      signer,
      state,
      all,
      published: counts.published,
    })),
  }
})

export default function BatchesPage() {
  const words = useWords(issuingWords)
  const { rows } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={words.batches} lead={words.batchesLead} back={{ to: '/issuer/certificates', label: words.toCertificates }} />
      <BatchTable rows={rows} />
    </>
  )
}
