import { z } from 'zod'
import { ResponseValue } from '#app/domain/question-bank/response.ts'

/** One answer as a candidate sent it, and what was heard of it. Moments are milliseconds since 1970. */
export const SentAnswer = z.object({
  leaseEpoch: z.number(),
  seq: z.number(),
  position: z.number(),
  value: ResponseValue,
  doubtful: z.boolean(),
  sentAt: z.number(),
  /** What the server said of it; null when it never answered. */
  standing: z.string().nullable(),
  heardAt: z.number().nullable(),
})
export type SentAnswer = z.infer<typeof SentAnswer>

/** What one candidate did and heard: the other side of what the database holds. */
export const Ledger = z.object({
  number: z.string(),
  attemptId: z.string(),
  answers: z.array(SentAnswer),
  /** How often the hand-in was answered with the receipt. */
  handedIn: z.number(),
  /** When the first hand-in was asked for; null when there was none. */
  handInAskedAt: z.number().nullable(),
})
export type Ledger = z.infer<typeof Ledger>

export const ACTS = ['sign-in', 'start', 'save', 'save again', 'page', 'hand-in', 'second hand-in'] as const
const Act = z.enum(ACTS)
export type Act = z.infer<typeof Act>

/** One request as a candidate lived it. `due` counts from the go, `took` from when it was due, `waited` from when it was sent; all in milliseconds. */
export const Sample = z.object({ act: Act, due: z.number(), took: z.number(), waited: z.number(), status: z.number(), good: z.boolean() })
export type Sample = z.infer<typeof Sample>

export const RobotsReport = z.object({
  ledgers: z.array(Ledger),
  samples: z.array(Sample),
  /** Connections that robots cut after sending. */
  cut: z.number(),
  faults: z.record(z.string(), z.number()),
})
export type RobotsReport = z.infer<typeof RobotsReport>
