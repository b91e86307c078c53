import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BatchNotice, type BatchReport } from '#app/components/certificates/batch-notice.tsx'
import { CertificateFilters } from '#app/components/certificates/certificate-filters.tsx'
import { IssuedCertificates } from '#app/components/certificates/issued-certificates.tsx'
import { ReadyResults } from '#app/components/certificates/ready-results.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { formatPrintedScore } from '#app/domain/certificates/certificate.ts'
import { BATCH_LIMIT, CertificateQuery, certificateSearch, IssueForm, PAGE_SIZE } from '#app/domain/certificates/certificate-forms.ts'
import { formatDate, formatDay } from '#app/domain/shared/calendar.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { commonWords } from '#app/text/common.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { signersHere } from '#app/use-cases/certificates/browse-batches.server.ts'
import { browseCertificates, browseOpenChanges } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { issueCertificates, issueReadyCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(certificateWords, ({ title }) => title)

const filterOf = ({ q, region }: CertificateQuery) => ({ text: q, regionCode: region === '' ? undefined : region })

export const loader = guardedLoader('certificate.read', async ({ actor, url, locale }) => {
  const query = CertificateQuery.parse(Object.fromEntries(url.searchParams))
  const result = await browseCertificates(actor, query.tab, filterOf(query), { offset: (query.page - 1) * PAGE_SIZE, limit: PAGE_SIZE })
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

export const action = guardedAction('certificate.issue', async ({ actor, request, url }): Promise<BatchReport> => {
  const query = CertificateQuery.parse(Object.fromEntries(url.searchParams))
  const form = await parseForm(request, IssueForm)
  if (!form.ok) return { kind: 'nothing-chosen' }
  const { intent, result: chosen, signer } = form.value
  if (intent === 'chosen' && chosen.length === 0) return { kind: 'nothing-chosen' }
  const result =
    intent === 'chosen'
      ? await issueCertificates(actor, chosen, signer)
      : await issueReadyCertificates(actor, filterOf(query), BATCH_LIMIT, signer)
  if (!result.ok) return answerRefusal(result.refusal)
  const { batchId, refused } = result.value
  if (batchId !== null) throw redirect(`/issuer/batches/${batchId}`)
  return { kind: 'refused', refused }
})

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
        <ReadyResults rows={list.rows} next={list.next} mayIssue={mayIssue} signers={signers} />
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
