import { useEffect } from 'react'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'

const LOOK_AGAIN_AFTER = 10_000

/** The clock stands still: no question is shown, and nothing that was answered is lost. */
export function PausedNotice() {
  const words = useWords(deliveryWords)
  return (
    <section className="alert" role="alert">
      <h1>{words.pausedTitle}</h1>
      <p>{words.pausedText}</p>
    </section>
  )
}

/** The same for a page that is opened meanwhile; it looks again by itself, and by a button where there is no JavaScript. */
export function PausedPage({ time }: { time: string }) {
  const words = useWords(deliveryWords)
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), LOOK_AGAIN_AFTER)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <PausedNotice />
      <p>{words.pausedLeft(time)}</p>
      <a className="button wide" href="/exam/attempt">
        {words.continue}
      </a>
    </>
  )
}
