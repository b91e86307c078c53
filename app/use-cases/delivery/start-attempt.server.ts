import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { formFor, layoutFor } from '#app/domain/assembly/attempt-layout.ts'
import type { AuditEvent } from '#app/domain/audit/audit-entry.ts'
import { type Attempt, decideStart, type RunningAttempt, type StartRefusal } from '#app/domain/delivery/attempt.ts'
import { ON_PAPER } from '#app/domain/delivery/lease.ts'
import { decidePaperStart, type PaperStartRefusal } from '#app/domain/delivery/paper-mode.ts'
import { type BrowserProof, NO_PROOF } from '#app/domain/delivery/safe-exam-browser.ts'
import { deadlineFor, extraSeconds } from '#app/domain/delivery/time-limit.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { AttemptId, type CandidateId, type ExamId, type ExamSessionId, type PeriodId } from '#app/domain/shared/id.ts'
import { readOnce } from '#app/domain/shared/read-once.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { grouped } from '#app/platform/grouped.server.ts'
import { newUuid, seedFor } from '#app/platform/random.server.ts'
import { currentRequestId } from '#app/platform/request-context.server.ts'
import { databaseNow, inSqlTransaction, inTransaction, type SqlTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntries } from '../audit/audit-store.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { type DrawnAttempt, findAttemptOn, findAttemptsOf, insertAttempts, markAdmitted } from './attempt-store.server.ts'
import { type CandidateSeat, findCandidateSeat, findCandidateSeats } from './candidate-store.server.ts'
import { findListedSession } from './exam-session-store.server.ts'
import { formIds, formQuestions } from './form-questions-store.server.ts'
import { insertPaperSheet } from './paper-store.server.ts'

/** waiting: checked in by the token, the session opens later. */
export type Started = { readonly kind: 'started'; readonly attemptId: AttemptId } | { readonly kind: 'waiting'; readonly opensAt: Date }
type StartResult = Result<Started, StartRefusal | { kind: 'not-found' }>
type Candidate = Extract<Actor, { kind: 'candidate' }>
type StartRequest = {
  readonly actor: Candidate
  readonly token: string | null
  readonly browser: BrowserProof
  readonly requestId: string | null
}

/**
 * Lets a candidate in and begins the exam when its session is open. Whoever starts twice, even at the same moment, gets
 * the one attempt (unique on candidate and exam). A whole room starts in the same second: those who ask at the same time are
 * done in one transaction with one stretch of the audit chain, and the number of queries does not grow with their number.
 */
export async function startAttempt(actor: Actor, token: string | null, browser: BrowserProof = NO_PROOF): Promise<StartResult> {
  return actor.kind === 'candidate' ? starts.ask({ actor, token, browser, requestId: currentRequestId() }) : refuse({ kind: 'not-found' })
}

const starts = grouped({
  flush: startTogether,
  keyOf: ({ actor }: StartRequest) => actor.candidateId,
  most: { together: 64, atOnce: 1, waiting: 4_000, milliseconds: 30_000 },
})

async function startTogether(requests: readonly StartRequest[]): Promise<readonly StartResult[]> {
  const done = await inSqlTransaction<readonly StartResult[], never>(async (transaction) => {
    const candidateIds = requests.map(({ actor }) => actor.candidateId)
    const seats = await findCandidateSeats(transaction, candidateIds)
    const attempts = await findAttemptsOf(transaction, candidateIds)
    const at = await databaseNow(transaction)
    const draw = drawer(transaction, at)
    const plans: Plan[] = []
    for (const request of requests) plans.push(await planFor(request, seats.get(request.actor.candidateId), attempts, at, draw))
    const inserted = await insertAttempts(
      transaction,
      plans.flatMap(({ drawn }) => (drawn === null ? [] : [drawn])),
    )
    // Another process was faster: its attempt is the one.
    const lost = plans.flatMap(({ drawn }) => (drawn === null || inserted.has(drawn.attempt.id) ? [] : [drawn.attempt.candidateId]))
    const others = lost.length === 0 ? [] : await findAttemptsOf(transaction, lost)
    const entering = plans.filter(({ enters, drawn }) => enters !== null && (drawn === null || inserted.has(drawn.attempt.id)))
    const admitted = await markAdmitted(
      transaction,
      entering.flatMap(({ enters }) => (enters === null ? [] : [enters])),
      at,
    )
    const entries = entering.flatMap(({ request, drawn, seat }) => {
      const event = drawn === null ? checkedIn(seat, admitted) : startedEvent(drawn.attempt)
      return event === null ? [] : [{ at, by: request.actor, event, requestId: request.requestId }]
    })
    if (entries.length > 0) await appendAuditEntries(transaction, entries)
    return accept(
      plans.map(({ result, drawn }) => (drawn === null || inserted.has(drawn.attempt.id) ? result : resultOfOther(drawn.attempt, others))),
    )
  })
  if (!done.ok) throw new Error('a group of starts is never refused as a whole')
  return done.value
}

type PaperStartResult = Result<{ readonly attemptId: AttemptId }, PaperStartRefusal | { kind: 'not-found' }>

/**
 * A proctor begins somebody's exam on paper: drawn, timed and closed like everybody's, with a lease that no device holds.
 * Whoever is begun so is in the room.
 */
