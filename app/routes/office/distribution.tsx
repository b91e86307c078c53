import { useLoaderData } from '@remix-run/react'
import { DistributionContent } from '#app/components/analytics/distribution-content.tsx'
import { DistributionFilters } from '#app/components/analytics/distribution-filters.tsx'
import { DistributionTabs } from '#app/components/analytics/distribution-tabs.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { DistributionQuery, distributionSearch, funnelSearch } from '#app/domain/analytics/distribution-view.ts'
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
    exams,
    districts: regions.districts,
    urbanVillages: regions.urbanVillages,
    chosenExamId: chosen.exam.id,
    filter,
    search: distributionSearch({ ...filter, examId: chosen.exam.id }),
    funnelSearch: funnelSearch({ ...filter, periodId: chosen.exam.periodId }),
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
      <>
        <PageHeader title={words.title} lead={words.lead} />
        <DistributionTabs search="" funnelSearch="" mayReadResults={page.mayReadResults} />
        <EmptyState title={words.noResults}>{words.noResultsText}</EmptyState>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          page.kind === 'shown' ? (
            <LinkButton to={`/office/distribution.xlsx${page.search}`} reload>
              {words.download}
            </LinkButton>
          ) : undefined
        }
      />
      <DistributionTabs search={page.search} funnelSearch={page.funnelSearch} mayReadResults={page.mayReadResults} />
      <DistributionFilters
        to="/office/distribution"
        exams={page.exams}
        districts={page.districts}
        urbanVillages={page.urbanVillages}
        chosenExamId={page.chosenExamId}
        filter={page.filter}
      />
      {page.kind === 'shown' ? (
        <DistributionContent {...page.content} />
      ) : (
        <EmptyState title={words.tooSmall}>{words.tooSmallText(page.minimum)}</EmptyState>
      )}
    </>
  )
}
