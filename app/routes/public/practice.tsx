import { useActionData, useLoaderData } from '@remix-run/react'
import { PRACTICE_QUESTIONS, type PracticeFeedback, practiceFeedback } from '#app/components/delivery/practice-questions.ts'
import { QuestionView } from '#app/components/question-bank/question-view.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { responseFromForm } from '#app/domain/question-bank/answering.ts'
import { practiceWords } from '#app/text/practice.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(practiceWords, ({ title }) => title)

export const loader = guardedLoader('practice.take', async ({ url }) => {
  const number = Number(url.searchParams.get('question') ?? '1')
  return { number: Number.isInteger(number) && number >= 1 ? Math.min(number, PRACTICE_QUESTIONS.length + 1) : 1 }
})

/** Nothing is kept: an answer is looked at and told about. */
export const action = guardedAction('practice.take', async ({ request, url }) => {
  const number = Number(url.searchParams.get('question') ?? '1')
  const question = PRACTICE_QUESTIONS[number - 1]
  if (question === undefined) return notFound()
  const form = await request.formData()
  const value = responseFromForm(
    question.body.kind,
    form.getAll('answer').filter((each) => typeof each === 'string'),
  )
  return { number, value, feedback: practiceFeedback(question, value) }
})

export default function Practice() {
  const words = useWords(practiceWords)
  const { number } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const question = PRACTICE_QUESTIONS[number - 1]
  if (question === undefined) {
    return (
      <>
        <h1>{words.doneTitle}</h1>
        <p>{words.done}</p>
        <p className="row">
          <a className="button" href="/exam">
            {words.toExam}
          </a>
          <a className="button second" href="/practice">
            {words.again}
          </a>
        </p>
      </>
    )
  }
  const own = answered?.number === number ? answered : null
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <h2>{words.questionOf(number, PRACTICE_QUESTIONS.length)}</h2>
      {own ? <Feedback feedback={own.feedback} example={question.example} /> : null}
      <form method="post" action={`/practice?question=${number}`} className="panel exam-question">
        <div lang="id">
          <QuestionView
            key={number}
            body={question.body}
            name="answer"
            mediaUrl={(hash) => `/media/${hash}`}
            {...(own ? { value: own.value } : {})}
          />
        </div>
        <button type="submit" className="button wide">
          {words.check}
        </button>
      </form>
      <div className="exam-moves">
        {number > 1 ? (
          <a className="button second" href={`/practice?question=${number - 1}`}>
            {words.previous}
          </a>
        ) : (
          <span />
        )}
        <a className="button second" href={`/practice?question=${number + 1}`}>
          {number === PRACTICE_QUESTIONS.length ? words.finish : words.next}
        </a>
      </div>
    </>
  )
}

function Feedback({ feedback, example }: { feedback: PracticeFeedback; example: string }) {
  const words = useWords(practiceWords)
  return (
    <section className="note" role="status">
      <p>
        <span aria-hidden="true">{feedback === 'right' ? '✓ ' : '→ '}</span>
        <strong>{words.feedback[feedback]}</strong>
      </p>
      {feedback === 'right' || feedback === 'empty' ? null : (
        <p>
          {feedback === 'compare' ? words.exampleAnswer : words.rightAnswer}: <span lang="id">{example}</span>
        </p>
      )}
    </section>
  )
}