export function startOnPaper(
  actor: Actor,
  { examSessionId, candidateId }: { readonly examSessionId: ExamSessionId; readonly candidateId: CandidateId },
): Promise<PaperStartResult> {
  return inTransaction(async (transaction): Promise<PaperStartResult> => {
    const scope = scopeFor(actor, 'exam-session.proctor')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    const seat = session && (await findCandidateSeat(transaction, candidateId))
    if (actor.kind !== 'staff' || seat === null || seat.examSessionId !== examSessionId) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const decision = decidePaperStart(seat, await findAttemptOn(transaction, candidateId, seat.examId), at)
    if (!decision.ok) return decision
    const drawn = await drawer(transaction, at)(seat, ON_PAPER)
    const attemptId = drawn.attempt.id
    if (!(await insertAttempts(transaction, [drawn])).has(attemptId)) return refuse({ kind: 'already-begun' })
    await insertPaperSheet(transaction, { attemptId, startedBy: actor.accountId, startedAt: at })
    await markAdmitted(transaction, [candidateId], at)
    const { detail } = startedEvent(drawn.attempt)
    await appendAuditEntries(transaction, [{ at, by: actor, event: { kind: 'attempt.started-on-paper', subject: attemptId, detail } }])
    return accept({ attemptId })
  })
}

type Plan = {
  readonly request: StartRequest
  readonly result: StartResult
  /** The attempt to write, if there is one. */
  readonly drawn: DrawnAttempt | null
  /** Who comes into the room by it. */
  readonly enters: CandidateId | null
  readonly seat: CandidateSeat | null
}

async function planFor(
  request: StartRequest,
  seat: CandidateSeat | undefined,
  attempts: readonly Attempt[],
  at: Date,
  draw: (seat: CandidateSeat, deviceKey: string) => Promise<DrawnAttempt>,
): Promise<Plan> {
  const nothing = { request, drawn: null, enters: null, seat: null }
  if (seat === undefined || !may(request.actor, 'attempt.take', { ownerCandidateId: seat.candidateId }))
    return { ...nothing, result: refuse({ kind: 'not-found' }) }
  const existing = attempts.find(({ candidateId, examId }) => candidateId === seat.candidateId && examId === seat.examId) ?? null
  const decision = decideStart(seat, existing, { at, token: request.token, browser: request.browser })
  if (!decision.ok) return { ...nothing, result: decision }
  if (decision.value.kind === 'wait')
    return { request, seat, drawn: null, enters: seat.candidateId, result: accept({ kind: 'waiting', opensAt: decision.value.opensAt }) }
  if (existing !== null) return { ...nothing, result: accept({ kind: 'started', attemptId: existing.id }) }
  const drawn = await draw(seat, request.actor.deviceKey)
  return { request, seat, drawn, enters: seat.candidateId, result: accept({ kind: 'started', attemptId: drawn.attempt.id }) }
}

/** Draws attempts that begin at this moment; policies and forms are read once for all of them. */
function drawer(transaction: SqlTransaction, at: Date): (seat: CandidateSeat, deviceKey: string) => Promise<DrawnAttempt> {
  const policyOf = readOnce((periodId: PeriodId) => latestPolicy(transaction, periodId))
  const formsOf = readOnce((examId: ExamId) => formIds(transaction, examId))
  return async (seat, deviceKey) => {
    const policy = await policyOf(seat.periodId)
    const attemptId = AttemptId.parse(newUuid())
    const seed = seedFor(environment().secrets.EXAM_SECRET, attemptId)
    const forms = await formsOf(seat.examId)
    const formId = forms[formFor(forms.length, seed)]
    if (formId === undefined) throw new Error(`exam ${seat.examId} has no form`)
    const { content, bodies } = await formQuestions(transaction, formId)
    const layout = layoutFor(content, new Map([...bodies].map(([id, body]) => [id, optionsOf(body)])), seed)
    const extra = { limitMinutes: seat.limitMinutes, extraPercent: seat.extraPercent, extraMinutes: seat.extraMinutes }
    const attempt: RunningAttempt = {
      id: attemptId,
      candidateId: seat.candidateId,
      examId: seat.examId,
      examSessionId: seat.examSessionId,
      formId,
      policyVersion: policy.version,
      startedAt: at,
      deadline: deadlineFor({ startedAt: at, hardClose: seat.hardClose, ...extra }),
      graceSeconds: policy.settings.graceSeconds,
      grantedSeconds: extraSeconds(extra),
      pausedMilliseconds: 0,
      pausedAt: null,
      voidedAt: null,
      handInId: newUuid(),
      lease: { epoch: 1, deviceKey, seenAt: at },
      status: 'running',
    }
    return { attempt, seed, layout }
  }
}

function resultOfOther({ candidateId, examId }: RunningAttempt, others: readonly Attempt[]): StartResult {
  const first = others.find((each) => each.candidateId === candidateId && each.examId === examId)
  return first?.status === 'running' ? accept({ kind: 'started', attemptId: first.id }) : refuse({ kind: 'already-closed' })
}

function checkedIn(seat: CandidateSeat | null, admitted: ReadonlySet<CandidateId>): AuditEvent | null {
  if (seat === null || !admitted.has(seat.candidateId)) return null
  return { kind: 'candidate.checked-in', subject: seat.candidateId, detail: { examSessionId: seat.examSessionId } }
}

function startedEvent({ id, examId, examSessionId, formId, policyVersion, deadline }: RunningAttempt): AuditEvent {
  return {
    kind: 'attempt.started',
    subject: id,
    detail: { examId, examSessionId, formId, policyVersion, deadline: deadline.toISOString() },
  }
}

function optionsOf(body: QuestionBody): { key: string; last: boolean }[] {
  switch (body.kind) {
    case 'single-choice':
    case 'multiple-response':
    case 'matching':
    case 'ordering':
      return body.options.map(({ key, last }) => ({ key, last }))
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'essay':
      return []
  }
}
