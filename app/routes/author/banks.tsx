import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { fieldState } from '#app/components/question-bank/plain-field.ts'
import { Button } from '#app/components/ui/button.tsx'
import { SelectField, TextField } from '#app/components/ui/form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, Card, EmptyState, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { BankHeading } from '#app/domain/question-bank/bank-file.ts'
import { QUESTION_KINDS, QuestionVersionStatus } from '#app/domain/question-bank/question.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { formatDate } from '#app/domain/shared/calendar.ts'
import { commonWords } from '#app/text/common.ts'
import { questionBankWords } from '#app/text/question-bank.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { createBank } from '#app/use-cases/question-bank/create-bank.server.ts'
import { listBanks } from '#app/use-cases/question-bank/list-banks.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(questionBankWords, ({ banks }) => banks)

export const loader = guardedLoader('bank.read', async ({ actor, locale }) => {
  const result = await listBanks(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const { banks, frameworks } = result.value
  return {
    mayAuthor: mayEnter(actor, 'bank.author'),
    frameworks: frameworks.map(({ code, title }) => ({ code, title })),
    banks: banks.map(({ id, title, slug, isDemo, counts, versions }) => ({
      id,
      title,
      slug,
      isDemo,
      counts: counts.map(({ status, field, kind, count }) => ({ status, field, kind, count })),
      versions: versions.map(({ version, publishedAt, questions }) => ({ version, questions, date: formatDate(publishedAt, locale) })),
    })),
  }
})

export const action = guardedAction('bank.author', async ({ actor, request, locale }) => {
  const words = questionBankWords[locale]
  const form = await request.formData()
  const typed = {
    slug: String(form.get('slug') ?? '').trim(),
    title: String(form.get('title') ?? '').trim(),
    framework: String(form.get('framework') ?? ''),
  }
  const values = { slug: [typed.slug], title: [typed.title], framework: [typed.framework] }
  const heading = BankHeading.safeParse(typed)
  if (!heading.success) {
    const faulty = new Set(heading.error.issues.map(({ path }) => path[0]))
    return {
      values,
      problems: {
        ...(faulty.has('slug') ? { slug: [questionTermWords[locale].slugHint] } : {}),
        ...(faulty.has('title') ? { title: [commonWords[locale].problems.required] } : {}),
        ...(faulty.has('framework') ? { framework: [commonWords[locale].problems.required] } : {}),
      },
    }
  }
  const result = await createBank(actor, heading.data)
  if (result.ok) throw redirect(`/author/banks/${result.value}`)
  if (result.refusal.kind === 'slug-taken') return { values, problems: { slug: [words.slugTaken] } }
  if (result.refusal.kind === 'framework-missing') return { values, problems: { framework: [words.frameworkMissing] } }
  return answerRefusal(result.refusal)
})

export default function Banks() {
  const { banks, frameworks, mayAuthor } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionBankWords)
  const terms = useWords(questionTermWords)
  const state = answer ?? { values: {}, problems: {} }
  return (
    <>
      <PageHeader title={words.banks} lead={words.banksLead} />
      {banks.length === 0 ? <EmptyState title={words.noBanks}>{words.noBanksHint}</EmptyState> : null}
      <div className="grid gap-4">
        {banks.map((bank) => (
          <BankCard key={bank.id} bank={bank} />
        ))}
      </div>
      {mayAuthor && frameworks.length > 0 ? (
        <div className="mt-8 max-w-[560px]">
          <Section title={words.createBank}>
            <Form method="post">
              <TextField field={fieldState(state, 'title')} label={words.title} />
              <TextField field={fieldState(state, 'slug')} label={words.slug} hint={terms.slugHint} />
              <SelectField
                field={fieldState(state, 'framework')}
                label={words.framework}
                options={frameworks.map(({ code, title }) => ({ value: code, label: title }))}
              />
              <Button look="secondary">{words.createBank}</Button>
            </Form>
          </Section>
        </div>
      ) : null}
    </>
  )
}

type BankCardProps = { bank: ReturnType<typeof useLoaderData<typeof loader>>['banks'][number] }

function BankCard({ bank }: BankCardProps) {
  const words = useWords(questionBankWords)
  const terms = useWords(questionTermWords)
  const common = useWords(commonWords)
  const { counts } = bank
  const sum = (those: typeof counts) => those.reduce((total, { count }) => total + count, 0)
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2>
          <Link to={`/author/banks/${bank.id}`}>{bank.title}</Link> {bank.isDemo ? <Badge tone="warn">{words.demo}</Badge> : null}
        </h2>
        <p className="text-muted">{words.count(sum(counts))}</p>
      </div>
      <div className="mt-3 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Counts
          title={terms.status}
          rows={QuestionVersionStatus.options.map((status) => ({
            label: terms.statuses[status],
            href: `status=${status}`,
            count: sum(counts.filter((each) => each.status === status)),
          }))}
          bankId={bank.id}
        />
        <Counts
          title={terms.field}
          rows={SERVICE_FIELDS.map((field) => ({
            label: common.fields[field],
            href: `field=${field}`,
            count: sum(counts.filter((each) => each.field === field)),
          }))}
          bankId={bank.id}
        />
        <Counts
          title={terms.kind}
          rows={QUESTION_KINDS.map((kind) => ({
            label: terms.kinds[kind],
            href: `kind=${kind}`,
            count: sum(counts.filter((each) => each.kind === kind)),
          }))}
          bankId={bank.id}
        />
        <div>
          <h3>{words.versions}</h3>
          {bank.versions.length === 0 ? <p className="text-muted">{words.noVersions}</p> : null}
          <ul>
            {bank.versions.map(({ version, questions, date }) => (
              <li key={version}>{words.versionLine(version, questions, date)}</li>
            ))}
          </ul>
        </div>
      </div>
    </Card>
  )
}

function Counts({
  title,
  rows,
  bankId,
}: {
  title: string
  bankId: string
  rows: readonly { label: string; href: string; count: number }[]
}) {
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {rows
          .filter(({ count }) => count > 0)
          .map(({ label, href, count }) => (
            <li key={href} className="flex justify-between gap-3 border-b border-line py-0.5">
              <Link to={`/author/banks/${bankId}?${href}`}>{label}</Link>
              <span>{count}</span>
            </li>
          ))}
      </ul>
    </div>
  )
}
