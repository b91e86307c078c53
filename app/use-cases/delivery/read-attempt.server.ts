import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type Attempt, type ClosedAttempt, isOverdue, type RunningAttempt } from '#app/domain/delivery/attempt.ts'
import { type CandidatePaper, layOutQuestions } from '#app/domain/delivery/candidate-paper.ts'
import { askForLease } from '#app/domain/delivery/lease.ts'
import { isOnPaper } from '#app/domain/delivery/paper-mode.ts'
import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'
import { type BrowserProof, isAskedBrowser, NO_PROOF } from '#app/domain/delivery/safe-exam-browser.ts'
import { remainingSeconds } from '#app/domain/delivery/time-limit.ts'
import { isEmpty } from '#app/domain/question-bank/answering.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { recoveryKey } from '#app/platform/recovery-key.server.ts'
import { databaseNow, inSqlTransaction, readingSql, type SqlTransaction } from '#app/platform/transaction.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'
import { conflictingEvents, currentAnswers, type EventNumber, highestSeq } from './answer-store.server.ts'
import { findAttempt, findAttemptOn, findLayout, setLease } from './attempt-store.server.ts'
import { type CandidateSeat, findCandidateSeat } from './candidate-store.server.ts'
import { closeIfOverdue } from './close-overdue-attempts.server.ts'
import { formQuestions } from './form-questions-store.server.ts'

/** The candidate's place without the session's token, which only the proctor may tell. */
export type OwnSeat = Omit<CandidateSeat, 'accessToken' | 'configKey'>

export type ExamDay =
  | { readonly kind: 'not-planned' }
  | { readonly kind: 'before'; readonly seat: OwnSeat; readonly at: Date }
  | { readonly kind: 'running'; readonly seat: OwnSeat; readonly at: Date; readonly attempt: RunningAttempt }
  /** She sits on paper: nothing of the exam is on a device, before it, in it or after it. */
  | { readonly kind: 'on-paper'; readonly seat: OwnSeat; readonly at: Date; readonly status: 'running' | 'closed' | null }
  | {
      readonly kind: 'closed'
      readonly seat: OwnSeat
      readonly at: Date
      readonly attempt: ClosedAttempt
      readonly answered: number
      readonly questions: number
      /** To which a file of what the device still keeps is sealed. */
      readonly recoveryKey: RecoveryKey
    }

/** Where the candidate stands with the exam. An attempt whose time is over is closed by this look at it. */
export async function readExamDay(actor: Actor): Promise<Result<ExamDay, { kind: 'not-found' }>> {
  return readingSql(async (transaction) => {
    if (actor.kind !== 'candidate' || !may(actor, 'attempt.take', { ownerCandidateId: actor.candidateId }))
      return refuse({ kind: 'not-found' as const })
    const found = await findOwnAttempt(transaction, actor)
    if (found === null) return accept({ kind: 'not-planned' as const })
    const { seat, attempt, at } = found
    if (seat.means.includes('paper')) return accept({ kind: 'on-paper' as const, seat, at, status: attempt?.status ?? null })
    if (attempt === null) return accept({ kind: 'before' as const, seat, at })
    if (attempt.status === 'running') return accept({ kind: 'running' as const, seat, at, attempt })
    const { content } = await formQuestions(transaction, attempt.formId)
    const answers = await currentAnswers(transaction, attempt.id)
    const answered = answers.filter(({ value }) => !isEmpty(value)).length
    return accept({
      kind: 'closed' as const,
      seat,
      at,
      attempt,
      answered,
      questions: content.items.length,
      recoveryKey: await recoveryKey(),
    })
  })
}

export type OpenPaper =
  | { readonly kind: 'not-started' }
  /** The session opens in another browser alone. */
  | { readonly kind: 'other-browser' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'paused'; readonly remainingSeconds: number }
  | { readonly kind: 'paper'; readonly paper: CandidatePaper }
  | ({ readonly kind: 'other-device' } & OtherDevicesAttempt)

/** What a device may know of an attempt that is open on another one. */
export type OtherDevicesAttempt = {
  readonly attemptId: string
  readonly freeInSeconds: number
  /** What a device answered after it was taken over: whoever keeps one of these numbers may hand them in as a file. */
  readonly aside: readonly EventNumber[]
  readonly leaseEpoch: number
  readonly recoveryKey: RecoveryKey
}

