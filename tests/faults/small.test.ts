import { expect, test } from 'vitest'
import { type LoadOptions, runLoad } from '../load/run.ts'
import { FAULTS } from './run.ts'
import { HAS_POSTGRES, tryInSmall } from './small.ts'

const LOADS = [{ profile: 'handin', candidates: 20, seconds: 2, haste: 10 }] satisfies Omit<LoadOptions, 'seed' | 'workers'>[]
/** What is quick to try. The browser's round has a file of its own; the others are played by `npm run faults` alone. */
const IN_SMALL = ['F1', 'F2', 'F5', 'F6', 'F7']

for (const load of LOADS) {
  test.skipIf(!HAS_POSTGRES)(`${load.candidates} robots, ${load.profile}: what they sent and what is stored agree`, async () => {
    const { measured, findings } = await runLoad({ ...load, seed: 1, workers: 1, startWithin: 2 })
    expect(findings.filter(({ wrong }) => wrong > 0)).toEqual([])
    expect(measured.heard.faults).toEqual({})
    expect(measured.acknowledged).toBeGreaterThan(load.candidates)
    expect(measured.heard.ledgers.filter(({ handedIn }) => handedIn === 0)).toEqual([])
  })
}

for (const fault of FAULTS.filter(({ id }) => IN_SMALL.includes(id))) {
  test.skipIf(!HAS_POSTGRES)(`${fault.id}: ${fault.what}`, ({ skip }) => tryInSmall(fault, skip))
}
