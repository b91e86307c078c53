import { CHAIN_START, type ChainFault, chainFaults } from '#app/domain/audit/audit-entry.ts'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter, auditHead } from '#app/use-cases/audit/audit-store.server.ts'

const PAGE = 1_000

const SAID: Record<ChainFault['fault'], string> = {
  gap: 'does not follow the entry before it: one was removed or inserted',
  'broken-link': 'does not carry the hash of the entry before it',
  altered: 'was changed: its content does not give its hash',
}

type Walk = { readonly entries: number; readonly faults: readonly string[] }

/** Walks the chain from its start to its end, then compares the end with the head that the appends keep. */
async function verify(): Promise<Walk> {
  let last = { seq: 0n, hash: CHAIN_START }
  let entries = 0
  const faults: string[] = []
  for (;;) {
    // The head is read before the page, so entries that are appended meanwhile are not taken for missing ones.
    const head = await reading(auditHead)
    const page = await reading((transaction) => auditEntriesAfter(transaction, last.seq, PAGE))
    for (const { seq, fault } of chainFaults(page, last)) faults.push(`entry ${seq} ${SAID[fault]}`)
    const end = page.at(-1)
    if (end === undefined) {
      faults.push(...faultsAtTheEnd(last, head))
      return { entries, faults }
    }
    entries += page.length
    last = { seq: end.seq, hash: end.hash }
  }
}

function faultsAtTheEnd(last: { seq: bigint; hash: string }, head: { seq: bigint; hash: string }): string[] {
  if (last.seq < head.seq) return [`the entries ${last.seq + 1n} to ${head.seq} are missing at the end of the chain`]
  if (last.seq > head.seq) return [`the entries ${head.seq + 1n} to ${last.seq} stand behind the head of the chain`]
  return last.hash === head.hash ? [] : [`the head of the chain does not carry the hash of entry ${last.seq}`]
}

async function main() {
  const [act] = process.argv.slice(2)
  if (act !== 'verify') throw new Error('Usage: npm run audit -- verify')
  const { entries, faults } = await verify()
  await closeDatabase()
  for (const fault of faults) console.log(`FAULT ${fault}`)
  console.log(`${entries} entries walked, ${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
})
