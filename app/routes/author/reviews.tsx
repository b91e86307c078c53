import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { SignOffNote } from '#app/components/question-bank/sign-off-note.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, Card, EmptyState, Notice, PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { QuestionListUrl } from '#app/domain/question-bank/question-filter.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { formatDate } from '#app/domain/shared/calendar.ts'
import { QuestionVersionId } from '#app/domain/shared/id.ts'
import { commonWords } from '#app/text/common.ts'
import { questionReviewWords } from '#app/text/question-review.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { listReviewQueue } from '#app/use-cases/question-bank/list-review-queue.server.ts'
import { signOffQuestions } from '#app/use-cases/question-bank/review-questions.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(questionReviewWords, ({ reviewQueue }) => reviewQueue)

const PAGE_SIZE = 20

export const loader = guardedLoader('bank.review', async ({ actor, url, locale }) => {
  const { field, page } = QuestionListUrl.parse(Object.fromEntries(url.searchParams))
  const result = await listReviewQueue(actor, { field: field ?? undefined })
  if (!result.ok) return answerRefusal(result.refusal)
  const queue = result.value
  const pages = Math.max(1, Math.ceil(queue.length / PAGE_SIZE))
  const shownPage = Math.min(page, pages)
  return {
    field,
    total: queue.length,
    page: shownPage,
    pages,
    rows: queue
      .slice((shownPage - 1) * PAGE_SIZE, shownPage * PAGE_SIZE)
      .map(({ id, questionId, key, version, content, contentHash, changeClass, authorName, createdAt, isOwn, needsNote }) => ({
        id,
        questionId,
        key,
        version,
        stem: content.body.stem,
        field: content.field,
        kind: content.body.kind,
        contentHash,
        changeClass,
        author: authorName,
        written: formatDate(createdAt, locale),
        isOwn,
        needsNote,
      })),
  }
})

export const action = guardedAction('bank.review', async ({ actor, request, locale }) => {
  const words = questionReviewWords[locale]
  const form = await request.formData()
  const note = String(form.get('note') ?? '').slice(0, 1000)
  const versions = form.getAll('chosen').flatMap((value) => {
    const [id, contentHash = ''] = String(value).split(' ')
    const parsed = QuestionVersionId.safeParse(id)
    return parsed.success ? [{ id: parsed.data, contentHash }] : []
  })
  if (versions.length === 0) return { problem: words.nothingChosen, faults: [], note }
  const result = await signOffQuestions(actor, { versions, note })
  if (result.ok) throw redirect(`/author/reviews?done=${result.value.signedOff}`)
  if (result.refusal.kind === 'forbidden') return answerRefusal(result.refusal)
  return {
    problem: words.notSignedOff,
    faults: result.refusal.faults.map(({ key, reason }) => `${key ?? '?'}: ${words.reasons[reason]}`),
    note,
  }
})

export default function Reviews() {
  const { rows, total, page, pages, field } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionReviewWords)
  const terms = useWords(questionTermWords)
  const common = useWords(commonWords)
  const [parameters] = useSearchParams()
  const done = Number(parameters.get('done')) || 0
  const hrefFor = (number: number) => `?${new URLSearchParams({ ...(field === null ? {} : { field }), page: String(number) })}`
  return (
    <>
      <PageHeader title={words.reviewQueue} lead={words.reviewLead} />
      {done > 0 ? <Notice tone="good">{words.signedOff(done)}</Notice> : null}
      {answer ? (
        <Notice tone="bad" isAnswer title={answer.problem}>
          <ul className="list-disc pl-5">
            {answer.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Form method="get" className="mb-4 flex flex-wrap items-end gap-3" key={field}>
        <label className="block font-semibold">
          {terms.field}
          <select name="field" defaultValue={field ?? ''} className="mt-1 block min-h-10 rounded-md border border-line px-3 font-normal">
            <option value="">{common.all}</option>
            {SERVICE_FIELDS.map((each) => (
              <option key={each} value={each}>
                {common.fields[each]}
              </option>
            ))}
          </select>
        </label>
        <Button look="secondary">{words.filter}</Button>
        <p className="py-2 text-muted">{words.waiting(total)}</p>
      </Form>
      {rows.length === 0 ? (
        <EmptyState title={words.reviewEmpty}>{words.reviewEmptyHint}</EmptyState>
      ) : (
        <Form method="post">
          <DataTable
            caption={words.reviewQueue}
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'choose',
                head: words.choose,
                cell: ({ id, contentHash, key, isOwn }) =>
                  isOwn ? (
                    <Badge tone="info">{words.own}</Badge>
                  ) : (
                    <input
                      type="checkbox"
                      name="chosen"
                      value={`${id} ${contentHash}`}
                      aria-label={words.chooseQuestion(key)}
                      className="size-[24px]"
                    />
                  ),
              },
              {
                key: 'key',
                head: terms.key,
                cell: ({ key, questionId, version }) => <Link to={`/author/questions/${questionId}`}>{`${key} · v${version}`}</Link>,
              },
              { key: 'stem', head: terms.stem, cell: ({ stem }) => <span className="line-clamp-3 min-w-[260px]">{stem}</span> },
              { key: 'field', head: terms.field, cell: (row) => common.fields[row.field] },
              { key: 'kind', head: terms.kind, cell: ({ kind }) => terms.kinds[kind] },
              { key: 'change', head: terms.change, cell: ({ changeClass }) => terms.changes[changeClass] },
              { key: 'author', head: terms.author, cell: ({ author, written }) => `${author}, ${written}` },
              {
                key: 'basis',
                head: terms.sources,
                cell: ({ needsNote }) => (needsNote ? <Badge tone="warn">{words.needsNote}</Badge> : '–'),
              },
            ]}
          />
          <Pagination page={page} pages={pages} hrefFor={hrefFor} words={common} />
          <div className="mt-4 max-w-[560px]">
            <Card>
              <SignOffNote typed={answer?.note ?? ''} />
              <Button>{words.signOffChosen}</Button>
            </Card>
          </div>
        </Form>
      )}
    </>
  )
}
