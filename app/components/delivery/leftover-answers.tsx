import { useEffect, useState } from 'react'
import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'
import { receiptWords } from '#app/text/receipt.ts'
import { forgetExam } from '../layout/exam-cache.ts'
import { useWords } from '../ui/locale.tsx'
import { makeAnswerQueue } from './answer-queue.ts'
import { openEventStore } from './event-store.ts'
import type { QueuedEvent } from './queue-state.ts'
import { RecoveryDoor } from './recovery-door.tsx'
import { sendAnswers } from './send-answers.ts'

/** Answers that were still on the device when the exam closed go up as evidence; they no longer count by themselves. */
export function LeftoverAnswers({
  attemptId,
  leaseEpoch,
  recoveryKey,
}: {
  attemptId: string
  leaseEpoch: number
  recoveryKey: RecoveryKey
}) {
  const words = useWords(receiptWords)
  const [waiting, setWaiting] = useState<readonly QueuedEvent[]>([])
  const [isUnsent, setIsUnsent] = useState(false)
  const [hadSome, setHadSome] = useState(false)

  useEffect(() => {
    let count = 0
    const queue = makeAnswerQueue({
      start: { attemptId, leaseEpoch, lastSeq: 0, savedAt: null },
      openStore: openEventStore,
      send: sendAnswers,
      onState: (state) => {
        count = state.events.length
        setWaiting(state.events)
        setIsUnsent(count > 0 && state.failures > 0)
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
    <>
      <p className={waiting.length > 0 ? 'alert' : 'note'} role="status">
        {waiting.length > 0 ? words.leftover(waiting.length) : words.leftoverSent}
      </p>
      <RecoveryDoor isOver isOffered={isUnsent} attemptId={attemptId} recoveryKey={recoveryKey} waiting={waiting} />
    </>
  )
}
