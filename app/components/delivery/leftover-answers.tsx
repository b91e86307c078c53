import { useEffect, useState } from 'react'
import { deliveryWords } from '#app/text/delivery.ts'
import { forgetExam } from '../layout/exam-cache.ts'
import { useWords } from '../ui/locale.tsx'
import { makeAnswerQueue } from './answer-queue.ts'
import { openEventStore } from './event-store.ts'
import { sendAnswers } from './send-answers.ts'

/** Answers that were still on the device when the exam closed go up as evidence; they no longer count by themselves. */
export function LeftoverAnswers({ attemptId, leaseEpoch }: { attemptId: string; leaseEpoch: number }) {
  const words = useWords(deliveryWords)
  const [waiting, setWaiting] = useState(0)
  const [hadSome, setHadSome] = useState(false)

  useEffect(() => {
    let count = 0
    const queue = makeAnswerQueue({
      start: { attemptId, leaseEpoch, lastSeq: 0, savedAt: null },
      openStore: openEventStore,
      send: sendAnswers,
      onState: (state) => {
        count = state.events.length
        setWaiting(count)
        if (count > 0) setHadSome(true)
      },
      onContact: () => {},
    })
    void forgetExam()
    void openEventStore().then((store) => store.forget(attemptId).catch(() => {}))
    void queue.open().then(() => {
      if (count > 0) void queue.flush()
    })
    return queue.close
  }, [attemptId, leaseEpoch])

  if (!hadSome) return null
  return (
    <p className={waiting > 0 ? 'alert' : 'note'} role="status">
      {waiting > 0 ? words.leftover(waiting) : words.leftoverSent}
    </p>
  )
}
