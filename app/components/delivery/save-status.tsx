import { useEffect, useState } from 'react'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import type { QueueState } from './queue-state.ts'

/** `Tersimpan 10:02`, or how many answers wait. */
export function SaveStatus({ queue }: { queue: QueueState }) {
  const words = useWords(deliveryWords)
  const waiting = new Set(queue.events.map((event) => event.position)).size
  const text =
    waiting === 0
      ? queue.savedAt === null
        ? words.nothingYet
        : words.savedAt(queue.savedAt)
      : queue.failures === 0
        ? words.saving
        : words.waiting(waiting)
  return (
    <span className="exam-saved" role="status">
      <span aria-hidden="true">{waiting === 0 ? (queue.savedAt === null ? '○' : '✓') : '…'} </span>
      {text}
    </span>
  )
}

/** True when the server could not be reached for a minute. */
export function useLongOffline(queue: QueueState): boolean {
  const [isLong, setIsLong] = useState(false)
  const isOff = queue.trouble === 'unreachable'
  useEffect(() => {
    setIsLong(false)
    if (!isOff) return
    const timer = setTimeout(() => setIsLong(true), 60_000)
    return () => clearTimeout(timer)
  }, [isOff])
  return isOff && isLong
}
