import { useEffect, useState } from 'react'
import { makeAnswerQueue } from './answer-queue.ts'
import { openEventStore } from './event-store.ts'
import { emptyQueue, type QueueState } from './queue-state.ts'
import { sendAnswers } from './send-answers.ts'

/** What this device still keeps of an attempt that is not open on it: it is sent as evidence, and here is what became of it. */
export function useLeftover(attemptId: string, leaseEpoch: number): QueueState {
  const [state, setState] = useState(() => emptyQueue({ attemptId, leaseEpoch, lastSeq: 0, savedAt: null }))

  useEffect(() => {
    let count = 0
    const queue = makeAnswerQueue({
      start: { attemptId, leaseEpoch, lastSeq: 0, savedAt: null },
      openStore: openEventStore,
      send: sendAnswers,
      onState: (next) => {
        count = next.events.length
        setState(next)
      },
      onContact: () => {},
    })
    void queue.open().then(() => {
      if (count > 0) void queue.flush()
    })
    return queue.close
  }, [attemptId, leaseEpoch])

  return state
}
