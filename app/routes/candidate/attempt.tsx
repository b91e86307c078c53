import { redirect } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { formatRemaining } from '#app/components/delivery/exam-clock.ts'
import { ExamScreen } from '#app/components/delivery/exam-screen.tsx'
import { OtherDevice } from '#app/components/delivery/other-device.tsx'
import { PausedPage } from '#app/components/delivery/paused.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { responseFromForm } from '#app/domain/question-bank/answering.ts'
import { QuestionKind } from '#app/domain/question-bank/question.ts'
import { AttemptId } from '#app/domain/shared/id.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { saveFormAnswer } from '#app/use-cases/delivery/save-form-answer.server.ts'
import { browserProofOf } from '#app/web/browser-proof.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(deliveryWords, ({ exam }) => exam)

export const loader = guardedLoader('attempt.take', async ({ actor, request, url }) => {
  const result = await readPaper(actor, browserProofOf(request))
  if (!result.ok) return answerRefusal(result.refusal)
  switch (result.value.kind) {
    case 'not-started':
      throw redirect('/exam')
    case 'other-browser':
      throw redirect('/exam?problem=other-browser')
    case 'closed':
      throw redirect('/exam/receipt')
    case 'other-device':
    case 'paused':
      return result.value
    case 'paper': {
      const { paper } = result.value
      const asked = Number(url.searchParams.get('question') ?? '1')
      const first = Number.isInteger(asked) && asked >= 1 && asked <= paper.questions.length ? asked : 1
      return { kind: 'paper' as const, paper, first }
    }
  }
})

/** The paper stays in the page: nothing that happens there loads it again. */
export const shouldRevalidate = () => false

/** One question, posted as a form: save, then go where the button says. */
export const action = guardedAction('attempt.take', async ({ actor, request, url }) => {
  const form = await request.formData()
  const attemptId = AttemptId.safeParse(form.get('attemptId'))
  const kind = QuestionKind.safeParse(form.get('kind'))
  const [position, leaseEpoch] = [Number(form.get('position')), Number(form.get('leaseEpoch'))]
  if (!attemptId.success || !kind.success || !isCount(position) || !isCount(leaseEpoch)) return answerRefusal({ kind: 'bad-input' })
  const written = form.getAll('answer').filter((value) => typeof value === 'string')
  const result = await saveFormAnswer(actor, {
    attemptId: attemptId.data,
    leaseEpoch,
    position,
    value: responseFromForm(kind.data, written),
    doubtful: form.get('doubtful') === 'yes',
  })
  if (!result.ok) return result.refusal.kind === 'paused' ? redirect('/exam/attempt?problem=paused') : answerRefusal(result.refusal)
  if (result.value.standing !== 'accepted') return redirect('/exam/attempt')
  return redirect(wayOn(String(form.get('go') ?? 'next'), Number(url.searchParams.get('question') ?? '1')))
})

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 2_000_000_000
}

function wayOn(go: string, current: number): string {
  const number = go === 'next' ? current + 1 : go === 'previous' ? current - 1 : Number(go)
  if (go === 'check' || !isCount(number)) return '/exam/hand-in'
  return `/exam/attempt?question=${number}`
}

export default function AttemptPage() {
  const answer = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  if (answer.kind === 'other-device') return <OtherDevice {...answer} hasWrongToken={search.get('problem') === 'wrong-token'} />
  if (answer.kind === 'paused') return <PausedPage time={formatRemaining(answer.remainingSeconds)} />
  return <ExamScreen paper={answer.paper} first={answer.first} mediaUrl={(hash) => `/media/${hash}`} />
}
