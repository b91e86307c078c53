import { expect, inject, test } from 'vitest'
import type { FaultId } from './fault.ts'
import { FAULTS, tryFault } from './run.ts'

/** Whoever runs these beside other work waits longer for a process to come back; the floors are held by `npm run faults`. */
const PATIENCE = 6

/** Where there is no PostgreSQL and none can be installed, these runs say so and are left out. */
export const HAS_POSTGRES = inject('hasPostgres')

/** A test for each of these faults, in its fewest rounds. Where it cannot be tried, it is skipped and says why. */
export function tryInSmall(...ids: readonly FaultId[]): void {
  for (const fault of FAULTS.filter(({ id }) => ids.includes(id)))
    test.skipIf(!HAS_POSTGRES)(`${fault.id}: ${fault.what}`, async ({ skip }) => {
      const { verdict, reasons } = await tryFault(fault, fault.rounds.small, 1, PATIENCE)
      if (verdict === 'skipped') skip(reasons.join())
      expect(reasons).toEqual([])
    })
}
