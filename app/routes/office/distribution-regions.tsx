import { useLoaderData } from '@remix-run/react'
import { DistributionFilters } from '#app/components/analytics/distribution-filters.tsx'
import { DistributionPage, TooFewPeople } from '#app/components/analytics/distribution-page.tsx'
import { Choice } from '#app/components/analytics/filter-form.tsx'
import { RegionContent } from '#app/components/analytics/region-content.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { DistributionQuery, OrderQuery, viewOf, villagesInView } from '#app/domain/analytics/distribution-view.ts'
import { heatCells } from '#app/domain/analytics/heat-map.ts'
import { inOrder, REGION_ORDERS } from '#app/domain/analytics/region-figures.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { scoreDistribution } from '#app/use-cases/analytics/score-distribution.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(distributionPageWords, ({ regions }) => regions.title)

export const loader = guardedLoader('distribution.read', async ({ actor, url }) => {
  const asked = Object.fromEntries(url.searchParams)
  const query = DistributionQuery.safeParse(asked)
  if (!query.success) return notFound()
  const { order } = OrderQuery.parse(asked)
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
    order,
    mayReadResults,
  }
  const { content } = chosen
  if (content.kind === 'group-too-small') return { ...page, kind: 'group-too-small' as const, minimum: content.minimum }
  const { count, figures, passed } = content.distribution
  const heatMap = chosen.heatMap()
  const rows = villagesInView(regions.urbanVillages, filter).map(({ code, name, district }) => ({
    code,
    name,
    districtName: district.name,
    figures: content.urbanVillages.get(code) ?? null,
    cells: heatCells(heatMap.urbanVillages.get(code)),
  }))
  return {
    ...page,
    kind: 'shown' as const,
    content: {
      rows: inOrder(rows, order, (row) => row.figures?.mean ?? null),
      together: heatCells(heatMap.together),
      overall: { count, mean: figures.mean, passed },
      field: filter.field,
      cut: Number(chosen.cut),
      minimumGroup: chosen.minimumGroup,
    },
  }
})

export default function ScoresByRegionPage() {
  const words = useWords(analyticsWords).distribution
  const { regions } = useWords(distributionPageWords)
  const page = useLoaderData<typeof loader>()
  if (page.kind === 'no-results') {
    return (
      <DistributionPage title={regions.title} lead={regions.lead} page={page} workbook={null}>
        <EmptyState title={words.noResults}>{words.noResultsText}</EmptyState>
      </DistributionPage>
    )
  }
  return (
    <DistributionPage
      title={regions.title}
      lead={regions.lead}
      page={page}
      workbook={page.kind === 'shown' ? `/office/distribution.xlsx${page.search}` : null}
    >
      <DistributionFilters
        to="/office/distribution/regions"
        exams={page.exams}
        districts={page.districts}
        urbanVillages={page.urbanVillages}
        chosenExamId={page.chosenExamId}
        filter={page.filter}
      >
        <Choice name="order" label={regions.order} chosen={page.order}>
          {REGION_ORDERS.map((order) => (
            <option key={order} value={order}>
              {regions.orders[order]}
            </option>
          ))}
        </Choice>
      </DistributionFilters>
      {page.kind === 'shown' ? <RegionContent {...page.content} /> : <TooFewPeople minimum={page.minimum} />}
    </DistributionPage>
  )
}
