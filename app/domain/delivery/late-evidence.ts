import { z } from 'zod'
import type { EventEvidence } from './answer-events.ts'
import { graceEnd } from './time-limit.ts'

/** What speaks against an event that came late being let in by itself. */
export const LateDoubt = z.enum(['no-counter', 'no-receipt', 'contradiction', 'after-the-end', 'long-gap', 'score-stands'])
export type LateDoubt = z.infer<typeof LateDoubt>

/** Between which moments of the server an event was made; null: nothing tells. */
export type Bounds = { readonly earliest: Date | null; readonly latest: Date | null }

export type Weighed = Bounds & {
  /** From the last receipt before the event to its arrival; null without a receipt. */
  readonly gapSeconds: number | null
} & ({ readonly verdict: 'bounded'; readonly why: null } | { readonly verdict: 'asks-a-person'; readonly why: LateDoubt })

type Arrival = {
  readonly evidence: EventEvidence | null
  /** The server's time in the receipt, once that is proven to be one of this attempt; null without one. */
  readonly receiptAt: Date | null
  readonly receivedAt: Date
}

/** A counter in a phone goes wrong by less than this in the hours of an exam. */
const TOLERANCE_MILLISECONDS = 2000

/**
 * Bounds the moment of an event by the contacts around it. A device that counted on without a break from the event to the
 * sending made it at the latest so long before it arrived; one that heard a receipt made it at the earliest so long after
 * the receipt's time. Counters of two lives of a page have no common zero and tell nothing of each other. A counter that
 * stands still while a device sleeps makes both bounds wider, never narrower.
 */
export function boundsOf({ evidence, receiptAt, receivedAt }: Arrival): Bounds {
  const isOneLife = evidence?.sent?.life === evidence?.life
  const sinceEvent = evidence?.sent && isOneLife ? evidence.sent.mono - evidence.mono : null
  const sinceReceipt = evidence === null || evidence.heard === null ? 0 : Math.max(0, evidence.mono - evidence.heard)
  return {
    earliest: receiptAt === null ? null : new Date(receiptAt.getTime() + sinceReceipt),
    latest: sinceEvent === null || sinceEvent < 0 ? null : new Date(receivedAt.getTime() - sinceEvent),
  }
}

export type Ending = {
  readonly deadline: Date
  readonly graceSeconds: number
  /** When work ended, of a closed attempt. */
  readonly effectiveEnd: Date | null
}

/** The last moment at which an answer could be made: the end of the grace, or when the exam was handed in or ended before. */
export function lastMoment(attempt: Ending): Date {
  const { effectiveEnd, deadline } = attempt
  return effectiveEnd !== null && effectiveEnd < deadline ? effectiveEnd : graceEnd(attempt)
}

/**
 * Whether an event that came late was made in time. bounded: its latest possible moment is, and the silence around it is at
 * most so many minutes. Everything else asks a person, who is told the first doubt and whatever bounds there are.
 */
export function weighLateEvent(arrival: Arrival, attempt: Ending, mostMinutes: number): Weighed {
  const bounds = boundsOf(arrival)
  const { earliest, latest } = bounds
  const gap = arrival.receiptAt === null ? null : Math.max(0, arrival.receivedAt.getTime() - arrival.receiptAt.getTime())
  const gapSeconds = gap === null ? null : Math.ceil(gap / 1000)
  const doubt = (why: LateDoubt): Weighed => ({ ...bounds, gapSeconds, verdict: 'asks-a-person', why })
  if (earliest !== null && latest !== null && earliest.getTime() - latest.getTime() > TOLERANCE_MILLISECONDS) return doubt('contradiction')
  const end = lastMoment(attempt)
  if (earliest !== null && earliest > end) return doubt('after-the-end')
  if (latest === null) return doubt('no-counter')
  if (latest > end) return doubt('after-the-end')
  if (earliest === null || gap === null) return doubt('no-receipt')
  if (gap > mostMinutes * 60_000) return doubt('long-gap')
  return { ...bounds, gapSeconds, verdict: 'bounded', why: null }
}

/** Why a person lets late answers in, or turns them away. */
export const ACCEPT_REASONS = ['network-outage', 'device-failure', 'seen-by-proctor'] as const
export const REJECT_REASONS = ['made-after-the-end', 'not-credible', 'wish-of-candidate'] as const

/** One answer for all late answers of an attempt that wait, as the reader saw them. */
export const LateDecision = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('accepted'), reason: z.enum(ACCEPT_REASONS) }),
  z.object({ answer: z.literal('rejected'), reason: z.enum(REJECT_REASONS) }),
])
export type LateDecision = z.infer<typeof LateDecision>
