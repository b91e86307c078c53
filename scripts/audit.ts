import type { ChainVerdict } from '#app/domain/audit/chain-end.ts'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { verifyChain } from '#app/use-cases/audit/verify-chain.server.ts'

const SAID: Record<ChainVerdict['faults'][number]['fault'], string> = {
  gap: 'does not follow the entry before it: one was removed or inserted',
  'broken-link': 'does not carry the hash of the entry before it',
  altered: 'was changed: its content does not give its hash',
  'missing-at-end': 'and all after it are missing at the end of the chain',
  'behind-head': 'and all after it stand behind the head of the chain',
  'head-differs': 'does not carry the hash that the head of the chain has',
}

async function main() {
  const [act] = process.argv.slice(2)
  if (act !== 'verify') throw new Error('Usage: npm run audit -- verify')
  const verdict = await verifyChain({ kind: 'system', job: 'verify-audit-chain' })
  await closeDatabase()
  if (!verdict.ok) throw new Error('The chain may not be read.')
  const { entries, faults } = verdict.value
  for (const { seq, fault } of faults) console.log(`FAULT entry ${seq} ${SAID[fault]}`)
  console.log(`${entries} entries walked, ${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
})
