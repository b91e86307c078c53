import { z } from 'zod'
import { wellFormed } from '../question-bank/answering.ts'
import type { OptionKey, QuestionKind } from '../question-bank/question.ts'
import { ResponseValue } from '../question-bank/response.ts'
import { AttemptId } from '../shared/id.ts'
import type { Lease } from './lease.ts'
import { graceEnd } from './time-limit.ts'

/** How many events one request may carry. */
export const BATCH_LIMIT = 200

const Whole = z.number().int().min(1).max(2_000_000_000)

/** A moment by a device's counter: milliseconds that nobody can set, of one life of one page. */
export const Counted = z.object({ life: z.string().min(1).max(40), mono: z.number().nonnegative().max(1e12) })

/** What a device testifies about the moment of an event: its counter, the last receipt before it, and when it heard that. */
const Testimony = z.object({
  ...Counted.shape,
  receipt: z.string().max(100).nullable(),
  /** The counter when the receipt was heard; null when that was in another life of the page. */
  heard: z.number().nonnegative().max(1e12).nullable(),
})

/** The testimony of an event as it is stored, with the device's counter when the batch left it. */
export const EventEvidence = z.object({ ...Testimony.shape, sent: Counted.nullable() })
export type EventEvidence = z.infer<typeof EventEvidence>

/** One change of one answer, numbered by the device that made it. Events are never changed, only followed by newer ones. */
export const SentEvent = z.object({
  seq: Whole,
  /** The question's position in the form, whatever place it has on this candidate's screen. */
  position: Whole,
  /** Read by `fitResponse` together with its question, so that one faulty answer holds up no other. */
  value: z.unknown(),
  doubtful: z.boolean(),
  /** What the device's clock said: evidence, never a basis for a decision. A time that the database cannot hold is none. */
  clientWall: z.iso
    .datetime()
    .max(30)
    .refine((text) => !text.startsWith('0000'))
    .nullable()
    .catch(null),
  /** Faulty or missing testimony is none: the event is kept all the same. */
  evidence: Testimony.optional().catch(undefined),
})

export const AnswerBatch = z.object({
  attemptId: AttemptId,
  leaseEpoch: Whole,
  events: z.array(SentEvent).max(BATCH_LIMIT),
  /** The device's counter when the batch left it. */
  sent: Counted.optional().catch(undefined),
})
export type AnswerBatch = z.infer<typeof AnswerBatch>

/** An event whose value fits its question. */
export type AnswerEvent = Omit<z.infer<typeof SentEvent>, 'value' | 'evidence'> & {
  readonly value: ResponseValue
  readonly evidence?: EventEvidence | null | undefined
}

/** accepted counts; late and conflict are kept as evidence, and count only by the door of late evidence. */
export const Standing = z.enum(['accepted', 'late', 'conflict'])
export type Standing = z.infer<typeof Standing>

/**
 * What a device is told about one event. seq-taken: another event stands under this number, send it again under a new
 * one. invalid: it does not fit its question and is not kept.
 */
export const AckStanding = z.enum([...Standing.options, 'seq-taken', 'invalid'])
export type AckStanding = z.infer<typeof AckStanding>

export type AnswerAck = {
  readonly seq: number
  readonly standing: AckStanding
  /** HMAC over attempt, seq and server time: proof of contact at that moment. Null for what was not kept. */
  readonly receipt: string | null
}
/** paused: the clock stands still. Nothing is taken in or refused, the device keeps its events until the exam goes on. */
export const AttemptStatus = z.enum(['running', 'paused', 'closed'])
export type AttemptStatus = z.infer<typeof AttemptStatus>

/** Moments are milliseconds since 1970, UTC. */
export type SaveAnswer = {
  readonly status: AttemptStatus
  readonly serverNow: number
  readonly deadline: number
  readonly remainingSeconds: number
  readonly leaseEpoch: number
  readonly holdsLease: boolean
  readonly lastSeq: number
  /** `10:02` */
  readonly savedAt: string
  /** HMAC over attempt, highest number and server time: each answer of the server proves that it was heard at that moment. */
  readonly receipt: string
  readonly acks: readonly AnswerAck[]
}

type Gate = { readonly status: AttemptStatus; readonly deadline: Date; readonly graceSeconds: number; readonly lease: Lease }

/**
 * How an event that arrives at this moment stands; null while the device that may write is to keep it. The store's statement
 * applies the same rule on the database's clock.
 */
export function standingOf(attempt: Gate, from: { readonly leaseEpoch: number; readonly deviceKey: string }, at: Date): Standing | null {
  if (from.leaseEpoch !== attempt.lease.epoch || from.deviceKey !== attempt.lease.deviceKey) return 'conflict'
  if (attempt.status === 'paused') return null
  return attempt.status === 'running' && at <= graceEnd(attempt) ? 'accepted' : 'late'
}

/** Whether an event replaces what is current: the current answer only moves forward in (lease epoch, seq). */
export function isAhead(
  event: { readonly leaseEpoch: number; readonly seq: number },
  current: { readonly leaseEpoch: number; readonly seq: number } | null,
): boolean {
  if (current === null) return true
  return event.leaseEpoch === current.leaseEpoch ? event.seq > current.seq : event.leaseEpoch > current.leaseEpoch
}

/** What may be answered at one position; `options` is empty for kinds without options, `prompts` for all but matching. */
export type AnswerRule = { readonly kind: QuestionKind; readonly options: readonly OptionKey[]; readonly prompts: readonly OptionKey[] }

/** The response as it is stored, or null when it does not fit the question: another kind, or an option that it has not. */
export function fitResponse(sent: unknown, rule: AnswerRule): ResponseValue | null {
  const parsed = ResponseValue.safeParse(withStorableText(sent))
  if (!parsed.success || parsed.data.kind !== rule.kind) return null
  const value = parsed.data
  switch (value.kind) {
    case 'single-choice':
      return value.chosen === null || rule.options.includes(value.chosen) ? value : null
    case 'multiple-response':
      if (!value.chosen.every((key) => rule.options.includes(key))) return null
      return { kind: value.kind, chosen: rule.options.filter((key) => value.chosen.includes(key)) }
    case 'matching': {
      const { kind, pairs } = value
      const isKnown = Object.entries(pairs).every(([prompt, option]) => rule.prompts.includes(prompt) && rule.options.includes(option))
      return isKnown ? { kind, pairs: Object.fromEntries(rule.prompts.flatMap((prompt) => pairFor(prompt, pairs[prompt]))) } : null
    }
    case 'ordering':
      if (value.order.length > rule.options.length || !value.order.every((key) => key === null || rule.options.includes(key))) return null
      return { kind: value.kind, order: rule.options.map((_option, place) => value.order[place] ?? null) }
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'essay':
      return value
  }
}

function pairFor(prompt: string, option: string | undefined): [string, string][] {
  return option === undefined ? [] : [[prompt, option]]
}

/** A text that a database cannot hold as it is loses what it cannot hold, not the whole answer. */
function withStorableText(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null || !('text' in sent) || typeof sent.text !== 'string') return sent
  return { ...sent, text: wellFormed(sent.text) }
}
