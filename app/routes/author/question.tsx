import { type LinksFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { KeyView } from '#app/components/question-bank/key-view.tsx'
import { QuestionView } from '#app/components/question-bank/question-view.tsx'
import { SignOffNote } from '#app/components/question-bank/sign-off-note.tsx'
import { VersionDifference } from '#app/components/question-bank/version-difference.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, Card, Notice, PageHeader, Section, type Tone } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import questionStyles from '#app/components/ui/question-view.css?url'
import { DataTable } from '#app/components/ui/table.tsx'
import { mayEnter } from '#app/domain/access/may.ts'
import type { QuestionVersionStatus } from '#app/domain/question-bank/question.ts'
import { formatDate } from '#app/domain/shared/calendar.ts'
import { QuestionId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { questionAuthoringWords } from '#app/text/question-authoring.ts'
import { questionReviewWords } from '#app/text/question-review.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { findQuestionHistory } from '#app/use-cases/question-bank/find-question-history.server.ts'
import { retireQuestion } from '#app/use-cases/question-bank/retire-question.server.ts'
import { sendBackQuestion, signOffQuestions } from '#app/use-cases/question-bank/review-questions.server.ts'
import { submitQuestion } from '#app/use-cases/question-bank/submit-question.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(questionTermWords, ({ questions }) => questions)

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: questionStyles }]

export const loader = guardedLoader('bank.read', async ({ actor, params, url, locale }) => {
  const questionId = QuestionId.safeParse(params.questionId)
  if (!questionId.success) return notFound()
  const result = await findQuestionHistory(actor, questionId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { bank, framework, question, isOwn } = result.value
  const versions = question.versions.map((each) => ({
    id: each.id,
    version: each.version,
    status: each.status,
    changeClass: each.changeClass,
    contentHash: each.contentHash,
    content: each.content,
    author: each.authorName,
    written: formatDate(each.createdAt, locale),
    signedOff:
      each.signedOffAt === null
        ? null
        : { by: each.signedOffByName ?? '', at: formatDate(each.signedOffAt, locale), note: each.signOffNote },
    reviewNote: each.reviewNote,
  }))
  const numbered = (name: string) => versions.find(({ version }) => String(version) === url.searchParams.get(name))
  const shown = numbered('version') ?? versions[0]
  if (shown === undefined) return notFound()
  const competencies = (framework?.groups ?? []).flatMap((group) => group.competencies)
  return {
    bank: { id: bank.id, title: bank.title },
    question: { id: question.id, key: question.key },
    versions,
    shown,
    competencyNames: Object.fromEntries(competencies.map(({ code, name }) => [code, name])),
    against: numbered('against') ?? null,
    isOwn,
    mayAuthor: mayEnter(actor, 'bank.author'),
    mayReview: mayEnter(actor, 'bank.review'),
  }
})

export const action = guardedAction('bank.read', async ({ actor, params, request, locale }) => {
  const words = questionAuthoringWords[locale]
  const review = questionReviewWords[locale]
  const questionId = QuestionId.safeParse(params.questionId)
  if (!questionId.success) return notFound()
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000)
  const here = `/author/questions/${questionId.data}`
  switch (text('intent')) {
    case 'submit': {
      const result = await submitQuestion(actor, questionId.data)
      if (result.ok) throw redirect(`${here}?done=submitted`)
      return { problem: words.submitProblems[result.refusal.kind], note: '', reason: '' }
    }
    case 'sign-off': {
      const versionId = QuestionVersionId.safeParse(text('versionId'))
      if (!versionId.success) return notFound()
      const result = await signOffQuestions(actor, {
        versions: [{ id: versionId.data, contentHash: text('contentHash') }],
        note: text('note'),
      })
      if (result.ok) throw redirect(`${here}?done=signed-off`)
      if (result.refusal.kind === 'forbidden') return answerRefusal(result.refusal)
      return {
        problem: `${review.notSignedOff} ${result.refusal.faults.map(({ reason }) => review.reasons[reason]).join(', ')}.`,
        note: text('note'),
        reason: '',
      }
    }
    case 'send-back': {
      const versionId = QuestionVersionId.safeParse(text('versionId'))
      if (!versionId.success) return notFound()
      const result = await sendBackQuestion(actor, versionId.data, text('reason'))
      if (result.ok) throw redirect(`${here}?done=sent-back`)
      if (result.refusal.kind === 'not-found') return notFound()
      return {
        problem: result.refusal.kind === 'reason-needed' ? review.reasonNeeded : review.reasons['not-in-review'],
        note: '',
        reason: text('reason'),
      }
    }
    case 'retire': {
      const result = await retireQuestion(actor, questionId.data)
      if (result.ok) throw redirect(`${here}?done=retired`)
      return answerRefusal(result.refusal)
    }
    default:
      return answerRefusal({ kind: 'bad-input' })
  }
})

const TONES: Record<QuestionVersionStatus, Tone> = { draft: 'neutral', 'in-review': 'warn', published: 'good', retired: 'bad' }

