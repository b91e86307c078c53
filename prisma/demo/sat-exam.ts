import { layoutFor } from '#app/domain/assembly/attempt-layout.ts'
import { closingEvent } from '#app/domain/delivery/attempt.ts'
import { graceEnd } from '#app/domain/delivery/time-limit.ts'
import type { Policy } from '#app/domain/period/policy.ts'
import type { AnswerKey, QuestionBody } from '#app/domain/question-bank/question.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { resultFor } from '#app/domain/scoring/exam-result.ts'
import type { RubricLevels } from '#app/domain/scoring/rubric-points.ts'
import { scoreSheet } from '#app/domain/scoring/score-sheet.ts'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import { AttemptId, type CandidateId, type ExamId, type ExamSessionId, type QuestionVersionId } from '#app/domain/shared/id.ts'
import { environment } from '#app/platform/environment.server.ts'
import { newUuid, seedFor } from '#app/platform/random.server.ts'
import { receiptCode } from '#app/platform/receipt.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { listForms, type StoredForm } from '#app/use-cases/assembly/exam-form-store.server.ts'
import { appendAuditEntries } from '#app/use-cases/audit/audit-store.server.ts'
import { findAnswerKeys } from '#app/use-cases/question-bank/answer-key-store.server.ts'
import { findQuestionBodies } from '#app/use-cases/question-bank/candidate-question-store.server.ts'
import { insertScoredAttempts, type LoadedMark, type ScoredAttempt } from '#app/use-cases/scoring/result-store.server.ts'
import type { StaffActor } from './actors.ts'
import { difficultyOf, type Robot, robotAnswer, robotFor, robotLevel } from './robots.ts'

export type Sitter = {
  readonly candidateId: CandidateId
  readonly cadreId: string
  readonly urbanVillageCode: string
  readonly examSessionId: ExamSessionId
  readonly startedAt: Date
}

type Sheets = {
  readonly forms: readonly StoredForm[]
  readonly bodies: ReadonlyMap<QuestionVersionId, QuestionBody>
  readonly keys: ReadonlyMap<QuestionVersionId, AnswerKey>
  readonly logits: ReadonlyMap<QuestionVersionId, number>
}
type Sat = {
  readonly sitter: Sitter
  readonly attemptId: AttemptId
  readonly form: StoredForm
  readonly robot: Robot
  readonly responses: ReadonlyMap<number, ResponseValue>
  readonly handInId: string
  readonly deadline: Date
  readonly closedAt: Date
  readonly seed: string
}

type Sitting = {
  readonly examId: ExamId
  readonly limitMinutes: number
  readonly policy: { readonly version: number; readonly settings: Policy }
  readonly sitters: readonly Sitter[]
  /** Who marks the essays; null leaves them in the assessors' queue. */
  readonly marker: ((sitter: Sitter) => StaffActor) | null
  /** Who confirms the results; null leaves them to the verifiers. */
  readonly confirmer: StaffActor | null
}

const CHUNK = 150

/** Lets robots sit an exam, in bulk: attempts, the log of their answers, scores, marks and results, as a real exam leaves them. */
export async function sitExam(transaction: Transaction, sitting: Sitting): Promise<void> {
  const sheets = await loadSheets(transaction, sitting.examId)
  for (let from = 0; from < sitting.sitters.length; from += CHUNK) {
    const sat = sitting.sitters.slice(from, from + CHUNK).map((sitter, index) => sit(sitter, from + index, sheets, sitting))
    await insertAttempts(transaction, sat, sheets, sitting)
    await insertAnswers(transaction, sat)
    await closeAttempts(transaction, sat)
    await insertScoredAttempts(
      transaction,
      sat.map((each) => score(each, sheets, sitting)),
    )
  }
}

