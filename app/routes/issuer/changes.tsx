import { Link, useLoaderData } from '@remix-run/react'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { browseOpenChanges } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(issuingWords, ({ changes }) => changes)

export const loader = guardedLoader('certificate.read', async ({ actor, locale }) => {
  const result = await browseOpenChanges(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    rows: result.value.map(({ id, certificateId, serial, holderName, wish, requestedAt }) => ({
      id,
      certificateId,
      serial,
      holderName,
      kind: wish.kind,
      reason: wish.reason,
      requestedOn: formatMoment(requestedAt, locale),
    })),
  }
})

export default function ChangesPage() {
  const words = useWords(issuingWords)
  const certificates = useWords(certificateWords)
  const { rows } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={words.changes} lead={words.changesLead} back={{ to: '/issuer/certificates', label: words.toCertificates }} />
      {rows.length === 0 ? (
        <EmptyState title={words.changesEmpty}>{words.changesEmptyText}</EmptyState>
      ) : (
        <DataTable
          caption={words.changes}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'serial',
              head: certificates.number,
              cell: (row) => (
                <Link to={`/issuer/certificates/${row.certificateId}`} className="whitespace-nowrap text-accent underline">
                  {row.serial}
                </Link>
              ),
            },
            { key: 'holder', head: certificates.holder, cell: (row) => row.holderName },
            { key: 'change', head: words.change, cell: (row) => `${words.changeKinds[row.kind]}: ${words.reasons[row.reason]}` },
            { key: 'requested', head: words.requestedOn, cell: (row) => <span className="whitespace-nowrap">{row.requestedOn}</span> },
          ]}
        />
      )}
    </>
  )
}
