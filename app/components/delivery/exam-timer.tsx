import { type ReactNode, useEffect, useRef, useState } from 'react'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import { type ClockSync, formatRemaining, noticeBetween, remainingAt } from './exam-clock.ts'

type ExamTimerProps = {
  initialSeconds: number
  endsAt: string
  clock: ClockSync | null
  deadline: number
  /** The clock stands still: what is left stays as it is. */
  isPaused: boolean
  onTimeUp: () => void
  children: ReactNode
}

/** The remaining time, on top with what stands beside it: always visible, spoken at 10, 5 and 1 minutes, at the end, and when asked. */
export function ExamTimer({ initialSeconds, endsAt, clock, deadline, isPaused, onTimeUp, children }: ExamTimerProps) {
  const words = useWords(deliveryWords)
  const [seconds, setSeconds] = useState(initialSeconds)
  const [polite, setPolite] = useState('')
  const [urgent, setUrgent] = useState('')
  const last = useRef(initialSeconds)
  const timeUp = useRef(onTimeUp)
  timeUp.current = onTimeUp

  useEffect(() => {
    if (clock === null || isPaused) return
    const tick = () => {
      const now = remainingAt(clock, deadline, performance.now())
      const notice = noticeBetween(last.current, now)
      if (notice === 'end') setUrgent(words.timeUp)
      else if (notice !== null) setPolite(words.minutesLeft(notice))
      last.current = now
      setSeconds(now)
      if (now === 0) timeUp.current()
    }
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [clock, deadline, isPaused, words])

  const sentence = words.timeSentence(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60)
  return (
    <>
      <div className="exam-top">
        <p className={seconds <= 300 ? 'exam-time short' : 'exam-time'}>
          <span className="exam-time-label">{words.timeLeft}</span>
          <span role="timer" aria-live="off" className="exam-time-value">
            {formatRemaining(seconds)}
          </span>
        </p>
        {children}
      </div>
      <p className="exam-until">
        <span className="muted">{isPaused ? words.pausedTitle : words.untilTime(endsAt)}</span>
        {clock === null ? null : (
          <button
            type="button"
            className="button plain small"
            onClick={() => setPolite((shown) => (shown === sentence ? `${sentence} ` : sentence))}
          >
            {words.readTime}
          </button>
        )}
      </p>
      <span className="unseen" aria-live="polite">
        {polite}
      </span>
      <span className="unseen" aria-live="assertive">
        {urgent}
      </span>
    </>
  )
}
