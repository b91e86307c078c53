import { test } from 'vitest'
import { FAULTS } from './run.ts'
import { HAS_POSTGRES, tryInSmall } from './small.ts'

for (const fault of FAULTS.filter(({ id }) => id === 'F15')) {
  test.skipIf(!HAS_POSTGRES)(`${fault.id}: ${fault.what}`, ({ skip }) => tryInSmall(fault, skip))
}