async function loadSheets(transaction: Transaction, examId: ExamId): Promise<Sheets> {
  const forms = await listForms(transaction, examId)
  const items = forms.flatMap(({ content }) => content.items)
  const ids = [...new Set(items.map(({ questionVersionId }) => questionVersionId))]
  return {
    forms,
    bodies: await findQuestionBodies(transaction, ids),
    keys: await findAnswerKeys(transaction, ids),
    logits: new Map(items.map(({ questionVersionId, difficulty }) => [questionVersionId, difficultyOf(questionVersionId, difficulty)])),
  }
}

function sit(sitter: Sitter, index: number, sheets: Sheets, { limitMinutes }: Sitting): Sat {
  const form = sheets.forms[index % sheets.forms.length]
  if (!form) throw new Error('the exam has no form')
  const attemptId = AttemptId.parse(newUuid())
  const robot = robotFor(sitter.cadreId, sitter.urbanVillageCode)
  const responses = new Map<number, ResponseValue>()
  for (const { position, questionVersionId, field } of form.content.items) {
    const [body, key, logit] = [
      sheets.bodies.get(questionVersionId),
      sheets.keys.get(questionVersionId),
      sheets.logits.get(questionVersionId),
    ]
    if (!body || !key || logit === undefined) throw new Error('a question of the form is missing')
    const answer = robotAnswer(robot, field, logit, body, key)
    if (answer !== null) responses.set(position, answer)
  }
  const deadline = minutesAfter(sitter.startedAt, limitMinutes)
  return {
    sitter,
    attemptId,
    form,
    robot,
    responses,
    handInId: newUuid(),
    deadline,
    closedAt: minutesAfter(sitter.startedAt, robot.random.between(Math.floor(limitMinutes / 2), limitMinutes - 2)),
    seed: seedFor(environment().secrets.EXAM_SECRET, attemptId),
  }
}

async function insertAttempts(transaction: Transaction, sat: readonly Sat[], sheets: Sheets, { examId, policy }: Sitting) {
  await transaction.attempt.createMany({
    data: sat.map(({ sitter, attemptId, form, handInId, deadline, closedAt, seed }) => ({
      id: attemptId,
      candidateId: sitter.candidateId,
      examId,
      examSessionId: sitter.examSessionId,
      formId: form.id,
      seed,
      layout: layoutFor(form.content, laidOptions(form, sheets), seed),
      policyVersion: policy.version,
      startedAt: sitter.startedAt,
      deadline,
      graceSeconds: policy.settings.graceSeconds,
      status: 'running',
      handInId,
      leaseEpoch: 1,
      leaseDevice: 'robot',
      leaseSeenAt: closedAt,
    })),
  })
}

async function insertAnswers(transaction: Transaction, sat: readonly Sat[]) {
  const events = sat.flatMap(({ attemptId, sitter, closedAt, responses }) => {
    const step = (closedAt.getTime() - sitter.startedAt.getTime()) / (responses.size + 1)
    return [...responses].map(([position, value], index) => ({
      attempt_id: attemptId,
      seq: index + 1,
      position,
      value,
      received_at: new Date(Math.round(sitter.startedAt.getTime() + step * (index + 1))),
    }))
  })
  const rows = JSON.stringify(events)
  await transaction.$executeRaw`
    INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, client_wall, received_at)
    SELECT attempt_id, 1, seq, position, value, false, 'accepted', NULL, received_at
    FROM jsonb_to_recordset(${rows}::jsonb) AS e(attempt_id uuid, seq int, position int, value jsonb, received_at timestamptz)`
  await transaction.$executeRaw`
    INSERT INTO current_answer (attempt_id, position, value, doubtful, lease_epoch, seq, saved_at)
    SELECT attempt_id, position, value, false, 1, seq, received_at
    FROM jsonb_to_recordset(${rows}::jsonb) AS e(attempt_id uuid, seq int, position int, value jsonb, received_at timestamptz)`
}

