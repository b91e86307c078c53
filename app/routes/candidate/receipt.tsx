import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LeftoverAnswers } from '#app/components/delivery/leftover-answers.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { readExamDay } from '#app/use-cases/delivery/read-attempt.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(deliveryWords, ({ receiptTitle }) => receiptTitle)

export const loader = guardedLoader('attempt.take', async ({ actor, locale }) => {
  const result = await readExamDay(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const day = result.value
  if (day.kind === 'running') throw redirect('/exam/attempt')
  if (day.kind !== 'closed') throw redirect('/exam')
  const { attempt, seat } = day
  return {
    attemptId: attempt.id,
    leaseEpoch: attempt.lease.epoch,
    recoveryKey: day.recoveryKey,
    isByCandidate: attempt.closedBy === 'candidate',
    code: attempt.receiptCode,
    end: formatMoment(attempt.effectiveEnd, locale),
    exam: seat.examTitle,
    name: seat.cadreName,
    number: seat.participantNumber,
    answered: day.answered,
    questions: day.questions,
  }
})

export default function Receipt() {
  const words = useWords(deliveryWords)
  const receipt = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{words.receiptTitle}</h1>
      <p>{receipt.isByCandidate ? words.receiptText : words.receiptTimeUp}</p>
      <section className="panel receipt">
        <p className="receipt-label">{words.receiptCode}</p>
        <p className="receipt-code">{receipt.code}</p>
        <dl className="facts">
          <div>
            <dt>{words.name}</dt>
            <dd>{receipt.name}</dd>
          </div>
          <div>
            <dt>{words.number}</dt>
            <dd>{receipt.number}</dd>
          </div>
          <div>
            <dt>{words.exam}</dt>
            <dd>{receipt.exam}</dd>
          </div>
          <div>
            <dt>{words.receiptEnd}</dt>
            <dd>{receipt.end}</dd>
          </div>
          <div>
            <dt>{words.receiptAnswered}</dt>
            <dd>{words.ofCount(receipt.answered, receipt.questions)}</dd>
          </div>
        </dl>
      </section>
      <LeftoverAnswers attemptId={receipt.attemptId} leaseEpoch={receipt.leaseEpoch} recoveryKey={receipt.recoveryKey} />
      <p>{words.receiptNext}</p>
      <p>
        <a className="button second" href="/exam/result">
          {words.toResult}
        </a>
      </p>
    </>
  )
}
