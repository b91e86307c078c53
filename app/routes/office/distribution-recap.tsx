import { useLoaderData } from '@remix-run/react'
import { DistributionTabs } from '#app/components/analytics/distribution-tabs.tsx'
import { ExamSelect, FilterForm, PrintedChoice } from '#app/components/analytics/filter-form.tsx'
import { RecapTable } from '#app/components/analytics/recap-table.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { RecapQuery } from '#app/domain/analytics/distribution-view.ts'
import { gradingWords } from '#app/text/grading.ts'
import { recapWords } from '#app/text/score-recap.ts'
import { readScoreRecap } from '#app/use-cases/analytics/read-score-recap.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(recapWords, ({ title }) => title)

export const loader = guardedLoader('result.read', async ({ actor, url }) => {
  const query = RecapQuery.safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) return notFound()
  const result = await readScoreRecap(actor, query.data.exam)
  if (!result.ok) return answerRefusal(result.refusal)
  const { exams, chosen } = result.value
  return { exams, chosen, mayReadDistribution: mayEnter(actor, 'distribution.read') }
})

export default function ScoreRecapPage() {
  const words = useWords(recapWords)
  const { title: results } = useWords(gradingWords).results
  const { exams, chosen, mayReadDistribution } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        {...(!mayReadDistribution && { back: { to: '/verifier/results', label: results } })}
        actions={
          chosen ? (
            <LinkButton to={`/office/distribution/recap.xlsx?exam=${chosen.exam.id}`} reload>
              {words.download}
            </LinkButton>
          ) : undefined
        }
      />
      {mayReadDistribution ? (
        <DistributionTabs
          search={chosen ? `?exam=${chosen.exam.id}` : ''}
          funnelSearch={chosen ? `?period=${chosen.exam.periodId}` : ''}
          mayReadResults
        />
      ) : null}
      {chosen ? (
        <>
          <PrintedChoice parts={[chosen.exam.title, chosen.exam.periodName]} />
          <FilterForm to="/office/distribution/recap" state={chosen.exam.id}>
            <ExamSelect name="exam" label={words.exam} exams={exams} chosen={chosen.exam.id} />
          </FilterForm>
          <RecapTable urbanVillages={chosen.urbanVillages} />
        </>
      ) : (
        <EmptyState title={words.noResults}>{words.noResultsText}</EmptyState>
      )}
    </>
  )
}
