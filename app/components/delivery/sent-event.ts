import type { QueuedEvent } from './queue-state.ts'

/** An event in the form in which the server reads it. */
export function toSent({ seq, position, value, doubtful, clientWall, clientMono, life, lastReceipt, receiptHeard }: QueuedEvent) {
  return { seq, position, value, doubtful, clientWall, evidence: { life, mono: clientMono, receipt: lastReceipt, heard: receiptHeard } }
}
