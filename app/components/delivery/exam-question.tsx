import { type FormEvent, useEffect, useRef } from 'react'
import type { CandidatePaper, PaperAnswer, PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import { emptyResponse } from '#app/domain/question-bank/answering.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { QuestionView } from '../question-bank/question-view.tsx'
import { useWords } from '../ui/locale.tsx'
import { ReadAloud } from './read-aloud.tsx'

type ExamQuestionProps = {
  form: string
  paper: CandidatePaper
  question: PaperQuestion
  answer: PaperAnswer | undefined
  onAnswer: (value: ResponseValue, doubtful: boolean) => void
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  mediaUrl: (hash: string) => string
}

/** One question as a form of its own: posted, it saves and goes where its button says. */
export function ExamQuestion({ form, paper, question, answer, onAnswer, onSubmit, mediaUrl }: ExamQuestionProps) {
  const words = useWords(deliveryWords)
  const value = answer?.value ?? emptyResponse(question.body.kind)
  const isDoubtful = answer?.doubtful ?? false
  const doubt = useRef<HTMLInputElement>(null)

  // A tick that was set before the page came to life is not lost: it is reported once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first moment of a question counts
  useEffect(() => {
    if (doubt.current && doubt.current.checked !== isDoubtful) onAnswer(value, doubt.current.checked)
  }, [])

  return (
    <form id={form} method="post" action={`/exam/attempt?question=${question.number}`} onSubmit={onSubmit} className="panel exam-question">
      {/* Enter in a text field presses the first button of a form: it goes on. */}
      <button type="submit" name="go" value="next" className="unseen" tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="attemptId" value={paper.attemptId} />
      <input type="hidden" name="leaseEpoch" value={paper.leaseEpoch} />
      <input type="hidden" name="position" value={question.position} />
      <input type="hidden" name="kind" value={question.body.kind} />
      <div lang="id">
        <QuestionView
          body={question.body}
          value={value}
          name="answer"
          mediaUrl={mediaUrl}
          onChange={(changed) => onAnswer(changed, isDoubtful)}
        />
      </div>
      <ReadAloud body={question.body} />
      <label className="exam-doubt">
        <input
          ref={doubt}
          type="checkbox"
          name="doubtful"
          value="yes"
          checked={isDoubtful}
          onChange={(event) => onAnswer(value, event.currentTarget.checked)}
        />
        <span>
          <strong>
            <span aria-hidden="true">? </span>
            {words.doubtful}
          </strong>{' '}
          <span className="muted">{words.doubtfulHint}</span>
        </span>
      </label>
      <div className="exam-moves">
        <button type="submit" name="go" value="previous" className="button second" disabled={question.number === 1}>
          {words.previous}
        </button>
        <button type="submit" name="go" value="next" className="button">
          {words.next}
        </button>
      </div>
    </form>
  )
}
