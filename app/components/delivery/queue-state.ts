import type { SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'

/** One change of one answer, kept on the device until the server has acknowledged it. */
export type QueuedEvent = {
  readonly attemptId: string
  readonly leaseEpoch: number
  readonly seq: number
  readonly position: number
  readonly value: ResponseValue
  readonly doubtful: boolean
  /** The device's own clocks and the last receipt before it: evidence, never a basis for a decision. */
  readonly clientWall: string
  readonly clientMono: number
  /** Whose counter that is: each life of the page counts from zero. */
  readonly life: string
  readonly lastReceipt: string | null
  /** The counter when that receipt was heard, in this life of the page. */
  readonly receiptHeard: number | null
}

/** Why nothing goes out, in the order in which it matters to the candidate. */
export type QueueTrouble = 'none' | 'unreachable' | 'signed-out' | 'other-device' | 'paused' | 'closed' | 'refused'

export type QueueState = {
  readonly attemptId: string
  readonly leaseEpoch: number
  /** The highest number given out under this lease. */
  readonly lastSeq: number
  /** In the order in which they were made. */
  readonly events: readonly QueuedEvent[]
  /** Numbers that may have reached the server: those events stay as they are. */
  readonly sent: ReadonlySet<number>
  /** The newest number of each position. */
  readonly newest: ReadonlyMap<number, number>
  readonly failures: number
  readonly trouble: QueueTrouble
  /** `10:02`, from the server. */
  readonly savedAt: string | null
  readonly lastReceipt: string | null
  readonly receiptHeard: number | null
  /** Events that came after the time was over. */
  readonly late: number
  /** Events that came when another device had taken the exam over. */
  readonly aside: number
}

export function emptyQueue({
  attemptId,
  leaseEpoch,
  lastSeq,
  savedAt,
}: {
  attemptId: string
  leaseEpoch: number
  lastSeq: number
  savedAt: string | null
}): QueueState {
  return {
    attemptId,
    leaseEpoch,
    lastSeq,
    events: [],
    sent: new Set(),
    newest: new Map(),
    failures: 0,
    trouble: 'none',
    savedAt,
    lastReceipt: null,
    receiptHeard: null,
    late: 0,
    aside: 0,
  }
}

/**
 * Takes in what an earlier life of the page left behind. It may have been sent, so it keeps its numbers.
 * @param given other changes made on this device: their numbers are taken
 */
export function restore(state: QueueState, stored: readonly QueuedEvent[], given: readonly QueuedEvent[] = []): QueueState {
  const events = [...stored].sort((left, right) => left.leaseEpoch - right.leaseEpoch || left.seq - right.seq)
  const own = events.filter((event) => event.leaseEpoch === state.leaseEpoch)
  return {
    ...state,
    events: [...events, ...state.events],
    lastSeq: Math.max(
      state.lastSeq,
      ...[...own, ...given].filter(({ leaseEpoch }) => leaseEpoch === state.leaseEpoch).map((event) => event.seq),
    ),
    sent: new Set(own.map((event) => event.seq)),
    newest: new Map(own.map((event) => [event.position, event.seq])),
  }
}

type Change = Pick<QueuedEvent, 'position' | 'value' | 'doubtful' | 'clientWall' | 'clientMono' | 'life'>

/** Adds a change. One of the same question that never left the device is replaced: only the newer one needs sending. */
export function record(state: QueueState, change: Change): { state: QueueState; added: QueuedEvent; replaced: QueuedEvent | null } {
  const { attemptId, leaseEpoch, lastReceipt, receiptHeard } = state
  const seq = state.lastSeq + 1
  const added = { ...change, attemptId, leaseEpoch, seq, lastReceipt, receiptHeard }
  const replaced =
    state.events.find((event) => event.leaseEpoch === leaseEpoch && event.position === change.position && !state.sent.has(event.seq)) ??
    null
  const events = [...state.events.filter((event) => event !== replaced), added]
  return { state: { ...state, events, lastSeq: seq, newest: new Map(state.newest).set(change.position, seq) }, added, replaced }
}

const MOST_EVENTS = 100

/** The next events to send, all of one lease, the oldest first. @param mostBytes of their JSON, at least one event goes. */
export function nextBatch(state: QueueState, mostBytes = 200_000): readonly QueuedEvent[] {
  const leaseEpoch = state.events[0]?.leaseEpoch
  const batch: QueuedEvent[] = []
  let bytes = 0
  for (const event of state.events) {
    // A character is three bytes of UTF-8 at most.
    bytes += 200 + 3 * JSON.stringify(event.value).length
    if (event.leaseEpoch !== leaseEpoch || batch.length === MOST_EVENTS || (batch.length > 0 && bytes > mostBytes)) break
    batch.push(event)
  }
  return batch
}

export function markSent(state: QueueState, batch: readonly QueuedEvent[]): QueueState {
  return {
    ...state,
    sent: new Set([...state.sent, ...batch.filter((event) => event.leaseEpoch === state.leaseEpoch).map((event) => event.seq)]),
  }
}

/**
 * Takes acknowledged events out. An event whose number was taken by another one gets a new number, unless a newer answer
 * to the same question exists. `removed` and `added` are for the device's store. @param heardAt the page's counter
 */
export function acknowledge(
  state: QueueState,
  batch: readonly QueuedEvent[],
  answer: SaveAnswer,
  heardAt = 0,
): { state: QueueState; removed: readonly QueuedEvent[]; added: readonly QueuedEvent[] } {
  const standings = new Map(answer.acks.map((ack) => [ack.seq, ack.standing]))
  const removed = batch.filter((event) => standings.has(event.seq))
  const isOwn = batch.length === 0 || batch[0]?.leaseEpoch === state.leaseEpoch
  let lastSeq = isOwn ? Math.max(state.lastSeq, answer.lastSeq) : state.lastSeq
  const newest = new Map(state.newest)
  const added = removed.flatMap((event) => {
    if (standings.get(event.seq) !== 'seq-taken' || !isOwn || newest.get(event.position) !== event.seq) return []
    lastSeq += 1
    newest.set(event.position, lastSeq)
    return [{ ...event, seq: lastSeq }]
  })
  const isSaved = answer.acks.some((ack) => ack.standing === 'accepted')
  return {
    removed,
    added,
    state: {
      ...state,
      events: [...state.events.filter((event) => !removed.includes(event)), ...added],
      lastSeq,
      newest,
      failures: 0,
      trouble: troubleOf(answer, isOwn),
      savedAt: isSaved ? answer.savedAt : state.savedAt,
      lastReceipt: answer.receipt,
      receiptHeard: heardAt,
      late: state.late + answer.acks.filter((ack) => ack.standing === 'late').length,
      aside: state.aside + answer.acks.filter((ack) => ack.standing === 'conflict').length,
    },
  }
}

function troubleOf({ status, holdsLease }: SaveAnswer, isOwn: boolean): QueueTrouble {
  if (status === 'closed') return 'closed'
  if (!holdsLease && isOwn) return 'other-device'
  return status === 'paused' ? 'paused' : 'none'
}

export function fail(state: QueueState, trouble: QueueTrouble): QueueState {
  return { ...state, failures: state.failures + 1, trouble }
}

/** Milliseconds before the next try: 1 s, 2 s, 4 s … 30 s, spread by half so that a room does not come back at once. */
export function retryDelay(failures: number, chance: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1)) * (0.5 + chance / 2)
}