export default function Question() {
  const { bank, question, shown, against, competencyNames, mayAuthor } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionAuthoringWords)
  const review = useWords(questionReviewWords)
  const terms = useWords(questionTermWords)
  const [parameters] = useSearchParams()
  const done: Record<string, string> = {
    saved: words.savedDraft,
    unchanged: words.unchanged,
    submitted: words.submitted,
    'signed-off': review.signedOff(1),
    'sent-back': review.sentBack,
    retired: words.retired,
  }
  const message = done[parameters.get('done') ?? '']
  return (
    <>
      <PageHeader
        title={question.key}
        back={{ to: `/author/banks/${bank.id}`, label: bank.title }}
        actions={mayAuthor ? <LinkButton to={`/author/questions/${question.id}/edit`}>{words.edit}</LinkButton> : null}
      />
      {message ? <Notice tone="good">{message}</Notice> : null}
      {answer ? (
        <Notice tone="bad" isAnswer>
          {answer.problem}
        </Notice>
      ) : null}
      <p className="mb-4 flex flex-wrap items-center gap-2">
        {words.version(shown.version)} <Badge tone={TONES[shown.status]}>{terms.statuses[shown.status]}</Badge>{' '}
        <Badge>{terms.kinds[shown.content.body.kind]}</Badge>
        <Badge>{`${terms.change}: ${terms.changes[shown.changeClass]}`}</Badge>
      </p>
      {shown.reviewNote === null ? null : (
        <Notice tone="warn" title={words.reviewNote}>
          {shown.reviewNote}
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title={words.preview}>
          <Card>
            <div className="text-[18px] leading-7">
              <QuestionView key={shown.id} body={shown.content.body} name="preview" mediaUrl={(hash) => `/media/${hash}`} />
            </div>
          </Card>
        </Section>
        <Section title={words.documentation}>
          <KeyView content={shown.content} competencyName={competencyNames[shown.content.competency] ?? shown.content.competency} />
          <NextSteps />
        </Section>
      </div>
      {against === null ? null : (
        <Section title={words.compareTitle(against.version, shown.version)}>
          <p className="mb-2 text-muted">{words.compareLead}</p>
          <VersionDifference left={against} right={shown} competencyNames={competencyNames} />
        </Section>
      )}
      <History />
    </>
  )
}

/** What this reader may do with the version that is shown. */
function NextSteps() {
  const { shown, isOwn, mayAuthor, mayReview, versions } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionAuthoringWords)
  const review = useWords(questionReviewWords)
  return (
    <div className="no-print mt-6 grid gap-4">
      {mayAuthor && shown.status === 'draft' ? (
        <Form method="post">
          <Button name="intent" value="submit">
            {words.submit}
          </Button>
        </Form>
      ) : null}
      {mayReview && shown.status === 'in-review' && isOwn ? (
        <Notice tone="info" title={review.own}>
          {review.ownHint}
        </Notice>
      ) : null}
      {mayReview && shown.status === 'in-review' && !isOwn ? (
        <Card>
          <Form method="post">
            <input type="hidden" name="versionId" value={shown.id} />
            <input type="hidden" name="contentHash" value={shown.contentHash} />
            <SignOffNote typed={answer?.note ?? ''} />
            <Button name="intent" value="sign-off">
              {review.signOff}
            </Button>
          </Form>
        </Card>
      ) : null}
      {mayReview && shown.status === 'in-review' ? (
        <Card>
          <Form method="post">
            <input type="hidden" name="versionId" value={shown.id} />
            <label htmlFor="reason" className="font-semibold">
              {review.sendBackReason}
            </label>
            <textarea
              id="reason"
              name="reason"
              rows={2}
              maxLength={1000}
              defaultValue={answer?.reason ?? ''}
              className="mt-1 mb-2 block w-full rounded-md border border-line bg-surface px-3 py-2 text-ink"
            />
            <Button look="secondary" name="intent" value="send-back">
              {review.sendBack}
            </Button>
          </Form>
        </Card>
      ) : null}
      {mayReview && versions.some(({ status }) => status === 'published') ? (
        <details>
          <summary className="cursor-pointer py-1 font-semibold">{words.retire}</summary>
          <Form method="post" className="mt-2">
            <p className="mb-2 text-muted">{words.retireLead}</p>
            <Button look="danger" name="intent" value="retire">
              {words.retire}
            </Button>
          </Form>
        </details>
      ) : null}
    </div>
  )
}

function History() {
  const { versions, shown } = useLoaderData<typeof loader>()
  const words = useWords(questionAuthoringWords)
  const terms = useWords(questionTermWords)
  return (
    <Section title={words.history}>
      <DataTable
        caption={words.history}
        rows={versions}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'version',
            head: words.version(0).replace(' 0', ''),
            cell: ({ version }) => (
              <Link to={`?version=${version}`} className="whitespace-nowrap text-accent underline">
                {words.version(version)}
              </Link>
            ),
          },
          { key: 'status', head: terms.status, cell: ({ status }) => <Badge tone={TONES[status]}>{terms.statuses[status]}</Badge> },
          { key: 'change', head: terms.change, cell: ({ changeClass }) => terms.changes[changeClass] },
          { key: 'author', head: terms.author, cell: ({ author, written }) => `${author}, ${written}` },
          {
            key: 'reviewer',
            head: words.reviewer,
            cell: ({ signedOff }) =>
              signedOff === null ? (
                '–'
              ) : (
                <>
                  <span>{`${signedOff.by}, ${signedOff.at}`}</span>
                  {signedOff.note === null ? null : <p className="text-muted">{signedOff.note}</p>}
                </>
              ),
          },
          {
            key: 'compare',
            head: words.compare,
            cell: ({ version }) =>
              version === shown.version ? (
                '–'
              ) : (
                <Link to={`?version=${shown.version}&against=${version}`}>{`${words.compare}: ${words.version(version)}`}</Link>
              ),
          },
        ]}
      />
    </Section>
  )
}
