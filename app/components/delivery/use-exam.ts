import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CandidatePaper, PaperAnswer } from '#app/domain/delivery/candidate-paper.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { type AnswerQueue, makeAnswerQueue } from './answer-queue.ts'
import { openEventStore } from './event-store.ts'
import { type ClockSync, syncFrom } from './exam-clock.ts'
import { emptyQueue, type QueueState } from './queue-state.ts'
import { sendAnswers } from './send-answers.ts'

const RESYNC_EVERY = 60_000

export type Exam = {
  readonly answers: ReadonlyMap<number, PaperAnswer>
  readonly queue: QueueState
  readonly clock: ClockSync | null
  readonly deadline: number
  readonly answer: (position: number, value: ResponseValue, doubtful: boolean) => void
  readonly flush: () => Promise<boolean>
}

/** The candidate's answers, the queue behind them and the server's time, alive in the page. */
export function useExam(paper: CandidatePaper): Exam {
  const [answers, setAnswers] = useState<ReadonlyMap<number, PaperAnswer>>(
    () => new Map(paper.answers.map((answer) => [answer.position, answer])),
  )
  const [queue, setQueue] = useState<QueueState>(() => emptyQueue(paper))
  const [clock, setClock] = useState<ClockSync | null>(null)
  const [deadline, setDeadline] = useState(paper.deadline)
  const changed = useRef(new Set<number>())

  const machine = useMemo<AnswerQueue>(
    () =>
      makeAnswerQueue({
        start: paper,
        openStore: openEventStore,
        send: sendAnswers,
        onState: setQueue,
        onContact: (answer, askedAt, heardAt) => {
          setClock(syncFrom(answer.serverNow, askedAt, heardAt))
          setDeadline(answer.deadline)
        },
      }),
    [paper],
  )

  useEffect(() => {
    const [navigation] = performance.getEntriesByType('navigation')
    const loadedAt = navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : performance.now()
    setClock(syncFrom(paper.serverNow, loadedAt, loadedAt))
    let gone = false
    void machine.open().then((left) => {
      if (gone) return
      setAnswers((shown) => {
        const restored = left.filter((event) => !changed.current.has(event.position))
        return restored.reduce((map, { position, value, doubtful }) => map.set(position, { position, value, doubtful }), new Map(shown))
      })
      void machine.flush()
    })
    const meet = () => void machine.flush()
    const onVisibility = () => (document.visibilityState === 'hidden' ? machine.flushBeforeLeaving() : meet())
    const resync = setInterval(meet, RESYNC_EVERY)
    addEventListener('online', meet)
    addEventListener('pageshow', meet)
    addEventListener('pagehide', machine.flushBeforeLeaving)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      gone = true
      machine.close()
      clearInterval(resync)
      removeEventListener('online', meet)
      removeEventListener('pageshow', meet)
      removeEventListener('pagehide', machine.flushBeforeLeaving)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [machine, paper])

  const answer = useCallback(
    (position: number, value: ResponseValue, doubtful: boolean) => {
      changed.current.add(position)
      setAnswers((shown) => new Map(shown).set(position, { position, value, doubtful }))
      machine.add({ position, value, doubtful })
    },
    [machine],
  )
  return { answers, queue, clock, deadline, answer, flush: machine.flush }
}
