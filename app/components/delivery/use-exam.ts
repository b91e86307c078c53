import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CandidatePaper, PaperAnswer } from '#app/domain/delivery/candidate-paper.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { type AnswerQueue, makeAnswerQueue } from './answer-queue.ts'
import { type EventStore, openEventStore } from './event-store.ts'
import { afterSleep, type ClockSync, type Contact, contactOf, guessFrom, isCopy, syncFrom } from './exam-clock.ts'
import { emptyQueue, type QueueState } from './queue-state.ts'
import { sendAnswers } from './send-answers.ts'
import { markUnsent } from './unsent-mark.ts'

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
  const lastContact = useRef<Contact | null>(null)

  const { machine, openStore, hear } = useMemo(() => {
    let opened: Promise<EventStore> | null = null
    const openStore = () => {
      opened ??= openEventStore()
      return opened
    }
    const hear = (sync: ClockSync, deadline: number) => {
      const contact = contactOf(paper.attemptId, sync, deadline, deviceMoment())
      lastContact.current = contact
      setClock(sync)
      setDeadline(deadline)
      // Without it a reload without network shows the time of the page's copy until the server is heard.
      void openStore().then((store) => store.keepContact(contact).catch(() => {}))
    }
    const machine: AnswerQueue = makeAnswerQueue({
      start: paper,
      openStore,
      send: sendAnswers,
      onState: (state) => {
        setQueue(state)
        markUnsent(state.attemptId, state.events.length)
      },
      onContact: (answer, askedAt, heardAt) => hear(syncFrom(answer.serverNow, askedAt, heardAt), answer.deadline),
    })
    return { machine, openStore, hear }
  }, [paper])

  useEffect(() => {
    const [navigation] = performance.getEntriesByType('navigation')
    const loadedAt = navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : performance.now()
    const loaded = syncFrom(paper.serverNow, loadedAt, loadedAt)
    setClock(loaded)
    let gone = false
    void openStore()
      .then((store) => store.loadContact(paper.attemptId).catch(() => null))
      .then((kept) => {
        if (gone || lastContact.current !== null) return
        if (kept === null || !isCopy(paper, kept)) return hear(loaded, paper.deadline)
        lastContact.current = kept
        setClock(guessFrom(kept, deviceMoment()))
        setDeadline(kept.deadline)
      })
    void machine.open().then((left) => {
      if (gone) return
      setAnswers((shown) => {
        const restored = left.filter((event) => !changed.current.has(event.position))
        return restored.reduce((map, { position, value, doubtful }) => map.set(position, { position, value, doubtful }), new Map(shown))
      })
      void machine.flush()
    })
    const meet = () => {
      const contact = lastContact.current
      if (contact !== null) setClock((sync) => (sync && afterSleep(sync, contact, deviceMoment())) ?? sync)
      void machine.flush()
    }
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
  }, [machine, openStore, hear, paper])

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

function deviceMoment() {
  return { counter: performance.now(), wall: Date.now() }
}
