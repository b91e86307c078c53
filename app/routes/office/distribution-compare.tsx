import { useLoaderData } from '@remix-run/react'
import { CompareContent } from '#app/components/analytics/compare-content.tsx'
import { DistributionFilters } from '#app/components/analytics/distribution-filters.tsx'
import { DistributionTabs } from '#app/components/analytics/distribution-tabs.tsx'
import { ExamSelect } from '#app/components/analytics/filter-form.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { CompareQuery, DistributionQuery, distributionSearch, funnelSearch } from '#app/domain/analytics/distribution-view.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { compareTwoPeriods } from '#app/use-cases/analytics/compare-periods.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(distributionPageWords, ({ compare }) => compare.title)

export const loader = guardedLoader('distribution.read', async ({ actor, url }) => {
  const asked = Object.fromEntries(url.searchParams)
  const [query, second] = [DistributionQuery.safeParse(asked), CompareQuery.safeParse(asked)]
  if (!query.success || !second.success) return notFound()
  const filter = query.data
  const result = await compareTwoPeriods(actor, filter, second.data.with)
  if (!result.ok) return answerRefusal(result.refusal)
  const { exams, regions, chosen } = result.value
  const mayReadResults = mayEnter(actor, 'result.read')
  if (chosen.kind === 'one-exam') return { kind: 'one-exam' as const, mayReadResults }
  const { now, other } = chosen
  const search = distributionSearch({ ...filter, examId: now.exam.id })
  const page = {
    ...regions,
    exams,
    filter,
    chosenExamId: now.exam.id,
    otherExamId: other.exam.id,
    search,
    funnelSearch: funnelSearch({ ...filter, periodId: now.exam.periodId }),
    workbook: `/office/distribution.xlsx${search}&with=${other.exam.id}`,
    mayReadResults,
  }
  if (chosen.kind === 'group-too-small') return { ...page, kind: 'group-too-small' as const, minimum: chosen.minimum }
  const { comparison } = chosen
  const side = ({ exam, cut, view }: typeof chosen.now) => ({ name: exam.periodName, cut, distribution: view.distribution })
  const names = new Map(regions.urbanVillages.map(({ code, name, district }) => [code, { name, districtName: district.name }]))
  return {
    ...page,
    kind: 'compared' as const,
    content: {
      now: side(chosen.now),
      other: side(chosen.other),
      comparison: {
        meanDifference: comparison.meanDifference,
        passedDifference: comparison.passedDifference,
        fields: comparison.fields,
      },
      urbanVillages: comparison.urbanVillages.flatMap((pair) => {
        const named = names.get(pair.code)
        return named === undefined ? [] : [{ ...pair, ...named }]
      }),
      isField: filter.field !== null,
    },
  }
})

export default function ComparePeriodsPage() {
  const distribution = useWords(analyticsWords).distribution
  const words = useWords(distributionPageWords).compare
  const page = useLoaderData<typeof loader>()
  if (page.kind === 'one-exam') {
    return (
      <>
        <PageHeader title={words.title} lead={words.lead} />
        <DistributionTabs search="" funnelSearch="" mayReadResults={page.mayReadResults} />
        <EmptyState title={words.oneExam}>{words.oneExamText}</EmptyState>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          page.kind === 'compared' ? (
            <LinkButton to={page.workbook} reload>
              {distribution.download}
            </LinkButton>
          ) : undefined
        }
      />
      <DistributionTabs search={page.search} funnelSearch={page.funnelSearch} mayReadResults={page.mayReadResults} />
      <DistributionFilters
        to="/office/distribution/compare"
        exams={page.exams}
        districts={page.districts}
        urbanVillages={page.urbanVillages}
        chosenExamId={page.chosenExamId}
        filter={page.filter}
      >
        <ExamSelect name="with" label={words.other} exams={page.exams} chosen={page.otherExamId} />
      </DistributionFilters>
      {page.kind === 'compared' ? (
        <CompareContent {...page.content} />
      ) : (
        <EmptyState title={distribution.tooSmall}>{distribution.tooSmallText(page.minimum)}</EmptyState>
      )}
    </>
  )
}
