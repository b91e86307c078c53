import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { standingOf } from '#app/domain/delivery/answer-events.ts'
import type { Attempt } from '#app/domain/delivery/attempt.ts'
import type { LateDecision } from '#app/domain/delivery/late-evidence.ts'
import { type ComparedEvent, isLetIn, markOf } from '#app/domain/delivery/recovery-file.ts'
import { mayDecideRecovery } from '#app/domain/proctoring/recovery-decision.ts'
import type { AccountId, ExamSessionId, RecoveryFileId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { lockAttempt } from '../delivery/attempt-store.server.ts'
import { findListedSession } from '../delivery/exam-session-store.server.ts'
import { keepRecovered, moveForward } from '../delivery/recovered-answer-store.server.ts'
import { insertDecidedEvidence } from '../scoring/late-evidence-store.server.ts'
import { withdrawScore } from '../scoring/result-store.server.ts'
import { scoreLocked } from '../scoring/score-attempt.server.ts'
import { lockAttempt as lockForScoring } from '../scoring/score-input-store.server.ts'
import { compareRecovery } from './compare-recovery.server.ts'
import { lockRecoveryFile, saveRecoveryDecision } from './recovery-file-store.server.ts'

export type DecideRecoveryRefusal = {
  readonly kind: 'not-found' | 'already-decided' | 'needs-second-person' | 'changed' | 'void' | 'score-stands'
}

/**
 * The second person's answer to a recovery file. What is accepted counts at once: in an exam that is under way like a save,
 * in one that is over by the door for late answers, and what was scored is scored anew unless somebody marked or confirmed
 * it. @param seen the difference as the person saw it, `markOf`
 */
export function decideRecoveryFile(
  actor: Actor,
  { examSessionId, id, seen }: { readonly examSessionId: ExamSessionId; readonly id: RecoveryFileId; readonly seen: string },
  { answer, reason }: LateDecision,
): Promise<Result<{ readonly letIn: number }, DecideRecoveryRefusal>> {
  return inTransaction<{ readonly letIn: number }, DecideRecoveryRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'room-act.decide')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    const file = session && (await lockRecoveryFile(transaction, id))
    if (session === null || file === null || file.examSessionId !== examSessionId || actor.kind !== 'staff')
      return refuse({ kind: 'not-found' })
    const allowed = mayDecideRecovery(file, actor.accountId)
    if (!allowed.ok) return allowed
    const attempt = await lockAttempt(transaction, file.attemptId)
    const scoring = await lockForScoring(transaction, file.attemptId)
    if (attempt === null || scoring === null) throw new Error(`recovery file ${id} is about an attempt that is not stored`)
    const at = await databaseNow(transaction)
    const decided = { reason, by: actor.accountId, at }
    const detail = { attempt: attempt.id, reason }
    if (answer === 'rejected') {
      await saveRecoveryDecision(transaction, id, { ...decided, state: 'rejected' })
      await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'recovery-file.rejected', subject: id, detail } })
      return accept({ letIn: 0 })
    }
    if (attempt.voidedAt !== null) return refuse({ kind: 'void' })
    const { events, difference } = await compareRecovery(actor, transaction, { attempt, periodId: session.periodId, ...file })
    if (markOf(difference) !== seen) return refuse({ kind: 'changed' })
    const letIn = events.filter(isLetIn)
    const isRescored = scoring.scoredAt !== null && letIn.length > 0
    if (isRescored && !(await withdrawScore(transaction, attempt.id))) return refuse({ kind: 'score-stands' })
    // The database lets the events of another device in only behind a file that is accepted.
    await saveRecoveryDecision(transaction, id, { ...decided, state: 'accepted', letIn: letIn.length })
    await letEventsIn(transaction, attempt, events, { uploadedAt: file.uploadedAt, ...decided })
    if (isRescored) await scoreLocked(actor, transaction, [scoring])
    const counts = { letIn: letIn.length, leftOut: events.filter(({ presence }) => presence !== 'held').length - letIn.length }
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'recovery-file.accepted', subject: id, detail: { ...detail, ...counts } },
    })
    return accept({ letIn: letIn.length })
  })
}

type Ground = { readonly uploadedAt: Date; readonly reason: string; readonly by: AccountId; readonly at: Date }

async function letEventsIn(
  transaction: Transaction,
  attempt: Attempt,
  events: readonly ComparedEvent[],
  { uploadedAt, reason, by, at }: Ground,
) {
  const isOpen = isUnderWay(attempt, at)
  const fresh = events.filter(({ presence }) => presence === 'new')
  const aside = events.filter(({ presence }) => presence === 'aside')
  // An event that is proven to be late is kept and turned away, in an exam that is over by its end and in one under way by being late.
  const inTime = isOpen ? fresh.filter(isLetIn) : []
  const late = fresh.filter((event) => !inTime.includes(event))
  await keepRecovered(transaction, attempt.id, { standing: 'accepted', receivedAt: uploadedAt }, inTime)
  await keepRecovered(transaction, attempt.id, { standing: 'late', receivedAt: uploadedAt }, late)
  const doubtful = [...late, ...aside]
  const accepted = doubtful.filter(isLetIn)
  const rejected = doubtful.filter((event) => !isLetIn(event))
  await insertDecidedEvidence(transaction, attempt.id, accepted, { state: 'accepted', reason, by, at })
  await insertDecidedEvidence(transaction, attempt.id, rejected, { state: 'rejected', reason: 'made-after-the-end', by, at })
  if (isOpen) await moveForward(transaction, attempt.id, events.filter(isLetIn))
}

/** Whether a save would count now, or will once the clock goes on. */
function isUnderWay({ status, pausedAt, deadline, graceSeconds, lease }: Attempt, at: Date): boolean {
  if (pausedAt !== null) return true
  return standingOf({ status, deadline, graceSeconds, lease }, { leaseEpoch: lease.epoch, deviceKey: lease.deviceKey }, at) === 'accepted'
}
