import type { SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import type { EventStore } from './event-store.ts'
import {
  acknowledge,
  emptyQueue,
  fail,
  markSent,
  nextBatch,
  type QueuedEvent,
  type QueueState,
  record,
  restore,
  retryDelay,
} from './queue-state.ts'

export type SendOutcome =
  | { readonly kind: 'answered'; readonly answer: SaveAnswer; readonly askedAt: number; readonly heardAt: number }
  | { readonly kind: 'unreachable' | 'signed-out' | 'refused' }

export type Send = (
  batch: { readonly attemptId: string; readonly leaseEpoch: number; readonly events: readonly QueuedEvent[] },
  options: { readonly keepalive: boolean },
) => Promise<SendOutcome>

type QueueSetup = {
  readonly start: { readonly attemptId: string; readonly leaseEpoch: number; readonly lastSeq: number; readonly savedAt: string | null }
  readonly openStore: () => Promise<EventStore>
  readonly send: Send
  readonly onState: (state: QueueState) => void
  /** Every answer of the server tells its time. */
  readonly onContact: (answer: SaveAnswer, askedAt: number, heardAt: number) => void
}

/** Names this life of the page, whose counter begins at zero. */
export const PAGE_LIFE = Math.random().toString(36).slice(2, 12)

const SAVE_AFTER = 1500
/** Someone who types without a pause is saved all the same. */
const SAVE_AT_THE_LATEST = 10_000
/** A sign of life well within the silence after which another device may take over. */
const SIGN_OF_LIFE_AFTER = 40_000
/** While the clock stands still: how soon it is seen that the exam goes on. */
const ASK_WHILE_PAUSED = 5_000
/** The browser refuses keepalive bodies of more than 64 KiB, all of them together. */
const KEEPALIVE_BYTES = 50_000
/** Without a store nobody knows which numbers the page's last life gave out. */
const SEQ_GAP_WITHOUT_STORE = 100

export type AnswerQueue = {
  /** Resolves with the changes made on this device under the same lease that the page does not know yet. */
  readonly open: () => Promise<readonly QueuedEvent[]>
  readonly add: (change: Pick<QueuedEvent, 'position' | 'value' | 'doubtful'>) => void
  /** Sends everything that waits; an empty queue sends a sign of life. True when nothing waits and this device holds the lease. */
  readonly flush: () => Promise<boolean>
  /** For a page that may be about to go: sends what fits, and waits for nothing. */
  readonly flushBeforeLeaving: () => void
  readonly close: () => void
}

/** Keeps every change on the device until the server has it. Nothing is given up but what the server refuses for good. */
export function makeAnswerQueue({ start, openStore, send, onState, onContact }: QueueSetup): AnswerQueue {
  let state = emptyQueue(start)
  let store: Promise<EventStore> | null = null
  let ready: Promise<unknown> = Promise.resolve()
  let writing: Promise<unknown> = Promise.resolve()
  let underWay: Promise<boolean> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let waitingSince: number | null = null
  let isOpen = false

  const become = (next: QueueState) => {
    state = next
    onState(state)
  }
  const plan = (delay: number) => {
    if (timer !== null) clearTimeout(timer)
    timer = isOpen ? setTimeout(() => void flush(), delay) : null
  }
  const keep = (removed: readonly QueuedEvent[], added: readonly QueuedEvent[]) => {
    if (removed.length + added.length === 0) return
    // A full or failing disk must not stop the saving over the network.
    writing = writing.then(async () => (await store)?.replace(removed, added)).catch(() => {})
  }

  /** stuck: the server answered and took nothing. */
  async function sendOne(keepalive: boolean): Promise<SendOutcome['kind'] | 'stuck'> {
    const batch = nextBatch(state, keepalive ? KEEPALIVE_BYTES : undefined)
    become(markSent(state, batch))
    const leaseEpoch = batch[0]?.leaseEpoch ?? state.leaseEpoch
    const outcome = await send({ attemptId: state.attemptId, leaseEpoch, events: batch }, { keepalive })
    if (outcome.kind !== 'answered') {
      become(fail(state, outcome.kind))
      return outcome.kind
    }
    const { state: next, removed, added } = acknowledge(state, batch, outcome.answer, outcome.heardAt)
    keep(removed, added)
    become(next)
    onContact(outcome.answer, outcome.askedAt, outcome.heardAt)
    return batch.length > 0 && removed.length === 0 ? 'stuck' : outcome.kind
  }

  async function sendAll(): Promise<boolean> {
    await ready
    do {
      const outcome = await sendOne(false)
      if (outcome !== 'answered') {
        plan(state.trouble === 'paused' ? ASK_WHILE_PAUSED : retryDelay(Math.max(1, state.failures), Math.random()))
        return false
      }
    } while (state.events.length > 0 && state.trouble !== 'other-device')
    waitingSince = null
    if (state.trouble !== 'closed') plan(state.trouble === 'paused' ? ASK_WHILE_PAUSED : SIGN_OF_LIFE_AFTER)
    return state.events.length === 0 && state.trouble !== 'other-device'
  }

  function flush(): Promise<boolean> {
    underWay ??= sendAll().finally(() => {
      underWay = null
    })
    return underWay
  }

  return {
    open: async () => {
      isOpen = true
      store = openStore()
      const loading = store.then(async (opened) => {
        const stored = await opened.load(start.attemptId).catch(() => [])
        const newest = await opened.loadNewest(start.attemptId).catch(() => [])
        const gap = opened.isDurable ? 0 : SEQ_GAP_WITHOUT_STORE
        become(restore({ ...state, lastSeq: state.lastSeq + gap }, stored, newest))
        // A page from the device's own copy was made before answers that the server has taken in since.
        return [...stored, ...newest.filter((event) => event.seq > start.lastSeq)].filter((event) => event.leaseEpoch === start.leaseEpoch)
      })
      ready = loading
      return loading
    },
    add: (change) => {
      const clocks = { clientWall: new Date().toISOString(), clientMono: performance.now(), life: PAGE_LIFE }
      // Children report before the page opens its queue: one turn later it is known what to wait for.
      void Promise.resolve()
        .then(() => ready)
        .then(() => {
          const { state: next, added, replaced } = record(state, { ...change, ...clocks })
          keep(replaced === null ? [] : [replaced], [added])
          become(next)
          waitingSince ??= clocks.clientMono
          const waited = performance.now() - waitingSince
          // While the network is away the retry's own timer decides.
          if (state.failures === 0 && state.trouble !== 'paused') plan(Math.max(0, Math.min(SAVE_AFTER, SAVE_AT_THE_LATEST - waited)))
        })
    },
    flush,
    flushBeforeLeaving: () => {
      if (state.events.length > 0) void sendOne(true)
    },
    close: () => {
      isOpen = false
      if (timer !== null) clearTimeout(timer)
    },
  }
}
