import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { ResultFilters } from '#app/components/grading/result-filters.tsx'
import { ResultTable } from '#app/components/grading/result-table.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { ChosenResults, ResultQuery, resultSearch } from '#app/domain/grading/result-query.ts'
import { formatFraction } from '#app/domain/shared/points.ts'
import { commonWords } from '#app/text/common.ts'
import { gradingWords } from '#app/text/grading.ts'
import { recapWords } from '#app/text/score-recap.ts'
import { browseResults, RESULTS_A_PAGE } from '#app/use-cases/grading/browse-results.server.ts'
import { confirmResults } from '#app/use-cases/grading/confirm-results.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(gradingWords, ({ results }) => results.title)

export const loader = guardedLoader('result.read', async ({ actor, url, locale }) => {
  const query = ResultQuery.parse(Object.fromEntries(url.searchParams))
  const filter = { state: query.state, urbanVillageCode: query.urbanVillage, examSessionId: query.session, search: query.search }
  const result = await browseResults(actor, filter, { order: query.order, page: query.page })
  if (!result.ok) return answerRefusal(result.refusal)
  const { rows, total, choices } = result.value
  return {
    query,
    total,
    choices,
    pages: Math.max(1, Math.ceil(total / RESULTS_A_PAGE)),
    mayConfirm: mayEnter(actor, 'result.confirm'),
    rows: rows.map((row) => ({ ...row, total: formatFraction(row.total, 2, locale === 'id' ? ',' : '.') })),
  }
})

export const action = guardedAction('result.confirm', async ({ actor, request }) => {
  const form = await request.formData()
  const chosen = ChosenResults.safeParse(form.getAll('resultId'))
  return chosen.success ? confirmResults(actor, chosen.data) : null
})

export default function Results() {
  const words = useWords(gradingWords).results
  const common = useWords(commonWords)
  const { title: recap } = useWords(recapWords)
  const { query, rows, total, pages, choices, mayConfirm } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>()
  // What came of it stands at the top, away from the button.
  useEffect(() => {
    if (outcome !== undefined) window.scrollTo(0, 0)
  }, [outcome])
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={<LinkButton to="/office/distribution/recap">{recap}</LinkButton>} />
      {outcome === null ? <Notice tone="bad" isAnswer title={words.nothingChosen} /> : null}
      {outcome ? (
        <Notice tone={Object.keys(outcome.left).length > 0 ? 'warn' : 'good'} title={words.confirmed(outcome.confirmed)}>
          {Object.entries(outcome.left).map(([reason, count]) => (
            <p key={reason}>{words.left(count, words.outcomes[reason] ?? reason)}</p>
          ))}
        </Notice>
      ) : null}
      <ResultFilters query={query} urbanVillages={choices.urbanVillages} sessions={choices.sessions} />
      {rows.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <>
          <p className="mb-2 text-muted">{words.count(total)}</p>
          <ResultTable rows={rows} mayConfirm={mayConfirm} />
        </>
      )}
      <Pagination
        page={query.page}
        pages={pages}
        hrefFor={(page) => `/verifier/results${resultSearch({ ...query, page })}`}
        words={common}
      />
    </>
  )
}
