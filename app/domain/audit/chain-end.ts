import type { ChainFault } from './audit-entry.ts'

/** A place in the chain: the entry's number and its hash. */
export type ChainPlace = { readonly seq: bigint; readonly hash: string }

/** Entries are gone from the end, stand behind the end that appends keep, or the end carries another hash than its entry. */
export type ChainEndFault = { readonly seq: bigint; readonly fault: 'missing-at-end' | 'behind-head' | 'head-differs' }

export type ChainVerdict = { readonly entries: number; readonly faults: readonly (ChainFault | ChainEndFault)[] }

/**
 * Compares the last entry found with the head that appends keep beside the chain. Whoever shortens the chain and the
 * head alike is found only by a head kept elsewhere.
 */
export function chainEndFault(last: ChainPlace, head: ChainPlace): ChainEndFault | null {
  if (last.seq < head.seq) return { seq: last.seq + 1n, fault: 'missing-at-end' }
  if (last.seq > head.seq) return { seq: head.seq + 1n, fault: 'behind-head' }
  return last.hash === head.hash ? null : { seq: head.seq, fault: 'head-differs' }
}
