import { useLoaderData } from '@remix-run/react'
import { DistributionContent } from '#app/components/analytics/distribution-content.tsx'
import { DistributionFilters } from '#app/components/analytics/distribution-filters.tsx'
import { DistributionPage, TooFewPeople } from '#app/components/analytics/distribution-page.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { DistributionQuery, viewOf } from '#app/domain/analytics/distribution-view.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { scoreDistribution } from '#app/use-cases/analytics/score-distribution.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(analyticsWords, ({ distribution }) => distribution.title)

export const loader = guardedLoader('distribution.read', async ({ actor, url }) => {
  const query = DistributionQuery.safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) return notFound()
  const filter = query.data
  const result = await scoreDistribution(actor, filter)
  if (!result.ok) return answerRefusal(result.refusal)
  const { exams, regions, chosen } = result.value
  const mayReadResults = mayEnter(actor, 'result.read')
  if (chosen === null) return { kind: 'no-results' as const, mayReadResults }
  const page = {
    ...regions,
    ...viewOf(filter, chosen.exam),
    exams,
    mayReadResults,
  }
  if (chosen.content.kind === 'group-too-small') return { ...page, kind: 'group-too-small' as const, minimum: chosen.content.minimum }
  const { distribution, fields, unmarked, unconfirmed } = chosen.content
  const content = { distribution, fields, unmarked, unconfirmed, field: filter.field, cut: chosen.cut }
  return { ...page, kind: 'shown' as const, content }
})

export default function ScoreDistributionPage() {
  const words = useWords(analyticsWords).distribution
  const page = useLoaderData<typeof loader>()
  if (page.kind === 'no-results') {
    return (
      <DistributionPage title={words.title} lead={words.lead} page={page} workbook={null}>
        <EmptyState title={words.noResults}>{words.noResultsText}</EmptyState>
      </DistributionPage>
    )
  }
  return (
    <DistributionPage
      title={words.title}
      lead={words.lead}
      page={page}
      workbook={page.kind === 'shown' ? `/office/distribution.xlsx${page.search}` : null}
    >
      <DistributionFilters
        to="/office/distribution"
        exams={page.exams}
        districts={page.districts}
        urbanVillages={page.urbanVillages}
        chosenExamId={page.chosenExamId}
        filter={page.filter}
      />
      {page.kind === 'shown' ? <DistributionContent {...page.content} /> : <TooFewPeople minimum={page.minimum} />}
    </DistributionPage>
  )
}
