import { MAKE_CERTIFICATES } from './domain/certificates/issuance.ts'
import { JOB_AFTER_CLOSING } from './domain/delivery/attempt.ts'
import type { JobDefinition } from './platform/job-queue.server.ts'
import { makeCertificates } from './use-cases/certificates/make-certificates.server.ts'
import { removeUnnamedFiles } from './use-cases/certificates/remove-unnamed-files.server.ts'
import { closeOverdueAttempts } from './use-cases/delivery/close-overdue-attempts.server.ts'
import { expireRosterImports } from './use-cases/roster/expire-roster-imports.server.ts'
import { scoreClosedAttempts } from './use-cases/scoring/score-closed-attempts.server.ts'
import { weighLateAnswers } from './use-cases/scoring/weigh-late-answers.server.ts'

/** Every background job and its schedule, on this page. */
export const jobs: readonly JobDefinition[] = [
  {
    name: 'close-overdue-attempts',
    schedule: '* * * * *',
    run: () => closeOverdueAttempts({ kind: 'system', job: 'close-overdue-attempts' }, null),
  },
  {
    // Each closing asks for it; the schedule repairs what a crash left behind.
    name: JOB_AFTER_CLOSING,
    schedule: '* * * * *',
    coversAtOnce: 1_000,
    run: () => scoreClosedAttempts({ kind: 'system', job: JOB_AFTER_CLOSING }),
  },
  {
    name: 'weigh-late-answers',
    schedule: '* * * * *',
    run: () => weighLateAnswers({ kind: 'system', job: 'weigh-late-answers' }),
  },
  {
    name: 'expire-roster-imports',
    schedule: '17 * * * *',
    run: () => expireRosterImports({ kind: 'system', job: 'expire-roster-imports' }),
  },
  {
    // Each approval asks for it; the schedule takes up what a crash or a lease left behind.
    name: MAKE_CERTIFICATES,
    schedule: '* * * * *',
    coversAtOnce: 1_000,
    run: () => makeCertificates({ kind: 'system', job: MAKE_CERTIFICATES }),
  },
  {
    name: 'remove-unnamed-files',
    schedule: '23 3 * * *',
    run: () => removeUnnamedFiles({ kind: 'system', job: 'remove-unnamed-files' }),
  },
]
