import type { BsreOfficial } from './bsre-signer.server.ts'

/** Held in this process's memory until its time is up, and nowhere else: a restart forgets it, and the batch asks again. */
const held = new Map<string, { readonly official: BsreOfficial; readonly until: Date }>()

export function holdOfficial(batchId: string, official: BsreOfficial, until: Date): void {
  held.set(batchId, { official, until })
}

/** Null when this process holds none for the batch, or not any more. */
export function officialFor(batchId: string, at: Date): BsreOfficial | null {
  const found = held.get(batchId)
  if (found === undefined || found.until > at) return found?.official ?? null
  held.delete(batchId)
  return null
}

export function forgetOfficial(batchId: string): void {
  held.delete(batchId)
}
