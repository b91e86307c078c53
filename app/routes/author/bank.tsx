import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, EmptyState, Notice, PageHeader, Pagination, Section, type Tone } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { mayEnter } from '#app/domain/access/may.ts'
import { DIFFICULTIES, QUESTION_KINDS, QuestionVersionStatus } from '#app/domain/question-bank/question.ts'
import { QuestionListUrl } from '#app/domain/question-bank/question-filter.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { formatDate } from '#app/domain/shared/calendar.ts'
import { BankId } from '#app/domain/shared/id.ts'
import { commonWords } from '#app/text/common.ts'
import { questionBankWords } from '#app/text/question-bank.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { findBankQuestions, PAGE_SIZE } from '#app/use-cases/question-bank/find-bank-questions.server.ts'
import { publishBank } from '#app/use-cases/question-bank/publish-bank.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(questionBankWords, ({ banks }) => banks)

export const loader = guardedLoader('bank.read', async ({ actor, params, url, locale }) => {
  const bankId = BankId.safeParse(params.bankId)
  if (!bankId.success) return notFound()
  const { page, ...filter } = QuestionListUrl.parse(Object.fromEntries(url.searchParams))
  const result = await findBankQuestions(actor, bankId.data, filter, page)
  if (!result.ok) return answerRefusal(result.refusal)
  const { bank, versions, rows, total } = result.value
  return {
    bank: { id: bank.id, title: bank.title, isDemo: bank.isDemo },
    mayAuthor: mayEnter(actor, 'bank.author'),
    mayPublish: mayEnter(actor, 'bank.publish'),
    filter,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    total,
    rows: rows.map((row) => ({ ...row })),
    versions: versions.map(({ version, questions, publishedAt, publishedBy, contentHash }) => ({
      version,
      questions,
      date: formatDate(publishedAt, locale),
      publishedBy,
      contentHash,
    })),
  }
})

export const action = guardedAction('bank.publish', async ({ actor, params, locale }) => {
  const words = questionBankWords[locale]
  const bankId = BankId.safeParse(params.bankId)
  if (!bankId.success) return notFound()
  const result = await publishBank(actor, bankId.data)
  if (result.ok) throw redirect(`/author/banks/${bankId.data}?done=published`)
  switch (result.refusal.kind) {
    case 'nothing-published':
      return { problem: words.nothingPublished }
    case 'nothing-changed':
      return { problem: words.nothingChanged(result.refusal.version) }
    case 'not-found':
      return notFound()
  }
})

const TONES: Record<QuestionVersionStatus, Tone> = { draft: 'neutral', 'in-review': 'warn', published: 'good', retired: 'bad' }

