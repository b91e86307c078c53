import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LeftoverAnswers } from '#app/components/delivery/leftover-answers.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import type { ClosedAttempt } from '#app/domain/delivery/attempt.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { type ReceiptEnding, receiptWords } from '#app/text/receipt.ts'
import { readExamDay } from '#app/use-cases/delivery/read-attempt.server.ts'
import { readOwnLateAnswers } from '#app/use-cases/proctoring/read-own-late-answers.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(receiptWords, ({ title }) => title)

export const loader = guardedLoader('attempt.take', async ({ actor, locale }) => {
  const result = await readExamDay(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const day = result.value
  if (day.kind === 'running') throw redirect('/exam/attempt')
  if (day.kind !== 'closed') throw redirect('/exam')
  const { attempt, seat } = day
  const late = await readOwnLateAnswers(actor, attempt.id)
  if (!late.ok) return answerRefusal(late.refusal)
  return {
    attemptId: attempt.id,
    leaseEpoch: attempt.lease.epoch,
    recoveryKey: day.recoveryKey,
    ending: endingOf(attempt),
    code: attempt.receiptCode,
    end: formatMoment(attempt.effectiveEnd, locale),
    exam: seat.examTitle,
    name: seat.cadreName,
    number: seat.participantNumber,
    answered: day.answered,
    questions: day.questions,
    late: late.value,
  }
})

function endingOf({ closedBy, voidedAt }: Pick<ClosedAttempt, 'closedBy' | 'voidedAt'>): ReceiptEnding {
  if (voidedAt !== null) return 'void'
  return closedBy === 'candidate' || closedBy === 'proctor' ? closedBy : 'time'
}

export default function Receipt() {
  const words = useWords(receiptWords)
  const exam = useWords(deliveryWords)
  const receipt = useLoaderData<typeof loader>()
  const { letIn, waiting, turnedAway } = receipt.late
  const late = [
    letIn > 0 ? words.lateAccepted(letIn) : '',
    waiting > 0 ? words.lateWaiting(waiting) : '',
    turnedAway > 0 ? words.lateRejected(turnedAway) : '',
  ].filter((part) => part !== '')
  return (
    <>
      <h1>{words.title}</h1>
      {receipt.ending === 'void' ? <p className="alert">{words.endings.void}</p> : <p>{words.endings[receipt.ending]}</p>}
      <section className="panel receipt">
        <p className="receipt-label">{words.code}</p>
        <p className="receipt-code">{receipt.code}</p>
        <dl className="facts">
          <div>
            <dt>{exam.name}</dt>
            <dd>{receipt.name}</dd>
          </div>
          <div>
            <dt>{exam.number}</dt>
            <dd>{receipt.number}</dd>
          </div>
          <div>
            <dt>{exam.exam}</dt>
            <dd>{receipt.exam}</dd>
          </div>
          <div>
            <dt>{words.end}</dt>
            <dd>{receipt.end}</dd>
          </div>
          <div>
            <dt>{words.answered}</dt>
            <dd>{words.ofCount(receipt.answered, receipt.questions)}</dd>
          </div>
          {late.length === 0 ? null : (
            <div>
              <dt>{words.late}</dt>
              <dd>{late.join(', ')}</dd>
            </div>
          )}
        </dl>
      </section>
      <LeftoverAnswers attemptId={receipt.attemptId} leaseEpoch={receipt.leaseEpoch} recoveryKey={receipt.recoveryKey} />
      {receipt.ending === 'void' ? null : (
        <>
          <p>{words.next}</p>
          <p>
            <a className="button second" href="/exam/result">
              {exam.toResult}
            </a>
          </p>
        </>
      )}
    </>
  )
}
