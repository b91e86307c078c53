import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { CHAIN_START, chainFaults } from '#app/domain/audit/audit-entry.ts'
import { type ChainPlace, type ChainVerdict, chainEndFault } from '#app/domain/audit/chain-end.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter, auditHead } from './audit-store.server.ts'

/** Walks the whole chain from its start, a page at a time, and compares its end with the head that appends keep. */
export async function verifyChain(
  actor: Actor,
  { pageSize = 1_000 }: { pageSize?: number } = {},
): Promise<Result<ChainVerdict, { readonly kind: 'forbidden' }>> {
  if (!may(actor, 'audit.read')) return refuse({ kind: 'forbidden' })
  const faults: ChainVerdict['faults'][number][] = []
  let last: ChainPlace = { seq: 0n, hash: CHAIN_START }
  let entries = 0
  for (;;) {
    // The head is read before the page, so that entries appended meanwhile are not taken for missing ones.
    const head = await reading(auditHead)
    const page = await reading((transaction) => auditEntriesAfter(transaction, last.seq, pageSize))
    faults.push(...chainFaults(page, last))
    const end = page.at(-1)
    if (end === undefined) {
      const fault = chainEndFault(last, head)
      return accept({ entries, faults: fault === null ? faults : [...faults, fault] })
    }
    entries += page.length
    last = { seq: end.seq, hash: end.hash }
  }
}
