import { useEffect, useRef, useState } from 'react'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import { PlainField } from '../ui/plain-field.tsx'
import { ConnectionCheck } from './connection-check.tsx'
import { formatRemaining } from './exam-clock.ts'
import { type DayFacts, ExamDayFacts } from './exam-day-facts.tsx'
import { keepExam } from './exam-keeper.ts'

type WaitingRoomProps = { facts: DayFacts; isAdmitted: boolean; secondsUntilOpen: number; problem: string | null }

/** A room of phones does not start in the same instant. */
const SPREAD_MILLISECONDS = 2000

/** Identity, token, connection; then the countdown. It starts by itself, and by a button where there is no JavaScript. */
export function WaitingRoom({ facts, isAdmitted, secondsUntilOpen, problem }: WaitingRoomProps) {
  const words = useWords(deliveryWords)
  const form = useRef<HTMLFormElement>(null)
  const seconds = useCountdown(secondsUntilOpen)
  const isWaiting = isAdmitted && secondsUntilOpen > 0

  useEffect(() => keepExam(null), [])
  useEffect(() => {
    if (!isWaiting || seconds > 0) return
    const timer = setTimeout(() => form.current?.requestSubmit(), Math.random() * SPREAD_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isWaiting, seconds])

  return (
    <>
      <h2>{isAdmitted ? words.waitingTitle : words.identityTitle}</h2>
      <ExamDayFacts facts={facts} />
      <form ref={form} method="post" action="/exam/start" className="panel">
        {isAdmitted ? (
          <p>
            <span aria-hidden="true">✓ </span>
            {words.checkedIn}
          </p>
        ) : (
          <>
            <label className="exam-doubt">
              <input
                type="checkbox"
                name="identity"
                value="yes"
                required
                defaultChecked={problem !== null && problem !== 'identity'}
                aria-describedby={problem === 'identity' ? 'identity-error' : undefined}
              />
              <span>{words.identityConfirm}</span>
            </label>
            {problem === 'identity' ? (
              <p className="wrong" id="identity-error">
                {words.identityRequired}
              </p>
            ) : null}
            <PlainField
              name="token"
              label={words.token}
              hint={words.tokenHint}
              maxLength={12}
              error={problem === 'token-missing' ? words.tokenMissing : problem === 'wrong-token' ? words.tokenWrong : undefined}
            />
          </>
        )}
        {isWaiting ? (
          <>
            <p className="countdown">
              {words.opensIn} <strong role="timer">{formatRemaining(seconds)}</strong>
            </p>
            <p>{words.startsItself}</p>
            <noscript>
              <meta httpEquiv="refresh" content="30" />
              <p>{words.reloadHint}</p>
            </noscript>
          </>
        ) : (
          <>
            {secondsUntilOpen > 0 ? null : <p>{words.startHint}</p>}
            <button type="submit" className="button wide">
              {secondsUntilOpen > 0 ? words.checkIn : words.start}
            </button>
          </>
        )}
        <ConnectionCheck />
      </form>
    </>
  )
}

/** Counts on the page's own counter; what the server said is the start. Looking at the page again asks the server anew. */
function useCountdown(from: number): number {
  const [seconds, setSeconds] = useState(from)
  useEffect(() => {
    const endsAt = performance.now() + from * 1000
    const timer = setInterval(() => setSeconds(Math.max(0, Math.ceil((endsAt - performance.now()) / 1000))), 500)
    const onVisibility = () => {
      if (document.visibilityState === 'visible' && from > 0) location.reload()
    }
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [from])
  return seconds
}
