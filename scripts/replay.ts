import { SelectionRunId } from '#app/domain/shared/id.ts'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { replayRun } from '#app/use-cases/selection/replay-run.server.ts'

/** Calculates a selection again from its frozen inputs and compares every byte with what is stored. Ends with 1 when anything differs. */
async function main() {
  const id = SelectionRunId.safeParse(process.argv[2])
  if (!id.success) throw new Error('Usage: npm run replay -- <run id>')
  const from = performance.now()
  const result = await replayRun({ kind: 'system', job: 'replay' }, id.data)
  if (!result.ok) throw new Error(`There is no selection run ${id.data}.`)
  const { number, people, inputsHash, resultHash, resultBytes, differences } = result.value
  console.log(`List ${number}: ${people} people, ${resultBytes} bytes, ${Math.round(performance.now() - from)} ms`)
  console.log(`inputs  ${inputsHash}`)
  console.log(`result  ${resultHash}`)
  if (differences.length === 0) {
    console.log('The same, byte for byte.')
    return
  }
  console.error(`Not the same: ${differences.join(', ')}`)
  process.exitCode = 1
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
