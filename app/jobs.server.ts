import type { JobDefinition } from './platform/job-queue.server.ts'
import { closeOverdueAttempts } from './use-cases/delivery/close-overdue-attempts.server.ts'
import { expireRosterImports } from './use-cases/roster/expire-roster-imports.server.ts'
import { scoreClosedAttempts } from './use-cases/scoring/score-closed-attempts.server.ts'

/** Every background job and its schedule, on this page. */
export const jobs: readonly JobDefinition[] = [
  {
    name: 'close-overdue-attempts',
    schedule: '* * * * *',
    run: () => closeOverdueAttempts({ kind: 'system', job: 'close-overdue-attempts' }, null),
  },
  {
    name: 'score-closed-attempts',
    schedule: '* * * * *',
    run: () => scoreClosedAttempts({ kind: 'system', job: 'score-closed-attempts' }),
  },
  {
    name: 'expire-roster-imports',
    schedule: '17 * * * *',
    run: () => expireRosterImports({ kind: 'system', job: 'expire-roster-imports' }),
  },
]
