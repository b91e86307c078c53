import type { ReactNode } from 'react'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import type { AnswerState } from './sheet-summary.ts'

type HandInCheckProps = {
  states: readonly AnswerState[]
  /** A way to one question, named by its label, showing its number: a link, or a button where the paper is in the page. */
  renderWay: (number: number, label: string) => ReactNode
  children: ReactNode
}

/** What is unanswered and doubtful, each with a way to it; below it stands the hand-in itself. */
export function HandInCheck({ states, renderWay, children }: HandInCheckProps) {
  const words = useWords(deliveryWords)
  const unanswered = states.filter((state) => !state.isAnswered)
  const doubtful = states.filter((state) => state.isDoubtful)
  return (
    <>
      {unanswered.length === 0 ? (
        <p className="note">{words.allAnswered}</p>
      ) : (
        <Ways title={`${words.unansweredTitle} (${unanswered.length})`} states={unanswered} renderWay={renderWay} />
      )}
      {doubtful.length === 0 ? null : (
        <Ways title={`${words.doubtfulTitle} (${doubtful.length})`} states={doubtful} renderWay={renderWay} />
      )}
      <section className="panel">
        <p>{words.handInWarning}</p>
        {children}
      </section>
    </>
  )
}

function Ways({ title, states, renderWay }: { title: string; states: readonly AnswerState[]; renderWay: HandInCheckProps['renderWay'] }) {
  const words = useWords(deliveryWords)
  return (
    <section className="panel">
      <h2 className="first">{title}</h2>
      <ol className="exam-numbers">
        {states.map(({ number }) => (
          <li key={number}>{renderWay(number, words.toQuestion(number))}</li>
        ))}
      </ol>
    </section>
  )
}
