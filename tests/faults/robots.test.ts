import { expect, test } from 'vitest'
import { runLoad } from '../load/run.ts'
import { HAS_POSTGRES } from './small.ts'

const LOAD = { profile: 'handin', candidates: 20, seconds: 2, haste: 10, seed: 1, workers: 1, startWithin: 2 } as const

test.skipIf(!HAS_POSTGRES)('20 robots hand in at the same moment: what they sent and what is stored agree', async () => {
  const { measured, findings } = await runLoad(LOAD)
  expect(findings.filter(({ wrong }) => wrong > 0)).toEqual([])
  expect(measured.heard.faults).toEqual({})
  expect(measured.acknowledged).toBeGreaterThan(LOAD.candidates)
  expect(measured.heard.ledgers.filter(({ handedIn }) => handedIn === 0)).toEqual([])
})