/**
 * The paper for the device that holds the lease; the look is a sign of life. Another device is told so and sees no
 * question, nor does anybody while the clock stands still. Keys, points and fields are not read.
 */
export async function readPaper(actor: Actor, browser: BrowserProof = NO_PROOF): Promise<Result<OpenPaper, { kind: 'not-found' }>> {
  return readingSql(async (transaction) => {
    if (actor.kind !== 'candidate' || !may(actor, 'attempt.take', { ownerCandidateId: actor.candidateId }))
      return refuse({ kind: 'not-found' as const })
    const found = await findOwnAttempt(transaction, actor)
    if (found === null || found.attempt === null) return accept({ kind: 'not-started' as const })
    const { seat, attempt, configKey, at } = found
    // Who sits on paper has nothing open on a device.
    if (isOnPaper(attempt)) return accept({ kind: 'not-started' as const })
    if (attempt.status === 'closed') return accept({ kind: 'closed' as const })
    if (!isAskedBrowser(configKey, browser)) return accept({ kind: 'other-browser' as const })
    const { settings } = await policyOfVersion(transaction, seat.periodId, attempt.policyVersion)
    const lease = askForLease(attempt.lease, {
      deviceKey: actor.deviceKey,
      at,
      silenceSeconds: settings.leaseSilenceSeconds,
      hasProctorToken: false,
    })
    // A look never moves an attempt to another device: that is an act of its own.
    if (!lease.ok || lease.value.kind === 'taken-over')
      return accept({
        kind: 'other-device' as const,
        attemptId: attempt.id,
        freeInSeconds: lease.ok ? 0 : lease.refusal.freeInSeconds,
        aside: await conflictingEvents(transaction, attempt.id),
        leaseEpoch: attempt.lease.epoch,
        recoveryKey: await recoveryKey(),
      })
    await setLease(transaction, attempt.id, lease.value.lease)
    if (attempt.pausedAt !== null)
      return accept({ kind: 'paused' as const, remainingSeconds: remainingSeconds(attempt.deadline, attempt.pausedAt) })
    return accept({ kind: 'paper' as const, paper: await paperOf(transaction, seat, attempt, at) })
  })
}

async function paperOf(transaction: SqlTransaction, seat: OwnSeat, attempt: RunningAttempt, at: Date): Promise<CandidatePaper> {
  const { content, bodies } = await formQuestions(transaction, attempt.formId)
  const layout = await findLayout(transaction, attempt.id)
  const answers = await currentAnswers(transaction, attempt.id)
  const newest = answers.reduce<Date | null>((latest, { savedAt }) => (latest === null || savedAt > latest ? savedAt : latest), null)
  return {
    attemptId: attempt.id,
    handInId: attempt.handInId,
    examTitle: seat.examTitle,
    candidateName: seat.cadreName,
    participantNumber: seat.participantNumber,
    serverNow: at.getTime(),
    deadline: attempt.deadline.getTime(),
    remainingSeconds: remainingSeconds(attempt.deadline, at),
    graceSeconds: attempt.graceSeconds,
    endsAt: formatTime(attempt.deadline),
    leaseEpoch: attempt.lease.epoch,
    lastSeq: await highestSeq(transaction, attempt.id, attempt.lease.epoch),
    savedAt: newest === null ? null : formatTime(newest),
    means: seat.means,
    recoveryKey: await recoveryKey(),
    questions: layOutQuestions(content, layout, bodies),
    answers: answers.map(({ position, value, doubtful }) => ({ position, value, doubtful })),
  }
}

async function findOwnAttempt(
  transaction: SqlTransaction,
  actor: Extract<Actor, { kind: 'candidate' }>,
): Promise<{ seat: OwnSeat; attempt: Attempt | null; configKey: string | null; at: Date } | null> {
  const found = await findCandidateSeat(transaction, actor.candidateId)
  if (found === null) return null
  const { accessToken: _onlyTheProctors, configKey, ...seat } = found
  const attempt = await findAttemptOn(transaction, seat.candidateId, seat.examId)
  const at = await databaseNow(transaction)
  if (attempt === null || !isOverdue(attempt, at)) return { seat, attempt, configKey, at }
  await inSqlTransaction(async (own) => accept(await closeIfOverdue(actor, own, attempt.id, 'read')))
  return { seat, attempt: await findAttempt(transaction, attempt.id), configKey, at }
}
