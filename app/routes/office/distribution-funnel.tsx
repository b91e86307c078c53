import { useLoaderData } from '@remix-run/react'
import { DistributionPage } from '#app/components/analytics/distribution-page.tsx'
import { Choice, FilterForm, PrintedChoice, RegionChoices, regionPart } from '#app/components/analytics/filter-form.tsx'
import { FunnelContent } from '#app/components/analytics/funnel-content.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { distributionSearch, FunnelQuery, funnelSearch, villagesInView } from '#app/domain/analytics/distribution-view.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { readFunnel } from '#app/use-cases/analytics/read-funnel.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(distributionPageWords, ({ funnel }) => funnel.title)

export const loader = guardedLoader('distribution.read', async ({ actor, url }) => {
  const query = FunnelQuery.safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) return notFound()
  const asked = query.data
  const result = await readFunnel(actor, asked)
  if (!result.ok) return answerRefusal(result.refusal)
  const { periods, regions, chosen } = result.value
  const mayReadResults = mayEnter(actor, 'result.read')
  if (chosen === null) return { kind: 'no-period' as const, mayReadResults }
  const { period, minimumGroup, funnel } = chosen
  return {
    kind: 'shown' as const,
    ...regions,
    periods: periods.map(({ id, name }) => ({ id, name })),
    chosenPeriodId: period.id,
    asked,
    search: distributionSearch({ ...asked, examId: null, field: null }),
    funnelSearch: funnelSearch({ ...asked, periodId: period.id }),
    mayReadResults,
    content: {
      together: funnel.together,
      urbanVillages: villagesInView(regions.urbanVillages, asked).flatMap(({ code, name, district }) => {
        const figures = funnel.urbanVillages.get(code)
        return figures === undefined ? [] : [{ code, name, districtName: district.name, figures }]
      }),
      minimumGroup,
    },
  }
})

export default function PeriodFunnelPage() {
  const words = useWords(distributionPageWords).funnel
  const page = useLoaderData<typeof loader>()
  if (page.kind === 'no-period') {
    return (
      <DistributionPage title={words.title} lead={words.lead} page={page} workbook={null}>
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      </DistributionPage>
    )
  }
  return (
    <DistributionPage title={words.title} lead={words.lead} page={page} workbook={`/office/distribution/funnel.xlsx${page.funnelSearch}`}>
      <PrintedChoice parts={[page.periods.find(({ id }) => id === page.chosenPeriodId)?.name, regionPart(page, page.asked)]} />
      <FilterForm to="/office/distribution/funnel" state={page.asked}>
        <Choice name="period" label={words.period} chosen={page.chosenPeriodId} wide>
          {page.periods.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <RegionChoices districts={page.districts} urbanVillages={page.urbanVillages} asked={page.asked} />
      </FilterForm>
      <FunnelContent {...page.content} />
    </DistributionPage>
  )
}
