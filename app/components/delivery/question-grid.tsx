import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import type { AnswerState } from './sheet-summary.ts'

/** Every question with its state, as a sign and in words. Its buttons belong to the question's form: they save, then go. */
export function QuestionGrid({ states, current, form }: { states: readonly AnswerState[]; current: number; form: string }) {
  const words = useWords(deliveryWords)
  const answered = states.filter((state) => state.isAnswered).length
  const doubtful = states.filter((state) => state.isDoubtful).length
  return (
    <details className="panel exam-grid" open>
      <summary>
        <span className="exam-grid-title">{words.grid}</span>
      </summary>
      <ul className="exam-counts">
        <li>
          <span className="sign" aria-hidden="true">
            ✓
          </span>{' '}
          {words.answeredCount(answered)}
        </li>
        <li>
          <span className="sign" aria-hidden="true">
            –
          </span>{' '}
          {words.unansweredCount(states.length - answered)}
        </li>
        <li>
          <span className="sign" aria-hidden="true">
            ?
          </span>{' '}
          {words.doubtfulCount(doubtful)}
        </li>
      </ul>
      <ol className="exam-numbers">
        {states.map(({ number, isAnswered, isDoubtful }) => (
          <li key={number}>
            <button
              type="submit"
              form={form}
              name="go"
              value={number}
              className={`exam-number${isAnswered ? ' answered' : ''}${isDoubtful ? ' doubtful' : ''}`}
              aria-current={number === current ? 'step' : undefined}
              aria-label={words.gridItem(number, isAnswered, isDoubtful, number === current)}
            >
              <span>{number}</span>
              <span className="sign">
                {isAnswered ? '✓' : '–'}
                {isDoubtful ? '?' : ''}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  )
}
