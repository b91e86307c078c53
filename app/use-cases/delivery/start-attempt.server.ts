import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { formFor, layoutFor } from '#app/domain/assembly/attempt-layout.ts'
import { decideStart, type RunningAttempt, type StartRefusal } from '#app/domain/delivery/attempt.ts'
import { deadlineFor } from '#app/domain/delivery/time-limit.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { AttemptId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { newUuid, seedFor } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { findAttemptOn, insertAttempt, markAdmitted } from './attempt-store.server.ts'
import { findCandidateSeat } from './candidate-store.server.ts'
import { formIds, formQuestions } from './form-questions-store.server.ts'

/** waiting: checked in by the token, the session opens later. */
export type Started = { readonly kind: 'started'; readonly attemptId: AttemptId } | { readonly kind: 'waiting'; readonly opensAt: Date }

/**
 * Lets a candidate in and begins the exam when its session is open. Whoever starts twice, even at the same moment, gets
 * the one attempt (unique on candidate and exam). The number of queries does not grow with anything.
 */
export function startAttempt(actor: Actor, token: string | null): Promise<Result<Started, StartRefusal | { kind: 'not-found' }>> {
  return inTransaction<Started, StartRefusal | { kind: 'not-found' }>(async (transaction) => {
    if (actor.kind !== 'candidate') return refuse({ kind: 'not-found' })
    const seat = await findCandidateSeat(transaction, actor.candidateId)
    if (seat === null || !may(actor, 'attempt.take', { ownerCandidateId: seat.candidateId })) return refuse({ kind: 'not-found' })
    const existing = await findAttemptOn(transaction, seat.candidateId, seat.examId)
    const at = await databaseNow(transaction)
    const decision = decideStart(seat, existing, { at, token })
    if (!decision.ok) return decision
    if (decision.value.kind === 'resume' && existing !== null) return accept({ kind: 'started', attemptId: existing.id })
    if (decision.value.kind === 'wait') {
      const isFirst = await markAdmitted(transaction, seat.candidateId, at)
      if (isFirst)
        await appendAuditEntry(transaction, {
          at,
          by: actor,
          event: { kind: 'candidate.checked-in', subject: seat.candidateId, detail: { examSessionId: seat.examSessionId } },
        })
      return accept({ kind: 'waiting', opensAt: decision.value.opensAt })
    }

    const policy = await latestPolicy(transaction, seat.periodId)
    const attemptId = AttemptId.parse(newUuid())
    const seed = seedFor(environment().secrets.EXAM_SECRET, attemptId)
    const forms = await formIds(transaction, seat.examId)
    const formId = forms[formFor(forms.length, seed)]
    if (formId === undefined) throw new Error(`exam ${seat.examId} has no form`)
    const { content, bodies } = await formQuestions(transaction, formId)
    const layout = layoutFor(content, new Map([...bodies].map(([id, body]) => [id, optionsOf(body)])), seed)
    const attempt: RunningAttempt = {
      id: attemptId,
      candidateId: seat.candidateId,
      examId: seat.examId,
      examSessionId: seat.examSessionId,
      formId,
      policyVersion: policy.version,
      startedAt: at,
      deadline: deadlineFor({
        startedAt: at,
        limitMinutes: seat.limitMinutes,
        hardClose: seat.hardClose,
        extraPercent: 0,
        extraMinutes: 0,
      }),
      graceSeconds: policy.settings.graceSeconds,
      handInId: newUuid(),
      lease: { epoch: 1, deviceKey: actor.deviceKey, seenAt: at },
      status: 'running',
    }
    const isNew = await insertAttempt(transaction, attempt, { seed, layout })
    if (!isNew) {
      const first = await findAttemptOn(transaction, seat.candidateId, seat.examId)
      return first?.status === 'running' ? accept({ kind: 'started', attemptId: first.id }) : refuse({ kind: 'already-closed' })
    }
    await markAdmitted(transaction, seat.candidateId, at)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'attempt.started',
        subject: attempt.id,
        detail: {
          examId: attempt.examId,
          examSessionId: attempt.examSessionId,
          formId,
          policyVersion: policy.version,
          deadline: attempt.deadline.toISOString(),
        },
      },
    })
    return accept({ kind: 'started', attemptId: attempt.id })
  })
}

function optionsOf(body: QuestionBody): { key: string; last: boolean }[] {
  switch (body.kind) {
    case 'single-choice':
    case 'multiple-response':
      return body.options.map(({ key, last }) => ({ key, last }))
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'essay':
      return []
  }
}
