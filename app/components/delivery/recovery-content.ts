import type { QueuedEvent } from './queue-state.ts'
import { toSent } from './sent-event.ts'

/** How a recovery file is written; `domain/delivery/recovery-file.ts` reads it. */
const VERSION = 1

/** All that this device keeps of an attempt: what waits, and of each question the newest change, one event under each number. */
export function contentOf(
  attemptId: string,
  kept: readonly QueuedEvent[],
  now: { readonly wall: string; readonly life: string; readonly counter: number },
) {
  const events = new Map(kept.map((event) => [`${event.leaseEpoch}.${event.seq}`, event]))
  return {
    version: VERSION,
    attemptId,
    exportedAt: now.wall,
    sent: { life: now.life, mono: now.counter },
    events: [...events.values()].map((event) => ({ leaseEpoch: event.leaseEpoch, ...toSent(event) })),
  }
}
