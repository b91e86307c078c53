import { contentOf } from '#app/components/delivery/recovery-content.ts'
import { seal } from '#app/components/delivery/seal-recovery.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { signReceipt } from '#app/platform/receipt.server.ts'
import { recoveryKey } from '#app/platform/recovery-key.server.ts'

/** `[number, answer, question, seconds before the file is made, lease]` */
export type Made = readonly [seq: number, chosen: string, position: number, madeBefore?: number, leaseEpoch?: number]
/** The device's own counter when the file is made, in milliseconds. */
export const NOW = 10_000_000

/** A file as a device makes it that heard a receipt so many seconds ago. */
export async function fileOf(attemptId: AttemptId, made: readonly Made[], heardBefore = 600): Promise<Uint8Array> {
  const receipt = signReceipt(attemptId, 1, new Date(Date.now() - heardBefore * 1000))
  const kept = made.map(([seq, chosen, position, madeBefore = 60, leaseEpoch = 1]) => ({
    attemptId,
    leaseEpoch,
    seq,
    position,
    value: { kind: 'single-choice' as const, chosen },
    doubtful: false,
    clientWall: new Date().toISOString(),
    clientMono: NOW - madeBefore * 1000,
    life: 'one',
    lastReceipt: receipt,
    receiptHeard: NOW - heardBefore * 1000,
  }))
  return sealed(contentOf(attemptId, kept, { wall: new Date().toISOString(), life: 'one', counter: NOW }))
}

export const sealed = async (content: unknown) =>
  new TextEncoder().encode(await seal(new TextEncoder().encode(JSON.stringify(content)), await recoveryKey()))
