import { z } from 'zod'
import { AttemptId } from '../shared/id.ts'

/**
 * What an exam's page tells of itself. It is there for a proctor who looks after somebody and is never a verdict: a locked
 * screen, a call and a dead spot tell the same as a search for answers.
 */
const SIGNALS_OF_A_PAGE = ['left-page', 'lost-focus', 'offline'] as const
export type SignalOfPage = (typeof SIGNALS_OF_A_PAGE)[number]
export const PageSignalKind = z.enum([...SIGNALS_OF_A_PAGE, 'device-changed'])
export type PageSignalKind = z.infer<typeof PageSignalKind>

/** So many of one attempt are kept; whoever leaves the page more often has been seen long ago. */
export const MOST_SIGNALS = 300

/** Some signals of one attempt; `seconds` is how long it lasted by the device's own clock. */
export const SignalReport = z.object({
  attemptId: AttemptId,
  leaseEpoch: z.number().int().min(1).max(2_000_000_000),
  signals: z
    .array(z.object({ kind: z.enum(SIGNALS_OF_A_PAGE), seconds: z.number().int().min(0).max(86_400) }))
    .min(1)
    .max(20),
})
export type SignalReport = z.infer<typeof SignalReport>

/** How often one kind came, and for how many seconds at most. */
export const SignalSum = z.object({ kind: PageSignalKind, times: z.number().int(), longestSeconds: z.number().int() })
export type SignalSum = z.infer<typeof SignalSum>
