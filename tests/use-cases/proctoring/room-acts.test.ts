import { beforeAll, describe, expect, test } from 'vitest'
import type { AnswerBatch } from '#app/domain/delivery/answer-events.ts'
import type { ActOrder, MassOrder } from '#app/domain/proctoring/room-act.ts'
import type { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { closeOverdueAttempts } from '#app/use-cases/delivery/close-overdue-attempts.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { saveFormAnswer } from '#app/use-cases/delivery/save-form-answer.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { takeOverLease } from '#app/use-cases/delivery/take-over-lease.server.ts'
import { actOnAttempt } from '#app/use-cases/proctoring/act-on-attempt.server.ts'
import { askForAct } from '#app/use-cases/proctoring/ask-for-act.server.ts'
import { decideAct } from '#app/use-cases/proctoring/decide-act.server.ts'
import { readCandidateInRoom, readRoomRecord } from '#app/use-cases/proctoring/read-room.server.ts'
import { readOwnResult } from '#app/use-cases/scoring/read-own-result.server.ts'
import { listResultVersions } from '#app/use-cases/scoring/result-store.server.ts'
import { scoreClosedAttempts } from '#app/use-cases/scoring/score-closed-attempts.server.ts'
import { makeCadre, makeCandidate, makeRegions, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import {
  type Candidate,
  choice,
  endDeadline,
  makeRunningAttempt,
  onDevice,
  paperOf,
  storedAnswers,
  storedAttempt,
} from '../delivery/exam-room.ts'

useTestDatabase()

const CHOICES = [singleChoice(), singleChoice('social', 'b')]
const SCORER = { kind: 'system', job: 'score-closed-attempts' } as const
const because = { reason: 'power-cut', note: null } as const
type Staff = Awaited<ReturnType<typeof makeStaff>>
let proctor: Staff
let colleague: Staff
let elsewhere: Staff
let analyst: Staff
let secondAnalyst: Staff
beforeAll(async () => {
  await makeRegions()
  proctor = await makeStaff('proctor', { regionCode: '36.72' })
  colleague = await makeStaff('proctor', { regionCode: '36.72' })
  elsewhere = await makeStaff('proctor', { regionCode: '36.72.02' })
  analyst = await makeStaff('office-analyst')
  secondAnalyst = await makeStaff('office-analyst')
})

const room = () => makeRunningAttempt({ contents: CHOICES })
type Room = Awaited<ReturnType<typeof room>>
const act = ({ examSessionId, candidate }: Pick<Room, 'examSessionId' | 'candidate'>, order: ActOrder, by = proctor) =>
  actOnAttempt(by, { examSessionId, candidateId: candidate.candidateId }, { ...because, order })
const save = async (candidate: Candidate, attemptId: AttemptId, events: AnswerBatch['events'], leaseEpoch = 1) => {
  const result = await saveAnswers(candidate, { attemptId, leaseEpoch, events })
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}
const waitingOf = async (examSessionId: ExamSessionId) => {
  const record = await readRoomRecord(analyst, examSessionId)
  const found = record.ok ? record.value.acts.find(({ state }) => state === 'waiting') : undefined
  if (found === undefined) throw new Error('nothing waits')
  return found.id
}
const eventsOf = async (subject: string) =>
  (await reading((transaction) => auditEntriesAfter(transaction, 0n, 5000)))
    .filter(({ event }) => event.subject === subject)
    .map(({ event }) => event.kind)

describe('extra time', () => {
  test('moves the deadline, is told with the next save, and stands in the trail with its reason', async () => {
    const sat = await room()
    const before = (await storedAttempt(sat.attemptId)).deadline
    expect(await act(sat, { kind: 'extend', time: { unit: 'minutes', amount: 15 } })).toEqual(accept({ state: 'done' }))
    expect((await storedAttempt(sat.attemptId)).deadline.getTime() - before.getTime()).toBe(15 * 60_000)
    expect((await save(sat.candidate, sat.attemptId, [choice(1, 'a')])).deadline).toBe(before.getTime() + 15 * 60_000)
    expect(await eventsOf(sat.attemptId)).toContain('attempt.extended')
  })

  test('is given in full beyond the session’s hard close', async () => {
    const sat = await makeRunningAttempt({
      contents: CHOICES,
      session: { opensInMinutes: -5, closesInMinutes: 70 },
    })
    const before = (await storedAttempt(sat.attemptId)).deadline
    await act(sat, { kind: 'extend', time: { unit: 'minutes', amount: 30 } })
    expect((await storedAttempt(sat.attemptId)).deadline.getTime()).toBe(before.getTime() + 30 * 60_000)
  })
})

describe('a pause', () => {
  test('keeps what is sent on the device, shows no question, and takes it in when the exam goes on', async () => {
    const { candidate, attemptId, ...sat } = await room()
    await save(candidate, attemptId, [choice(1, 'a')])
    await act({ candidate, ...sat }, { kind: 'pause' })
    const answer = await save(candidate, attemptId, [choice(2, 'b'), choice(1, 'a')])
    expect(answer).toMatchObject({ status: 'paused', holdsLease: true })
    expect(answer.acks).toEqual([expect.objectContaining({ seq: 1, standing: 'accepted' })])
    expect(await readPaper(candidate)).toMatchObject(accept({ kind: 'paused' }))
    expect(await storedAnswers(attemptId)).toMatchObject([{ seq: 1 }])
    await act({ candidate, ...sat }, { kind: 'resume' })
    expect((await save(candidate, attemptId, [choice(2, 'b')])).acks).toMatchObject([{ seq: 2, standing: 'accepted' }])
  })

  test('stops the clock: nothing closes it meanwhile, and its length comes back', async () => {
    const { candidate, attemptId, ...sat } = await room()
    await act({ candidate, ...sat }, { kind: 'pause' })
    await reading(
      (transaction) => transaction.$executeRaw`
        UPDATE attempt SET started_at = started_at - interval '3 hours', deadline = deadline - interval '3 hours', paused_at = paused_at - interval '3 hours' WHERE id = ${attemptId}::uuid`,
    )
    const paused = await storedAttempt(attemptId)
    await closeOverdueAttempts({ kind: 'system', job: 'close-overdue-attempts' }, null)
    expect((await storedAttempt(attemptId)).status).toBe('running')
    await act({ candidate, ...sat }, { kind: 'resume' })
    const resumed = await storedAttempt(attemptId)
    expect(resumed.pausedMilliseconds).toBeGreaterThanOrEqual(3 * 3_600_000)
    expect(resumed.deadline.getTime()).toBe(paused.deadline.getTime() + resumed.pausedMilliseconds)
  })

  test('an old device’s answers are a conflict all the same', async () => {
    const { candidate, attemptId, ...sat } = await room()
    await act({ candidate, ...sat }, { kind: 'pause' })
    const answer = await save(onDevice(candidate, 'device-two'), attemptId, [choice(1, 'a')])
    expect(answer).toMatchObject({ holdsLease: false, acks: [{ standing: 'conflict' }] })
  })

  test('a form without JavaScript is told to wait; an old device’s is kept as a conflict', async () => {
    const { candidate, attemptId, ...sat } = await room()
    await act({ candidate, ...sat }, { kind: 'pause' })
    const form = { attemptId, leaseEpoch: 1, position: 1, value: { kind: 'single-choice' as const, chosen: 'a' }, doubtful: false }
    expect(await saveFormAnswer(candidate, form)).toEqual(refuse({ kind: 'paused' }))
    expect(await saveFormAnswer(onDevice(candidate, 'device-two'), form)).toEqual(accept({ standing: 'conflict' }))
    expect(await storedAnswers(attemptId)).toEqual([])
  })
})

describe('another device', () => {
  test('takes over at once after the act; what the old one sends later is a conflict', async () => {
    const { candidate, attemptId, ...sat } = await room()
    const tablet = onDevice(candidate, 'device-two')
    expect(await takeOverLease(tablet, { attemptId, token: null })).toMatchObject({ ok: false })
    await act({ candidate, ...sat }, { kind: 'move-device' })
    expect(await save(candidate, attemptId, [choice(1, 'a')])).toMatchObject({ holdsLease: false, acks: [{ standing: 'conflict' }] })
    expect(await takeOverLease(tablet, { attemptId, token: null })).toMatchObject(accept({ leaseEpoch: 3 }))
    expect((await save(tablet, attemptId, [choice(1, 'b')], 3)).acks).toMatchObject([{ standing: 'accepted' }])
  })
})

describe('handing in for a candidate', () => {
  test('closes with what is stored, and is scored like any other', async () => {
    const sat = await room()
    await save(sat.candidate, sat.attemptId, [choice(1, 'a')])
    await act(sat, { kind: 'hand-in' })
    expect(await storedAttempt(sat.attemptId)).toMatchObject({ status: 'closed', closedBy: 'proctor', eventCount: 1 })
    await scoreClosedAttempts(SCORER)
    expect(await reading((transaction) => listResultVersions(transaction, sat.attemptId))).toMatchObject([{ version: 1, current: true }])
    expect(await eventsOf(sat.attemptId)).toEqual(expect.arrayContaining(['attempt.ended', 'attempt.closed', 'attempt.scored']))
  })
})

describe('reopening', () => {
  test('needs another person, gives the time back, and the next score replaces the first', async () => {
    const sat = await room()
    const { candidate, attemptId, examSessionId } = sat
    const { handInId } = await paperOf(candidate)
    await save(candidate, attemptId, [choice(1, 'b')])
    await handInAttempt(candidate, { attemptId, handInId })
    await scoreClosedAttempts(SCORER)
    expect(await act(sat, { kind: 'reopen', minutes: 5 })).toEqual(accept({ state: 'waiting' }))
    expect((await storedAttempt(attemptId)).status).toBe('closed')
    const actId = await waitingOf(examSessionId)
    expect(await decideAct(proctor, actId, 'approved')).toEqual(refuse({ kind: 'needs-second-person' }))
    expect(await decideAct(elsewhere, actId, 'approved')).toEqual(refuse({ kind: 'not-found' }))
    expect(await decideAct(colleague, actId, 'approved')).toEqual(accept({ affected: 1 }))
    expect(await decideAct(analyst, actId, 'approved')).toEqual(refuse({ kind: 'already-decided' }))
    expect(await storedAttempt(attemptId)).toMatchObject({ status: 'running', scoredAt: null, closedBy: null })

    // The first hand-in, sent again by a slow network, closes nothing.
    expect(await handInAttempt(candidate, { attemptId, handInId })).toEqual(refuse({ kind: 'not-found' }))
    const taken = await takeOverLease(candidate, { attemptId, token: null })
    const leaseEpoch = taken.ok ? taken.value.leaseEpoch : 0
    await save(candidate, attemptId, [choice(1, 'a')], leaseEpoch)
    await handInAttempt(candidate, { attemptId, handInId: (await paperOf(candidate)).handInId })
    await scoreClosedAttempts(SCORER)
    const versions = await reading((transaction) => listResultVersions(transaction, attemptId))
    expect(versions.map(({ version, current, state }) => ({ version, current, isSuperseded: state === 'superseded' }))).toEqual([
      { version: 2, current: true, isSuperseded: false },
      { version: 1, current: false, isSuperseded: true },
    ])
    expect(Number(versions[0]?.totalScore)).toBeGreaterThan(Number(versions[1]?.totalScore))
  })

  test('is refused once a person confirmed the result', async () => {
    const sat = await room()
    await act(sat, { kind: 'hand-in' })
    await scoreClosedAttempts(SCORER)
    await reading(
      (transaction) => transaction.$executeRaw`
        UPDATE exam_result SET state = 'confirmed', confirmed_by = ${analyst.accountId}::uuid, confirmed_at = now() WHERE attempt_id = ${sat.attemptId}::uuid`,
    )
    await act(sat, { kind: 'reopen', minutes: 5 })
    expect(await decideAct(colleague, await waitingOf(sat.examSessionId), 'approved')).toEqual(refuse({ kind: 'score-stands' }))
    expect((await storedAttempt(sat.attemptId)).status).toBe('closed')
  })

  test('no statement opens a closed exam, or makes one void, without an act of two people', async () => {
    const sat = await room()
    await act(sat, { kind: 'hand-in' })
    const statements = [
      () =>
        reading(
          (transaction) =>
            transaction.$executeRaw`UPDATE attempt SET status = 'running', closed_at = NULL, closed_by = NULL, effective_end = NULL WHERE id = ${sat.attemptId}::uuid`,
        ),
      () => reading((transaction) => transaction.$executeRaw`UPDATE attempt SET voided_at = now() WHERE id = ${sat.attemptId}::uuid`),
    ]
    for (const statement of statements) expect(databaseErrorKind(await statement().catch((error: unknown) => error))).toBe('append-only')
  })
})

describe('voiding', () => {
  test('takes the exam out of all scores for good', async () => {
    const sat = await room()
    expect(await act(sat, { kind: 'void' })).toEqual(accept({ state: 'waiting' }))
    await decideAct(colleague, await waitingOf(sat.examSessionId), 'approved')
    await scoreClosedAttempts(SCORER)
    expect(await reading((transaction) => listResultVersions(transaction, sat.attemptId))).toEqual([])
    const seen = await readCandidateInRoom(proctor, sat.examSessionId, sat.candidate.candidateId)
    expect(seen).toMatchObject(accept({ standing: { kind: 'void' } }))
    expect(await readOwnResult(sat.candidate)).toMatchObject(accept({ state: 'void' }))
    expect(await act(sat, { kind: 'reopen', minutes: 5 })).toEqual(refuse({ kind: 'already-void' }))
  })
})

describe('for many', () => {
  const ask = (by: Staff, examSessionId: ExamSessionId, order: MassOrder, scope: 'room' | 'exam' = 'room') =>
    askForAct(by, { examSessionId, scope }, { ...because, order })

  test('another person gives everybody who is writing the time; who has finished keeps hers', async () => {
    const first = await room()
    const other = await makeCandidate({ periodId: first.periodId, cadreId: await makeCadre(), examSessionId: first.examSessionId })
    const started = await startAttempt(other, null)
    if (!started.ok || started.value.kind !== 'started') throw new Error('not started')
    const third = await makeCandidate({ periodId: first.periodId, cadreId: await makeCadre(), examSessionId: first.examSessionId })
    const finished = await startAttempt(third, null)
    if (!finished.ok || finished.value.kind !== 'started') throw new Error('not started')
    await act({ ...first, candidate: third }, { kind: 'hand-in' })
    const before = await storedAttempt(started.value.attemptId)
    expect((await ask(proctor, first.examSessionId, { kind: 'extend', time: { unit: 'percent', amount: 10 } })).ok).toBe(true)
    const actId = await waitingOf(first.examSessionId)
    expect(await decideAct(proctor, actId, 'approved')).toEqual(refuse({ kind: 'needs-second-person' }))
    expect(await decideAct(colleague, actId, 'approved')).toEqual(accept({ affected: 2 }))
    expect((await storedAttempt(started.value.attemptId)).deadline.getTime() - before.deadline.getTime()).toBe(9 * 60_000)
    expect((await storedAttempt(finished.value.attemptId)).grantedSeconds).toBe(0)
    const record = await readRoomRecord(proctor, first.examSessionId)
    expect(record.ok && record.value.acts[0]).toMatchObject({ id: actId, state: 'done', affected: 2 })
  })

  test('a paused one stays as it is when the room is paused, and goes on with the others', async () => {
    const sat = await room()
    await act(sat, { kind: 'pause' })
    const since = (await storedAttempt(sat.attemptId)).pausedAt
    await ask(proctor, sat.examSessionId, { kind: 'pause' })
    expect(await decideAct(colleague, await waitingOf(sat.examSessionId), 'approved')).toEqual(accept({ affected: 0 }))
    expect((await storedAttempt(sat.attemptId)).pausedAt).toEqual(since)
    await ask(proctor, sat.examSessionId, { kind: 'resume' })
    expect(await decideAct(colleague, await waitingOf(sat.examSessionId), 'approved')).toEqual(accept({ affected: 1 }))
  })

  test('every room at once is the city office’s, and a rejected request changes nothing', async () => {
    const sat = await room()
    const order: MassOrder = { kind: 'extend', time: { unit: 'minutes', amount: 20 } }
    expect(await ask(proctor, sat.examSessionId, order, 'exam')).toEqual(refuse({ kind: 'city-only' }))
    expect((await ask(analyst, sat.examSessionId, order, 'exam')).ok).toBe(true)
    const actId = await waitingOf(sat.examSessionId)
    expect(await decideAct(colleague, actId, 'approved')).toEqual(refuse({ kind: 'city-only' }))
    expect(await decideAct(secondAnalyst, actId, 'rejected')).toEqual(accept({ affected: null }))
    expect((await storedAttempt(sat.attemptId)).grantedSeconds).toBe(0)
  })

  test('the whole room is handed in in one act', async () => {
    const sat = await room()
    await save(sat.candidate, sat.attemptId, [choice(1, 'a')])
    await ask(proctor, sat.examSessionId, { kind: 'hand-in' })
    expect(await decideAct(colleague, await waitingOf(sat.examSessionId), 'approved')).toEqual(accept({ affected: 1 }))
    expect(await storedAttempt(sat.attemptId)).toMatchObject({ status: 'closed', closedBy: 'proctor', eventCount: 1 })
  })
})

test('nobody acts in a room of another region, on somebody who has not begun, or after the time is over', async () => {
  const sat = await room()
  const order: ActOrder = { kind: 'pause' }
  expect(await act(sat, order, elsewhere)).toEqual(refuse({ kind: 'not-found' }))
  expect(await act(sat, order, analyst)).toEqual(refuse({ kind: 'not-found' }))
  expect(
    await actOnAttempt(sat.candidate, { examSessionId: sat.examSessionId, candidateId: sat.candidate.candidateId }, { ...because, order }),
  ).toEqual(refuse({ kind: 'not-found' }))
  const waiting = await makeCandidate({ periodId: sat.periodId, cadreId: await makeCadre(), examSessionId: sat.examSessionId })
  expect(await act({ ...sat, candidate: waiting }, order)).toEqual(refuse({ kind: 'not-started' }))
  await endDeadline(sat.attemptId, 60)
  expect(await act(sat, order)).toEqual(refuse({ kind: 'overdue' }))
})
