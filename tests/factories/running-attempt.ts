import type { RunningAttempt } from '#app/domain/delivery/attempt.ts'
import { AttemptId, CandidateId, ExamFormId, ExamId, ExamSessionId } from '#app/domain/shared/id.ts'

/** An exam of ninety minutes that began at noon and runs on a phone: where the rules about attempts are tried. */

export const SOME_ID = '00000000-0000-4000-8000-000000000001'
export const LIMIT_MINUTES = 90
export const NOON = new Date('2026-11-21T05:00:00.000Z')
export const minutesOn = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)

export const RUNNING: RunningAttempt = {
  status: 'running',
  id: AttemptId.parse(SOME_ID),
  candidateId: CandidateId.parse(SOME_ID),
  examId: ExamId.parse(SOME_ID),
  examSessionId: ExamSessionId.parse(SOME_ID),
  formId: ExamFormId.parse(SOME_ID),
  policyVersion: 1,
  startedAt: NOON,
  deadline: minutesOn(LIMIT_MINUTES),
  graceSeconds: 30,
  grantedSeconds: 0,
  pausedMilliseconds: 0,
  pausedAt: null,
  voidedAt: null,
  handInId: SOME_ID,
  lease: { epoch: 3, deviceKey: 'phone', seenAt: NOON },
}

/** What its hand-in keeps of the answers. */
export const EVIDENCE = { receiptCode: 'K7PM-3QXA', eventCount: 4, eventHash: 'ab' }