/** The digest is the one that a hand-in takes of its event log. */
async function closeAttempts(transaction: Transaction, sat: readonly Sat[]) {
  const closings = sat.map(({ attemptId, handInId, closedAt }) => ({
    id: attemptId,
    closed_at: closedAt,
    receipt_code: receiptCode(attemptId, handInId),
  }))
  await transaction.$executeRaw`
    UPDATE attempt a SET status = 'closed', closed_by = 'candidate', closed_at = c.closed_at, effective_end = least(c.closed_at, a.deadline),
      receipt_code = c.receipt_code, event_count = d.event_count, event_hash = d.event_hash
    FROM jsonb_to_recordset(${JSON.stringify(closings)}::jsonb) AS c(id uuid, closed_at timestamptz, receipt_code text)
    JOIN LATERAL (
      SELECT count(*)::int AS event_count,
        encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', lease_epoch, seq, position, doubtful, value::text, (extract(epoch FROM received_at) * 1000)::bigint), E'\n' ORDER BY lease_epoch, seq), ''), 'UTF8')), 'hex') AS event_hash
      FROM answer_event WHERE attempt_id = c.id AND standing = 'accepted'
    ) AS d ON true
    WHERE a.id = c.id`
  const digests = await transaction.attempt.findMany({
    where: { id: { in: sat.map(({ attemptId }) => attemptId) } },
    select: { id: true, eventCount: true, eventHash: true },
  })
  const digestOf = new Map(digests.map((row) => [row.id, row]))
  await appendAuditEntries(
    transaction,
    sat.map(({ sitter, attemptId, closedAt }) => {
      const digest = digestOf.get(attemptId)
      const event = closingEvent({
        id: attemptId,
        closedBy: 'candidate',
        effectiveEnd: closedAt,
        eventCount: digest?.eventCount ?? 0,
        eventHash: digest?.eventHash ?? '',
      })
      return { at: closedAt, by: { kind: 'candidate' as const, candidateId: sitter.candidateId, deviceKey: 'robot' }, event }
    }),
  )
}

function score(
  { sitter, attemptId, form, robot, responses, deadline }: Sat,
  sheets: Sheets,
  { policy, marker, confirmer }: Sitting,
): ScoredAttempt {
  const keys = new Map([...sheets.keys].map(([id, key]) => [id, { key, optionCount: optionCount(sheets.bodies.get(id)) }]))
  const at = graceEnd({ deadline, graceSeconds: policy.settings.graceSeconds })
  const marks: LoadedMark[] = []
  const levels = new Map<number, RubricLevels>()
  if (marker !== null) {
    for (const item of form.content.items) {
      const key = sheets.keys.get(item.questionVersionId)
      if (key?.kind !== 'essay' || !responses.has(item.position)) continue
      const chosen = Object.fromEntries(
        key.rubric.criteria.map((criterion) => [criterion.key, robotLevel(robot, item.field, criterion.levels.length)]),
      )
      levels.set(item.position, chosen)
      marks.push({ position: item.position, assessorId: marker(sitter).accountId, levels: chosen, comment: '', at })
    }
  }
  const items = scoreSheet(form.content, keys, responses, levels)
  const breakdown = resultFor(items, policy.settings)
  return {
    attemptId,
    policyVersion: policy.version,
    items,
    breakdown,
    at,
    marks: marks.filter(({ position }) => items.some((item) => item.position === position && item.source === 'marked')),
    ...(confirmer !== null && breakdown.unmarked === 0 ? { confirmed: { by: confirmer.accountId, at } } : {}),
  }
}

function optionCount(body: QuestionBody | undefined): number {
  return body !== undefined && 'options' in body ? body.options.length : 0
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}

/** A pseudo-random whole number below the bound that belongs to a text. */
export function numberFor(text: string, below: number): number {
  return Number.parseInt(textHash(text).slice(0, 8), 16) % below
}

function laidOptions(form: StoredForm, { bodies }: Sheets) {
  return new Map(
    form.content.items.map(({ questionVersionId }) => {
      const body = bodies.get(questionVersionId)
      return [questionVersionId, body !== undefined && 'options' in body ? body.options : []] as const
    }),
  )
}