export default function Bank() {
  const { bank, versions, rows, total, page, pages, mayAuthor, mayPublish } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionBankWords)
  const terms = useWords(questionTermWords)
  const common = useWords(commonWords)
  const [parameters] = useSearchParams()
  const newest = versions[0]
  const hrefFor = (number: number) => {
    const next = new URLSearchParams(parameters)
    next.set('page', String(number))
    next.delete('done')
    return `?${next}`
  }
  return (
    <>
      <PageHeader
        title={bank.title}
        lead={words.count(total)}
        back={{ to: '/author/banks', label: words.banks }}
        actions={
          mayAuthor ? (
            <>
              <LinkButton to={`/author/banks/${bank.id}/new`}>{words.newQuestion}</LinkButton>
              <LinkButton to={`/author/banks/${bank.id}/import`}>{words.importQuestions}</LinkButton>
            </>
          ) : null
        }
      />
      {answer?.problem ? (
        <Notice tone="bad" isAnswer>
          {answer.problem}
        </Notice>
      ) : null}
      {parameters.get('done') === 'published' && newest ? (
        <Notice tone="good">{words.published(newest.version, newest.questions)}</Notice>
      ) : null}
      {parameters.get('done') === 'imported' ? (
        <Notice tone="good">
          {words.imported(
            Number(parameters.get('added')) || 0,
            Number(parameters.get('changed')) || 0,
            Number(parameters.get('unchanged')) || 0,
          )}
        </Notice>
      ) : null}
      <Filter />
      {rows.length === 0 ? (
        <EmptyState title={words.noQuestions} />
      ) : (
        <DataTable
          caption={terms.questions}
          rows={rows}
          rowKey={(row) => row.questionId}
          columns={[
            { key: 'key', head: terms.key, cell: (row) => <Link to={`/author/questions/${row.questionId}`}>{row.key}</Link> },
            { key: 'stem', head: terms.stem, cell: (row) => <span className="line-clamp-2 min-w-[240px]">{row.stem}</span> },
            { key: 'field', head: terms.field, cell: (row) => common.fields[row.field] },
            { key: 'kind', head: terms.kind, cell: (row) => terms.kinds[row.kind] },
            { key: 'difficulty', head: terms.difficulty, cell: (row) => terms.difficulties[row.difficulty] },
            {
              key: 'status',
              head: terms.status,
              cell: (row) => <Badge tone={TONES[row.status]}>{`${terms.statuses[row.status]} · v${row.version}`}</Badge>,
            },
            { key: 'published', head: words.publishedVersion, numeric: true, cell: (row) => row.publishedVersion ?? '–' },
          ]}
        />
      )}
      <Pagination page={page} pages={pages} hrefFor={hrefFor} words={common} />
      <div className="mt-8">
        <Section title={words.versions}>
          {versions.length === 0 ? <p className="text-muted">{words.noVersions}</p> : null}
          <ul className="mb-3">
            {versions.map(({ version, questions, date, publishedBy, contentHash }) => (
              <li key={version}>
                {words.versionLine(version, questions, date)}, {publishedBy}{' '}
                <code className="text-[13px] text-muted">{contentHash.slice(0, 16)}</code>
              </li>
            ))}
          </ul>
          {mayPublish ? (
            <Form method="post">
              <p className="mb-2 text-muted">{words.publishBankLead}</p>
              <Button>{words.publishBank}</Button>
            </Form>
          ) : null}
        </Section>
      </div>
    </>
  )
}

function Filter() {
  const { filter } = useLoaderData<typeof loader>()
  const words = useWords(questionBankWords)
  const terms = useWords(questionTermWords)
  const common = useWords(commonWords)
  return (
    <Form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3" key={JSON.stringify(filter)}>
      <Choice
        name="field"
        label={terms.field}
        value={filter.field}
        options={SERVICE_FIELDS.map((value) => ({ value, label: common.fields[value] }))}
      />
      <Choice
        name="kind"
        label={terms.kind}
        value={filter.kind}
        options={QUESTION_KINDS.map((value) => ({ value, label: terms.kinds[value] }))}
      />
      <Choice
        name="difficulty"
        label={terms.difficulty}
        value={filter.difficulty}
        options={DIFFICULTIES.map((value) => ({ value, label: terms.difficulties[value] }))}
      />
      <Choice
        name="status"
        label={terms.status}
        value={filter.status}
        options={QuestionVersionStatus.options.map((value) => ({ value, label: terms.statuses[value] }))}
      />
      <label className="block font-semibold">
        {words.searchText}
        <input
          type="search"
          name="text"
          defaultValue={filter.text ?? ''}
          maxLength={100}
          className="mt-1 block min-h-10 w-64 max-w-full rounded-md border border-line px-3 font-normal"
        />
      </label>
      <Button look="secondary">{words.filter}</Button>
    </Form>
  )
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string
  label: string
  value: string | null
  options: readonly { value: string; label: string }[]
}) {
  const common = useWords(commonWords)
  return (
    <label className="block font-semibold">
      {label}
      <select
        name={name}
        defaultValue={value ?? ''}
        className="mt-1 block min-h-10 max-w-48 rounded-md border border-line px-3 font-normal"
      >
        <option value="">{common.all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
