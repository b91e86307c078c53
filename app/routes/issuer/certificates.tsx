import { useActionData, useLoaderData } from '@remix-run/react'
import { BatchNotice } from '#app/components/certificates/batch-notice.tsx'
import { CertificateFilters } from '#app/components/certificates/certificate-filters.tsx'
import { IssuedCertificates } from '#app/components/certificates/issued-certificates.tsx'
import { ReadyResults } from '#app/components/certificates/ready-results.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { formatPrintedScore } from '#app/domain/certificates/certificate.ts'
import { CertificateQuery, certificateSearch, narrowingOf, PAGE_SIZE } from '#app/domain/certificates/certificate-forms.ts'
import { formatDate, formatDay } from '#app/domain/shared/calendar.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { commonWords } from '#app/text/common.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { signersHere } from '#app/use-cases/certificates/browse-batches.server.ts'
import { browseCertificates, browseOpenChanges } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { approveBatch } from '#app/web/approve-batch.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(certificateWords, ({ title }) => title)

export const loader = guardedLoader('certificate.read', async ({ actor, url, locale }) => {
  const query = CertificateQuery.parse(Object.fromEntries(url.searchParams))
  const { filter, rows: page } = narrowingOf(query)
  const result = await browseCertificates(actor, query.tab, filter, page)
  if (!result.ok) return answerRefusal(result.refusal)
  const { counts, districts } = result.value
  const changes = await browseOpenChanges(actor)
  const list =
    result.value.tab === 'ready'
      ? {
          kind: 'ready' as const,
          next: result.value.next,
          rows: result.value.rows.map(
            ({ resultId, holderName, participantNumber, urbanVillageName, examTitle, total, confirmedAt, mayIssue }) => ({
              resultId,
              holderName,
              participantNumber,
              urbanVillageName,
              examTitle,
              total: formatPrintedScore(total, locale),
              confirmedOn: formatDate(confirmedAt, locale),
              mayIssue,
            }),
          ),
        }
      : {
          kind: 'issued' as const,
          standing: result.value.tab,
          rows: result.value.rows.map(({ issuedAt, validUntil, ...row }) => ({
            ...row,
            issuedOn: formatDate(issuedAt, locale),
            validUntil: formatDay(validUntil, locale),
          })),
        }
  return {
    query,
    counts,
    districts,
    pages: Math.max(1, Math.ceil(counts[query.tab] / PAGE_SIZE)),
    mayIssue: mayEnter(actor, 'certificate.issue'),
    signers: [...signersHere(actor)],
    openChanges: changes.ok ? changes.value.length : 0,
    list,
  }
})

export const action = guardedAction('certificate.issue', (context) => approveBatch('competence', context))

export default function CertificatesPage() {
  const words = useWords(certificateWords)
  const issuing = useWords(issuingWords)
  const badge = useWords(skillBadgeWords)
  const common = useWords(commonWords)
  const { query, counts, districts, pages, mayIssue, signers, openChanges, list } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          <>
            <LinkButton to="/issuer/badges">{badge.page}</LinkButton>
            <LinkButton to="/issuer/batches">{issuing.batches}</LinkButton>
            <LinkButton to="/issuer/changes">
              {issuing.changes} ({openChanges})
            </LinkButton>
          </>
        }
      />
      <BatchNotice report={useActionData<typeof action>()} />
      <CertificateFilters query={query} counts={counts} regions={districts} />
      {list.kind === 'ready' ? (
        <ReadyResults rows={list.rows} approval={{ next: list.next, mayIssue, signers }} />
      ) : (
        <IssuedCertificates rows={list.rows} standing={list.standing} />
      )}
      <Pagination
        page={query.page}
        pages={pages}
        hrefFor={(page) => `/issuer/certificates${certificateSearch({ ...query, page })}`}
        words={common}
      />
    </>
  )
}
