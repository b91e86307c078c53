import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HandInCheck } from '#app/components/delivery/hand-in-check.tsx'
import { summarise } from '#app/components/delivery/sheet-summary.ts'
import { useWords } from '#app/components/ui/locale.tsx'
import { useNonce } from '#app/components/ui/nonce.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { AttemptId } from '#app/domain/shared/id.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { browserProofOf } from '#app/web/browser-proof.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(deliveryWords, ({ checkTitle }) => checkTitle)

export const loader = guardedLoader('attempt.take', async ({ actor, request }) => {
  const result = await readPaper(actor, browserProofOf(request))
  if (!result.ok) return answerRefusal(result.refusal)
  if (result.value.kind === 'closed') throw redirect('/exam/receipt')
  if (result.value.kind !== 'paper') throw redirect('/exam/attempt')
  const { attemptId, handInId, questions, answers, remainingSeconds, endsAt } = result.value.paper
  const states = summarise(questions, new Map(answers.map((answer) => [answer.position, answer])))
  return { attemptId, handInId, states, minutes: Math.ceil(remainingSeconds / 60), endsAt }
})

export const action = guardedAction('attempt.take', async ({ actor, request }) => {
  const form = await request.formData()
  const attemptId = AttemptId.safeParse(form.get('attemptId'))
  if (!attemptId.success) return answerRefusal({ kind: 'bad-input' })
  const result = await handInAttempt(actor, { attemptId: attemptId.data, handInId: String(form.get('handInId') ?? '') })
  if (result.ok) return redirect('/exam/receipt')
  return result.refusal.kind === 'open-on-another-device' ? redirect('/exam/attempt') : answerRefusal(result.refusal)
})

export default function HandIn() {
  const words = useWords(deliveryWords)
  const nonce = useNonce()
  const { attemptId, handInId, states, minutes, endsAt } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{words.checkTitle}</h1>
      <p>
        {words.minutesLeft(minutes)} ({words.untilTime(endsAt)})
      </p>
      <HandInCheck
        states={states}
        renderWay={(number, label) => (
          <a className="exam-number" aria-label={label} href={`/exam/attempt?question=${number}`}>
            {number}
          </a>
        )}
      >
        <script nonce={nonce} src="/ask-before-hand-in.js" suppressHydrationWarning />
        <form method="post" action="/exam/hand-in" data-unsent={words.unsentAtHandIn}>
          <input type="hidden" name="attemptId" value={attemptId} />
          <input type="hidden" name="handInId" value={handInId} />
          <button type="submit" className="button wide">
            {words.handIn}
          </button>
        </form>
      </HandInCheck>
      <a className="button second wide" href={`/exam/attempt?question=${states.length}`}>
        {words.backToExam}
      </a>
    </>
  )
}
