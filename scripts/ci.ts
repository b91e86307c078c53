import { withPostgres } from './postgres.ts'
import { type Counts, countsLine, PROOF_PARTS, runTests, sum } from './test.ts'

/** Everything on the embedded database, robots and faults in small, then use-cases and the journeys tagged @postgres on a real PostgreSQL. */
async function main() {
  let total = await runTests({ parts: PROOF_PARTS })
  total = sum(total, await onPostgres())
  console.log(`\n${countsLine(total)}`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

async function onPostgres(): Promise<Counts> {
  try {
    return await withPostgres((databaseUrl) =>
      runTests({ parts: ['unit', 'journeys'], databaseUrl, folders: ['tests/use-cases', 'tests/platform'], tag: '@postgres' }),
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
