import { z } from 'zod'
import { wellFormed } from '../question-bank/answering.ts'
import { ResponseValue } from '../question-bank/response.ts'
import { canonicalJson } from '../shared/canonical-hash.ts'
import { AttemptId } from '../shared/id.ts'
import { type AnswerRule, Counted, EventEvidence, fitResponse, isAhead, SentEvent, type Standing } from './answer-events.ts'
import { type Bounds, type Ending, lastMoment, type Weighed } from './late-evidence.ts'

/** The largest recovery file that is taken in: sixty long essays with their history are a tenth of it. */
export const MOST_RECOVERY_BYTES = 2 * 1024 * 1024

/** The server's public key to which devices seal: a point of P-256 in base64url, named by its RFC 7638 thumbprint. */
export type RecoveryKey = { readonly kid: string; readonly x: string; readonly y: string }

const Epoch = z.number().int().min(1).max(2_000_000_000)

/**
 * What a recovery file says once it is opened: what the device keeps of one attempt. Values are read together with their
 * questions, as in a save.
 */
export const RecoveryContent = z.object({
  version: z.literal(1),
  attemptId: AttemptId,
  /** What the device's clock said: shown, never a basis for a decision. */
  exportedAt: z.iso.datetime().max(30),
  /** The device's counter when the file was made. */
  sent: Counted,
  events: z
    .array(z.object({ ...SentEvent.shape, leaseEpoch: Epoch }))
    .min(1)
    .max(5_000),
})
export type RecoveryContent = z.infer<typeof RecoveryContent>

/** An event of a recovery file whose value fits its question, as it is stored with the file. */
export const RecoveredEvent = z.object({
  leaseEpoch: Epoch,
  seq: Epoch,
  position: Epoch,
  value: ResponseValue,
  doubtful: z.boolean(),
  clientWall: z.string().nullable(),
  evidence: EventEvidence.nullable(),
})
export type RecoveredEvent = z.infer<typeof RecoveredEvent>

/**
 * The events of a file that fit their questions, one under each number, and how many did not fit. What names a lease that
 * nobody was given fits nothing: it would stand before every answer that is still to come. @param lastEpoch the attempt's lease
 */
export function readEvents(
  { events, sent }: RecoveryContent,
  rules: ReadonlyMap<number, AnswerRule>,
  lastEpoch: number,
): { readonly events: readonly RecoveredEvent[]; readonly unfit: number } {
  const read = new Map<string, RecoveredEvent>()
  let unfit = 0
  for (const event of events) {
    const rule = rules.get(event.position)
    const value = rule === undefined || event.leaseEpoch > lastEpoch ? null : fitResponse(event.value, rule)
    if (value === null || read.has(nameOf(event))) unfit += 1
    else read.set(nameOf(event), { ...event, value, evidence: storable(event.evidence, sent) })
  }
  return { events: [...read.values()].sort(byAge), unfit }
}

/** Testimony with a text that a database cannot hold is none. */
function storable(evidence: RecoveryContent['events'][number]['evidence'], sent: RecoveryContent['sent']): EventEvidence | null {
  if (evidence === undefined) return null
  const isWhole = [evidence.life, evidence.receipt ?? '', sent.life].every((text) => wellFormed(text) === text)
  return isWhole ? { ...evidence, sent } : null
}

/** An event that the server holds; `decision`: what the door for late answers said about it. */
export type HeldEvent = Pick<RecoveredEvent, 'leaseEpoch' | 'seq' | 'position' | 'value' | 'doubtful'> & {
  readonly standing: Standing
  readonly decision: 'waiting' | 'accepted' | 'rejected' | null
  readonly receivedAt: Date
}

/**
 * How an event of the file stands to what the server holds. new: not there. aside: there, from another device, and not
 * counting. held: there, and whatever becomes of it is decided elsewhere. taken: another event stands under its number.
 */
export type Presence = 'new' | 'aside' | 'held' | 'taken'

/** An event of a file with all that a person is told about it. */
export type ComparedEvent = RecoveredEvent & {
  readonly presence: Presence
  readonly weighed: Weighed
  /** Proven to be made after the end of the exam: it never comes in by a file. */
  readonly isAfterEnd: boolean
}

/** @param weigh bounds the moment of an event; its arrival is the file's upload */
export function compareEvents(
  events: readonly RecoveredEvent[],
  held: readonly HeldEvent[],
  ending: Ending,
  weigh: (event: RecoveredEvent) => Weighed,
): ComparedEvent[] {
  const heldByName = new Map(held.map((event) => [nameOf(event), event]))
  return events.map((event) => {
    const weighed = weigh(event)
    return { ...event, weighed, presence: presenceOf(event, heldByName.get(nameOf(event))), isAfterEnd: isProvenAfter(weighed, ending) }
  })
}

