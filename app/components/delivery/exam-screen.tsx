import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { CandidatePaper } from '#app/domain/delivery/candidate-paper.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import { ExamBanners } from './exam-banners.tsx'
import { timeInWib } from './exam-clock.ts'
import { keepExam } from './exam-keeper.ts'
import { ExamQuestion } from './exam-question.tsx'
import { ExamTimer } from './exam-timer.tsx'
import { HandInCheck } from './hand-in-check.tsx'
import { PausedNotice } from './paused.tsx'
import { QuestionGrid } from './question-grid.tsx'
import { ReadingControls } from './reading-controls.tsx'
import { RecoveryDoor } from './recovery-door.tsx'
import { SaveStatus } from './save-status.tsx'
import { summarise } from './sheet-summary.ts'
import { useExam } from './use-exam.ts'
import { type HandInState, useHandIn } from './use-hand-in.ts'
import { useOnlyTab } from './use-only-tab.ts'
import { usePageSignals } from './use-page-signals.ts'

/** Only a paper holds a form of this name: by it the exam's worker knows one. */
export const QUESTION_FORM = 'question-form'

type ExamScreenProps = {
  paper: CandidatePaper
  /** The number of the question to show first. */
  first: number
  mediaUrl: (hash: string) => string
}

/**
 * One question per screen. Every button belongs to a real form, so the exam works without JavaScript; with it the whole
 * paper stays in the page, moving needs no network, and saving never leaves the page.
 */
export function ExamScreen({ paper, first, mediaUrl }: ExamScreenProps) {
  const words = useWords(deliveryWords)
  const exam = useExam(paper)
  const { isOnly, take } = useOnlyTab(paper.attemptId)
  usePageSignals(paper, exam.queue.trouble === 'unreachable')
  const handIn = useHandIn({ attemptId: paper.attemptId, handInId: paper.handInId, queue: exam.queue, flush: exam.flush })
  const [place, setPlace] = useState<number | 'check'>(first)
  const [isTimeUp, setIsTimeUp] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const hasMoved = useRef(false)

  useEffect(() => {
    if (!hasMoved.current) return
    scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
    if (place !== 'check') history.replaceState(history.state, '', `?question=${place}`)
  }, [place])

  const { flush } = exam
  const count = paper.questions.length
  // A page that was kept on the device was made at another question than the one that is asked for now.
  useEffect(() => {
    const asked = Number(new URLSearchParams(location.search).get('question') ?? 'none')
    if (Number.isInteger(asked) && asked >= 1 && asked <= count) setPlace(asked)
  }, [count])
  useEffect(() => {
    const pictures = paper.questions.flatMap(({ body }) => (body.media === null ? [] : [mediaUrl(body.media.hash)]))
    return keepExam({ marker: QUESTION_FORM, pictures, onKept: () => void flush() })
  }, [paper, mediaUrl, flush])

  const goTo = (wanted: number | 'check') => {
    hasMoved.current = true
    setPlace(wanted === 'check' || wanted > count ? 'check' : Math.max(1, wanted))
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
    const to = submitter instanceof HTMLButtonElement ? submitter.value : 'next'
    const current = place === 'check' ? count : place
    goTo(to === 'check' ? 'check' : to === 'next' ? current + 1 : to === 'previous' ? current - 1 : Number(to))
  }
  const endTime = () => {
    // Time that was only counted by the device's own clock ends nothing: the server decides at the next contact.
    if (isTimeUp || exam.clock?.isGuess === true) return
    setIsTimeUp(true)
    handIn.ask()
  }

  if (!isOnly) return <Stopped title={words.otherTabTitle} text={words.otherTabText} action={words.useThisTab} onAction={take} />
  if (exam.queue.trouble === 'other-device')
    return (
      <>
        <Stopped
          title={words.movedTitle}
          text={words.movedText}
          action={words.continue}
          onAction={() => location.assign('/exam/attempt')}
        />
        <RecoveryDoor
          isOffered={exam.queue.aside > 0 || exam.queue.events.length > 0}
          attemptId={paper.attemptId}
          recoveryKey={paper.recoveryKey}
          waiting={exam.queue.events}
        />
      </>
    )

  const states = summarise(paper.questions, exam.answers)
  const question = paper.questions[place === 'check' ? count - 1 : place - 1]
  const isHandingIn = handIn.state !== 'idle'
  const isPaused = exam.queue.trouble === 'paused'
  return (
    <>
      <ExamTimer
        initialSeconds={paper.remainingSeconds}
        endsAt={timeInWib(exam.deadline)}
        clock={exam.clock}
        deadline={exam.deadline}
        isPaused={isPaused}
        onTimeUp={endTime}
      >
        <SaveStatus queue={exam.queue} />
      </ExamTimer>
      <ExamBanners
        queue={exam.queue}
        participantNumber={paper.participantNumber}
        recoveryKey={paper.recoveryKey}
        isHandInStuck={handIn.state === 'pending'}
        onSignedIn={() => void exam.flush()}
      />
      {isPaused ? (
        <PausedNotice />
      ) : isTimeUp || isHandingIn ? (
        <HandingIn state={handIn.state} isTimeUp={isTimeUp} onCancel={handIn.cancel} />
      ) : place === 'check' ? (
        <>
          <h1 ref={heading} tabIndex={-1}>
            {words.checkTitle}
          </h1>
          <HandInCheck
            states={states}
            renderWay={(number, label) => (
              <button type="button" className="exam-number" aria-label={label} onClick={() => goTo(number)}>
                {number}
              </button>
            )}
          >
            <button type="button" className="button wide" onClick={handIn.ask}>
              {words.handIn}
            </button>
          </HandInCheck>
          <button type="button" className="button second wide" onClick={() => goTo(count)}>
            {words.backToExam}
          </button>
        </>
      ) : question === undefined ? null : (
        <>
          <h1 ref={heading} tabIndex={-1} className="exam-place">
            {words.questionOf(question.number, count)}
          </h1>
          <ExamQuestion
            key={question.position}
            form={QUESTION_FORM}
            paper={paper}
            question={question}
            answer={exam.answers.get(question.position)}
            onAnswer={(value, doubtful) => exam.answer(question.position, value, doubtful)}
            onSubmit={onSubmit}
            mediaUrl={mediaUrl}
          />
          <ReadingControls means={paper.means} />
          <QuestionGrid states={states} current={question.number} form={QUESTION_FORM} />
          <button type="submit" form={QUESTION_FORM} name="go" value="check" className="button second wide">
            {words.toCheck}
          </button>
        </>
      )}
    </>
  )
}

function Stopped({ title, text, action, onAction }: { title: string; text: string; action: string; onAction: () => void }) {
  return (
    <section className="alert" role="alert">
      <h1>{title}</h1>
      <p>{text}</p>
      <button type="button" className="button second" onClick={onAction}>
        {action}
      </button>
    </section>
  )
}

/** Asked for is not done: until the server says so, this page says that the exam is not handed in yet. */
function HandingIn({ state, isTimeUp, onCancel }: { state: HandInState; isTimeUp: boolean; onCancel: () => void }) {
  const words = useWords(deliveryWords)
  return (
    <section className="alert" role="alert">
      <h1>{isTimeUp ? words.timeUpTitle : words.pendingTitle}</h1>
      {isTimeUp ? <p>{words.timeUpText}</p> : null}
      <p>{state === 'pending' ? words.pendingText : words.sending}</p>
      {!isTimeUp && state === 'pending' ? (
        <button type="button" className="button second" onClick={onCancel}>
          {words.keepWorking}
        </button>
      ) : null}
    </section>
  )
}
