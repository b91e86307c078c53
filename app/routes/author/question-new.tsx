import { type LinksFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { QuestionForm } from '#app/components/question-bank/question-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import questionStyles from '#app/components/ui/question-view.css?url'
import { QUESTION_KINDS, QuestionKind } from '#app/domain/question-bank/question.ts'
import { BankId } from '#app/domain/shared/id.ts'
import { commonWords } from '#app/text/common.ts'
import { questionAuthoringWords } from '#app/text/question-authoring.ts'
import { questionBankWords } from '#app/text/question-bank.ts'
import { fieldProblems } from '#app/text/question-faults.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { findBankForEditing } from '#app/use-cases/question-bank/find-question-history.server.ts'
import { saveQuestion } from '#app/use-cases/question-bank/save-question.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'
import { readPostedForm } from '#app/web/upload.server.ts'

export const handle = pageTitled(questionBankWords, ({ newQuestion }) => newQuestion)

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: questionStyles }]

export const loader = guardedLoader('bank.author', async ({ actor, params, url, locale }) => {
  const bankId = BankId.safeParse(params.bankId)
  if (!bankId.success) return notFound()
  const result = await findBankForEditing(actor, bankId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { bank, framework } = result.value
  const fields = commonWords[locale].fields
  return {
    bank: { id: bank.id, title: bank.title },
    kind: QuestionKind.safeParse(url.searchParams.get('kind')).data ?? 'single-choice',
    competencies: (framework?.groups ?? []).flatMap(({ field, competencies }) =>
      competencies.map(({ code, name }) => ({ code, label: `${fields[field]}: ${name}` })),
    ),
  }
})

export const action = guardedAction('bank.author', async ({ actor, params, request, url, locale }) => {
  const words = questionBankWords[locale]
  const bankId = BankId.safeParse(params.bankId)
  if (!bankId.success) return notFound()
  const form = await readPostedForm(request, 4_000_000)
  if (form === null) return { values: {}, problems: { picture: [words.uploadTooLarge] } }
  const { values } = form
  const picture = form.files.get('picture')?.[0]
  const result = await saveQuestion(actor, {
    target: {
      kind: 'new',
      bankId: bankId.data,
      questionKind: QuestionKind.safeParse(url.searchParams.get('kind')).data ?? 'single-choice',
      key: (values.key?.[0] ?? '').trim(),
    },
    values,
    picture: picture === undefined ? { kind: 'keep' } : { kind: 'replace', bytes: picture.bytes },
  })
  if (result.ok) throw redirect(`/author/questions/${result.value.questionId}?done=saved`)
  if (result.refusal.kind === 'not-found') return notFound()
  if (result.refusal.kind !== 'faults') return { values, problems: { competency: [words.frameworkMissing] } }
  return { values, problems: fieldProblems(result.refusal.faults, locale) }
})

export default function NewQuestion() {
  const { bank, kind, competencies } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionBankWords)
  const { editLead } = useWords(questionAuthoringWords)
  const terms = useWords(questionTermWords)
  return (
    <>
      <PageHeader title={words.newQuestion} lead={editLead} back={{ to: `/author/banks/${bank.id}`, label: bank.title }} />
      <nav aria-label={terms.kind} className="mb-6 flex flex-wrap gap-2">
        {QUESTION_KINDS.map((each) => (
          <Link
            key={each}
            to={`?kind=${each}`}
            aria-current={each === kind ? 'page' : undefined}
            className={`rounded-md border px-3 py-2 no-underline ${each === kind ? 'border-accent bg-accent-soft text-ink' : 'border-line'}`}
          >
            {terms.kinds[each]}
          </Link>
        ))}
      </nav>
      <QuestionForm
        key={kind}
        kind={kind}
        state={answer ?? { values: {}, problems: {} }}
        competencies={competencies}
        hidden={{}}
        media={null}
        asksKey
      />
    </>
  )
}