function presenceOf(event: RecoveredEvent, held: HeldEvent | undefined): Presence {
  if (held === undefined) return 'new'
  if (held.position !== event.position || !isSameAnswer(held, event)) return 'taken'
  return held.standing === 'conflict' && held.decision === null ? 'aside' : 'held'
}

/** Whether an event was made after the last moment at which an answer could be made. */
function isProvenAfter({ earliest }: Bounds, ending: Ending): boolean {
  return earliest !== null && earliest > lastMoment(ending)
}

/** Whether accepting the file lets this event in. */
export function isLetIn({ presence, isAfterEnd }: Pick<ComparedEvent, 'presence' | 'isAfterEnd'>): boolean {
  return (presence === 'new' || presence === 'aside') && !isAfterEnd
}

/**
 * What accepting the file does to a question. fills: no answer counts yet. replaces: the file's is the newer one. repeats: the
 * newer one says the same. older: the server's is newer and stays. after-the-end: all of it was made too late. taken: its
 * number stands for another event. same: the server has it all.
 */
export type Effect = 'fills' | 'replaces' | 'repeats' | 'older' | 'after-the-end' | 'taken' | 'same'

export type QuestionDifference = {
  readonly position: number
  readonly effect: Effect
  /** When the server received the answer that counts now; null without one. */
  readonly serverAt: Date | null
  /** The newest event of the file that the effect is about, without what it says, and how many of the question are not counted yet. */
  readonly newest: Pick<ComparedEvent, 'leaseEpoch' | 'seq' | 'clientWall' | 'presence' | 'weighed'>
  readonly count: number
}

/** What the file changes, question by question in the form's order. Of an answer it tells that and when it differs. */
export function differenceOf(events: readonly ComparedEvent[], held: readonly HeldEvent[]): QuestionDifference[] {
  const positions = [...new Set(events.map(({ position }) => position))].sort((left, right) => left - right)
  return positions.flatMap((position) => differenceAt(position, events.filter((event) => event.position === position).sort(byAge), held))
}

function differenceAt(position: number, own: readonly ComparedEvent[], held: readonly HeldEvent[]): QuestionDifference[] {
  const counting = newestCounting(held.filter((event) => event.position === position))
  const missing = own.filter(({ presence }) => presence !== 'held')
  const letIn = missing.filter(isLetIn)
  const newest = letIn.at(-1) ?? missing.at(-1) ?? own.at(-1)
  if (newest === undefined) return []
  const { leaseEpoch, seq, clientWall, presence, weighed } = newest
  return [
    {
      position,
      effect: effectOf(newest, missing.length, counting),
      serverAt: counting?.receivedAt ?? null,
      newest: { leaseEpoch, seq, clientWall, presence, weighed },
      count: missing.length,
    },
  ]
}

function effectOf(newest: ComparedEvent, missing: number, counting: HeldEvent | null): Effect {
  if (missing === 0) return 'same'
  if (!isLetIn(newest)) return newest.presence === 'taken' ? 'taken' : 'after-the-end'
  if (counting === null) return 'fills'
  if (!isAhead(newest, counting)) return 'older'
  return isSameAnswer(newest, counting) ? 'repeats' : 'replaces'
}

/** Of the events that count the newest in (lease epoch, seq). */
export function newestCounting<Event extends Pick<HeldEvent, 'leaseEpoch' | 'seq' | 'standing' | 'decision'>>(
  held: readonly Event[],
): Event | null {
  return held
    .filter(({ standing, decision }) => standing === 'accepted' || decision === 'accepted')
    .reduce<Event | null>((newest, event) => (isAhead(event, newest) ? event : newest), null)
}

/** One text for a difference as a reader saw it: another one means that something changed since. */
export function markOf(difference: readonly QuestionDifference[]): string {
  return difference
    .filter(({ effect }) => effect !== 'same')
    .map(({ position, effect, newest, count }) => `${position}:${effect}:${newest.leaseEpoch}.${newest.seq}:${count}`)
    .join(' ')
}

export const RecoveryState = z.enum(['waiting', 'accepted', 'rejected'])
export type RecoveryState = z.infer<typeof RecoveryState>

const byAge = (left: RecoveredEvent, right: RecoveredEvent) => left.leaseEpoch - right.leaseEpoch || left.seq - right.seq
const nameOf = ({ leaseEpoch, seq }: Pick<RecoveredEvent, 'leaseEpoch' | 'seq'>) => `${leaseEpoch}.${seq}`
const isSameAnswer = (left: Pick<RecoveredEvent, 'value' | 'doubtful'>, right: Pick<RecoveredEvent, 'value' | 'doubtful'>) =>
  left.doubtful === right.doubtful && canonicalJson(left.value) === canonicalJson(right.value)
