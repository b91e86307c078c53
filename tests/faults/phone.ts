import { type AnswerQueue, makeAnswerQueue, type Send } from '#app/components/delivery/answer-queue.ts'
import type { EventStore } from '#app/components/delivery/event-store.ts'
import { type ClockSync, remainingAt, syncFrom } from '#app/components/delivery/exam-clock.ts'
import { emptyQueue, type QueuedEvent, type QueueState } from '#app/components/delivery/queue-state.ts'
import type { SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import type { SeededRandom } from '#app/domain/shared/seeded-random.ts'
import { drawAnswer, QUESTIONS } from '../load/answers.ts'
import { type Entered, handInRequest, isReceipt, saveRequest } from '../load/candidate.ts'
import { ConnectionLost, openConnection } from '../load/connection.ts'
import type { Ledger } from '../load/ledger.ts'
import { randomOf } from '../load/plan.ts'

export type PhoneSetup = {
  readonly port: number
  readonly number: string
  readonly entered: Entered
  readonly seed: number
  readonly index: number
  /** The page gives up waiting for an answer after fifteen seconds; a fault may be less patient. */
  readonly answerWithin?: number
}

/** A candidate's browser without its screen: the queue, its store and its clock are the page's own modules. */
export type Phone = {
  readonly ledger: Ledger
  readonly random: SeededRandom
  /** Answers a drawn question. @param clockError how wrong the device's clock is at that moment, in milliseconds */
  readonly answer: (clockError?: number) => void
  readonly flush: () => Promise<boolean>
  readonly waiting: () => number
  /** Answers that the candidate gave and that no acknowledgement covers. */
  readonly undelivered: () => number
  readonly lastAcceptedSentAt: () => number
  /** The longest time between two acknowledgements, in milliseconds, since the first one. */
  readonly longestSilence: () => number
  readonly troubles: ReadonlySet<QueueState['trouble']>
  /** What the screen's clock shows, in seconds, and the end it counts to; null before the first contact. */
  readonly clock: () => { readonly remaining: number; readonly deadline: number } | null
  readonly handIn: () => Promise<boolean>
  /** Another life of the page with the same store. */
  readonly reload: () => void
  readonly close: () => void
}

export function makePhone({ port, number, entered, seed, index, answerWithin = 15_000 }: PhoneSetup): Phone {
  const random = randomOf(seed, index, 'phone')
  const line = openConnection(port, { answerWithin })
  const stored = new Map<string, QueuedEvent>()
  const ledger: Ledger = { number, attemptId: entered.attemptId, answers: [], handedIn: 0, handInAskedAt: null }
  const entries = new Map<string, Ledger['answers'][number]>()
  const wanted = new Map<number, ResponseValue>()
  const troubles = new Set<QueueState['trouble']>()
  const start = { attemptId: entered.attemptId, leaseEpoch: 1, lastSeq: 0, savedAt: null }
  let state: QueueState = emptyQueue(start)
  let sync: ClockSync | null = null
  let deadline = 0
  let [lastAcceptedSentAt, acceptedAt, longestSilence] = [0, 0, 0]

  const store: EventStore = {
    isDurable: true,
    load: async (attemptId) => [...stored.values()].filter((event) => event.attemptId === attemptId),
    loadNewest: async () => [],
    loadContact: async () => null,
    keepContact: async () => {},
    forget: async () => {},
    replace: async (removed, added) => {
      for (const event of removed) stored.delete(`${event.leaseEpoch}/${event.seq}`)
      for (const event of added) stored.set(`${event.leaseEpoch}/${event.seq}`, event)
    },
  }

  const send: Send = async ({ attemptId, leaseEpoch, events }) => {
    const askedAt = performance.now()
    for (const { seq, position, value, doubtful } of events) {
      const key = `${leaseEpoch}/${seq}`
      if (entries.has(key)) continue
      const entry = { leaseEpoch, seq, position, value, doubtful, sentAt: Date.now(), standing: null, heardAt: null }
      entries.set(key, entry)
      ledger.answers.push(entry)
    }
    const sent = events.map(({ seq, position, value, doubtful, clientWall }) => ({ seq, position, value, doubtful, clientWall }))
    try {
      const { status, body } = await line.send(saveRequest(entered.cookie, { attemptId, leaseEpoch, events: sent }))
      if (status === 302 || status === 401) return { kind: 'signed-out' }
      if (status !== 200 && status !== 409) return { kind: status >= 500 || status === 429 ? 'unreachable' : 'refused' }
      const answer: SaveAnswer = JSON.parse(body)
      for (const { seq, standing } of answer.acks) {
        const entry = entries.get(`${leaseEpoch}/${seq}`)
        if (entry === undefined) continue
        entry.standing = standing
        entry.heardAt = Date.now()
      }
      if (answer.acks.some(({ standing }) => standing === 'accepted')) {
        const at = performance.now()
        if (acceptedAt > 0) longestSilence = Math.max(longestSilence, at - acceptedAt)
        acceptedAt = at
        lastAcceptedSentAt = askedAt
      }
      return { kind: 'answered', answer, askedAt, heardAt: performance.now() }
    } catch (error) {
      if (error instanceof ConnectionLost || error instanceof SyntaxError) return { kind: 'unreachable' }
      throw error
    }
  }

  const openQueue = (): AnswerQueue => {
    const made = makeAnswerQueue({
      start,
      openStore: async () => store,
      send,
      onState: (next) => {
        state = next
        troubles.add(next.trouble)
      },
      onContact: (answer, askedAt, heardAt) => {
        sync = syncFrom(answer.serverNow, askedAt, heardAt)
        deadline = answer.deadline
      },
    })
    void made.open()
    return made
  }
  let queue = openQueue()

  return {
    ledger,
    random,
    answer: (clockError = 0) => {
      const position = random.between(1, QUESTIONS)
      const value = drawAnswer(position, random)
      wanted.set(position, value)
      withClockError(clockError, () => queue.add({ position, value, doubtful: false }))
    },
    flush: () => queue.flush(),
    waiting: () => state.events.length,
    undelivered: () => {
      const kept = new Map<number, string>()
      for (const { position, value, standing } of ledger.answers) if (standing === 'accepted') kept.set(position, JSON.stringify(value))
      return [...wanted].filter(([position, value]) => kept.get(position) !== JSON.stringify(value)).length
    },
    lastAcceptedSentAt: () => lastAcceptedSentAt,
    longestSilence: () => longestSilence,
    troubles,
    clock: () => (sync === null ? null : { remaining: remainingAt(sync, deadline, performance.now()), deadline }),
    handIn: async () => {
      for (let tries = 0; tries < 20; tries += 1) {
        if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 500))
        ledger.handInAskedAt ??= Date.now()
        const answer = await line.send(handInRequest(entered)).catch(() => null)
        if (answer === null || !isReceipt(answer)) continue
        ledger.handedIn += 1
        return true
      }
      return false
    },
    reload: () => {
      queue.close()
      line.close()
      queue = openQueue()
    },
    close: () => {
      queue.close()
      line.close()
    },
  }
}

/** The device's clock is wrong for as long as this takes: what the queue notes of the time is the device's own. */
function withClockError(milliseconds: number, work: () => void) {
  if (milliseconds === 0) {
    work()
    return
  }
  const right = globalThis.Date
  const Wrong = class extends right {
    constructor() {
      super(right.now() + milliseconds)
    }
    static override now() {
      return right.now() + milliseconds
    }
  }
  Object.defineProperty(globalThis, 'Date', { value: Wrong, configurable: true, writable: true })
  try {
    work()
  } finally {
    Object.defineProperty(globalThis, 'Date', { value: right, configurable: true, writable: true })
  }
}
