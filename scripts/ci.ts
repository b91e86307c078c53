import { withPostgres } from './postgres.ts'
import { PROOF_PARTS, runTests } from './test.ts'
import { type Counts, oneFailed, report, sum } from './test-counts.ts'

/** Everything on the embedded database, robots and faults in small, then use-cases and the journeys tagged @postgres on a real PostgreSQL. */
async function main() {
  let total = await runTests({ parts: PROOF_PARTS })
  total = sum(total, await onPostgres())
  console.log(report(total))
  process.exitCode = total.failures.length === 0 ? 0 : 1
}

async function onPostgres(): Promise<Counts> {
  try {
    return await withPostgres((databaseUrl) =>
      runTests({ parts: ['unit', 'journeys'], databaseUrl, folders: ['tests/use-cases', 'tests/platform'], tag: '@postgres' }),
    )
  } catch (error) {
    console.error(error)
    return oneFailed('the run on PostgreSQL', error)
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
