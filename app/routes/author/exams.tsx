import { Link, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { mayEnter } from '#app/domain/access/may.ts'
import { assemblyWords } from '#app/text/assembly.ts'
import { browseExams } from '#app/use-cases/assembly/read-exam.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(assemblyWords, ({ exams }) => exams)

export const loader = guardedLoader('exam.read', async ({ actor }) => {
  const result = await browseExams(actor, { status: null })
  if (!result.ok) return answerRefusal(result.refusal)
  return { exams: result.value, mayDesign: mayEnter(actor, 'exam.design') }
})

export default function Exams() {
  const { exams, mayDesign } = useLoaderData<typeof loader>()
  const words = useWords(assemblyWords)
  return (
    <>
      <PageHeader
        title={words.exams}
        lead={words.lead}
        actions={
          mayDesign ? (
            <LinkButton to="/author/exams/new" look="primary">
              {words.create}
            </LinkButton>
          ) : null
        }
      />
      {exams.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
      ) : (
        <DataTable
          caption={words.caption}
          rows={exams}
          rowKey={({ id }) => id}
          columns={[
            { key: 'title', head: words.title, cell: ({ id, title }) => <Link to={`/author/exams/${id}`}>{title}</Link> },
            {
              key: 'status',
              head: words.status,
              cell: ({ status }) => <Badge tone={status === 'published' ? 'good' : 'neutral'}>{words.statuses[status]}</Badge>,
            },
            { key: 'period', head: words.period, cell: ({ periodName }) => periodName },
            { key: 'bank', head: words.bank, cell: ({ bankTitle, bankVersion }) => words.bankShort(bankTitle, bankVersion) },
            { key: 'questions', head: words.questions, numeric: true, cell: ({ questionCount }) => questionCount },
            { key: 'limit', head: words.limit, numeric: true, cell: ({ limitMinutes }) => limitMinutes },
            { key: 'forms', head: words.formsTitle, numeric: true, cell: ({ formCount }) => formCount },
            { key: 'sessions', head: words.sessions, numeric: true, cell: ({ sessionCount }) => sessionCount },
          ]}
        />
      )}
    </>
  )
}
