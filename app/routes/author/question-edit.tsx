import { type LinksFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { QuestionForm } from '#app/components/question-bank/question-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import questionStyles from '#app/components/ui/question-view.css?url'
import { formOfQuestion } from '#app/domain/question-bank/question-form.ts'
import { QuestionId } from '#app/domain/shared/id.ts'
import { commonWords } from '#app/text/common.ts'
import { questionAuthoringWords } from '#app/text/question-authoring.ts'
import { questionBankWords } from '#app/text/question-bank.ts'
import { fieldProblems } from '#app/text/question-faults.ts'
import { questionReviewWords } from '#app/text/question-review.ts'
import { findQuestionHistory } from '#app/use-cases/question-bank/find-question-history.server.ts'
import { saveQuestion } from '#app/use-cases/question-bank/save-question.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'
import { readPostedForm } from '#app/web/upload.server.ts'

export const handle = pageTitled(questionAuthoringWords, ({ edit }) => edit)

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: questionStyles }]

export const loader = guardedLoader('bank.author', async ({ actor, params, locale }) => {
  const questionId = QuestionId.safeParse(params.questionId)
  if (!questionId.success) return notFound()
  const result = await findQuestionHistory(actor, questionId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { question, framework } = result.value
  const [newest] = question.versions
  if (newest === undefined) return notFound()
  const fields = commonWords[locale].fields
  return {
    question: { id: question.id, key: question.key, kind: newest.content.body.kind },
    seenHash: newest.contentHash,
    values: formOfQuestion(newest),
    media: newest.content.body.media,
    reviewNote: newest.reviewNote,
    competencies: (framework?.groups ?? []).flatMap(({ field, competencies }) =>
      competencies.map(({ code, name }) => ({ code, label: `${fields[field]}: ${name}` })),
    ),
  }
})

export const action = guardedAction('bank.author', async ({ actor, params, request, locale }) => {
  const words = questionBankWords[locale]
  const questionId = QuestionId.safeParse(params.questionId)
  if (!questionId.success) return notFound()
  const form = await readPostedForm(request, 4_000_000)
  if (form === null) return { values: null, problems: { picture: [words.uploadTooLarge] } }
  const { values } = form
  const picture = form.files.get('picture')?.[0]
  const result = await saveQuestion(actor, {
    target: { kind: 'existing', questionId: questionId.data, seenHash: values.seenHash?.[0] ?? '' },
    values,
    picture:
      picture !== undefined
        ? { kind: 'replace', bytes: picture.bytes }
        : values.removePicture?.[0] === 'yes'
          ? { kind: 'remove' }
          : { kind: 'keep' },
  })
  if (result.ok) throw redirect(`/author/questions/${questionId.data}?done=${result.value.saved === 'draft' ? 'saved' : 'unchanged'}`)
  switch (result.refusal.kind) {
    case 'not-found':
      return notFound()
    case 'changed-meanwhile':
      return { values, problems: { stem: [questionReviewWords[locale].reasons['changed-meanwhile']] } }
    case 'framework-missing':
      return { values, problems: { competency: [words.frameworkMissing] } }
    case 'faults':
      return { values, problems: fieldProblems(result.refusal.faults, locale) }
  }
})

export default function EditQuestion() {
  const { question, seenHash, values, media, reviewNote, competencies } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionAuthoringWords)
  return (
    <>
      <PageHeader title={words.edit} lead={words.editLead} back={{ to: `/author/questions/${question.id}`, label: question.key }} />
      {reviewNote === null ? null : (
        <Notice tone="warn" title={words.reviewNote}>
          {reviewNote}
        </Notice>
      )}
      <QuestionForm
        kind={question.kind}
        state={{ values: answer?.values ?? values, problems: answer?.problems ?? {} }}
        competencies={competencies}
        hidden={{ seenHash: answer?.values?.seenHash?.[0] ?? seenHash }}
        media={media}
        asksKey={false}
      />
    </>
  )
}
