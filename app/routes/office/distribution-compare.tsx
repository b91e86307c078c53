import { useLoaderData } from '@remix-run/react'
import { CompareContent } from '#app/components/analytics/compare-content.tsx'
import { DistributionFilters } from '#app/components/analytics/distribution-filters.tsx'
import { DistributionPage, TooFewPeople } from '#app/components/analytics/distribution-page.tsx'
import { ExamSelect } from '#app/components/analytics/filter-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { CompareQuery, DistributionQuery, viewOf } from '#app/domain/analytics/distribution-view.ts'
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
  const view = viewOf(filter, now.exam)
  const page = {
    ...regions,
    ...view,
    exams,
    otherExamId: other.exam.id,
    workbook: `/office/distribution.xlsx${view.search}&with=${other.exam.id}`,
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
  const words = useWords(distributionPageWords).compare
  const page = useLoaderData<typeof loader>()
  if (page.kind === 'one-exam') {
    return (
      <DistributionPage title={words.title} lead={words.lead} page={page} workbook={null}>
        <EmptyState title={words.oneExam}>{words.oneExamText}</EmptyState>
      </DistributionPage>
    )
  }
  return (
    <DistributionPage title={words.title} lead={words.lead} page={page} workbook={page.kind === 'compared' ? page.workbook : null}>
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
      {page.kind === 'compared' ? <CompareContent {...page.content} /> : <TooFewPeople minimum={page.minimum} />}
    </DistributionPage>
  )
}
