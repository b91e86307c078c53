import { useEffect, useState } from 'react'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'

type Connection = 'checking' | 'good' | 'slow' | 'none'
const SLOW_MILLISECONDS = 1500
const CHECK_EVERY = 20_000

/** Whether the exam server answers from here, and how fast. */
export function ConnectionCheck() {
  const words = useWords(deliveryWords)
  const [connection, setConnection] = useState<Connection | null>(null)

  useEffect(() => {
    let gone = false
    const check = async () => {
      const startedAt = performance.now()
      const isThere = await fetch('/healthz', { cache: 'no-store' }).then(
        (response) => response.ok,
        () => false,
      )
      if (!gone) setConnection(!isThere ? 'none' : performance.now() - startedAt > SLOW_MILLISECONDS ? 'slow' : 'good')
    }
    setConnection('checking')
    void check()
    const timer = setInterval(() => void check(), CHECK_EVERY)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [])

  if (connection === null) return null
  const texts: Record<Connection, string> = {
    checking: words.connectionChecking,
    good: words.connectionGood,
    slow: words.connectionSlow,
    none: words.connectionNone,
  }
  return (
    <p role="status" className="muted">
      {texts[connection]}
    </p>
  )
}
