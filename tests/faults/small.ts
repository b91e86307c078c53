import { expect } from 'vitest'
import { startPostgres } from '../../scripts/postgres.ts'
import type { Fault } from './fault.ts'
import { tryFault } from './run.ts'

/** Whoever runs these beside other work waits longer for a process to come back; the floors are held by `npm run faults`. */
const PATIENCE = 6

/** Where there is no PostgreSQL and none can be installed, these runs say so and are left out. */
export const HAS_POSTGRES = await startPostgres().then(
  async (postgres) => {
    await postgres.stop()
    return true
  },
  (error: unknown) => {
    console.log(`left out: ${error instanceof Error ? error.message : String(error)}`)
    return false
  },
)

export async function tryInSmall(fault: Fault, skip: (why: string) => void): Promise<void> {
  const { verdict, reasons } = await tryFault(fault, fault.rounds.small, 1, PATIENCE)
  if (verdict === 'skipped') skip(reasons.join())
  expect(reasons).toEqual([])
}
