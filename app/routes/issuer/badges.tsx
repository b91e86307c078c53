import { useActionData, useLoaderData } from '@remix-run/react'
import { BatchNotice } from '#app/components/certificates/batch-notice.tsx'
import { formatCount, NarrowingForm } from '#app/components/certificates/certificate-filters.tsx'
import { BadgeObstacles, ReadyBadges } from '#app/components/certificates/ready-badges.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { CertificateQuery, certificateSearch, narrowingOf, PAGE_SIZE } from '#app/domain/certificates/certificate-forms.ts'
import { commonWords } from '#app/text/common.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { browseBadges } from '#app/use-cases/certificates/browse-badges.server.ts'
import { signersHere } from '#app/use-cases/certificates/browse-batches.server.ts'
import { approveBatch } from '#app/web/approve-batch.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(skillBadgeWords, ({ page }) => page)

export const loader = guardedLoader('certificate.read', async ({ actor, url }) => {
  const query = CertificateQuery.parse(Object.fromEntries(url.searchParams))
  const { filter, rows: page } = narrowingOf(query)
  const result = await browseBadges(actor, filter, page)
  if (!result.ok) return answerRefusal(result.refusal)
  const { districts, lacksFramework, underAsked, candidates, earned, rows, next } = result.value
  return {
    query: { ...query, tab: 'ready' as const },
    districts,
    lacksFramework,
    underAsked: [...underAsked],
    candidates,
    earned,
    next,
    pages: Math.max(1, Math.ceil(earned / PAGE_SIZE)),
    mayIssue: mayEnter(actor, 'certificate.issue'),
    signers: [...signersHere(actor)],
    rows: rows.map(({ badge, resultId, holderName, participantNumber, urbanVillageName, mayIssue }) => ({
      level: badge.name,
      groups: badge.groups.map(({ name }) => name),
      resultId,
      holderName,
      participantNumber,
      urbanVillageName,
      mayIssue,
    })),
  }
})

export const action = guardedAction('certificate.issue', (context) => approveBatch('skill-badge', context))

export default function BadgesPage() {
  const words = useWords(skillBadgeWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const { query, districts, lacksFramework, underAsked, candidates, earned, next, pages, mayIssue, signers, rows } =
    useLoaderData<typeof loader>()
  const hrefFor = (page: number) => `/issuer/badges${certificateSearch({ ...query, page })}`
  return (
    <>
      <PageHeader title={words.page} lead={words.lead} back={{ to: '/issuer/certificates', label: words.toCertificates }} />
      <p className="mb-4 max-w-[70ch]">{words.notTheirs}</p>
      <BatchNotice report={useActionData<typeof action>()} ofBadges />
      <BadgeObstacles lacksFramework={lacksFramework} underAsked={underAsked} />
      <NarrowingForm key={hrefFor(1)} query={query} regions={districts} textLabel={words.filterText} />
      <p className="mb-4">{words.readyOf(formatCount(earned, locale), formatCount(candidates, locale))}</p>
      <ReadyBadges rows={rows} approval={{ next, mayIssue, signers }} />
      <Pagination page={query.page} pages={pages} hrefFor={hrefFor} words={common} />
    </>
  )
}
