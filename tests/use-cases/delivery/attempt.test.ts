import { describe, expect, test } from 'vitest'
import { CHAIN_START, chainFaults } from '#app/domain/audit/audit-entry.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { eventLogDigest } from '#app/use-cases/delivery/attempt-store.server.ts'
import { closeOverdueAttempts } from '#app/use-cases/delivery/close-overdue-attempts.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { readExamDay, readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choice, endDeadline, makeRunningAttempt, makeSeat, onDevice, paperOf, storedAttempt, unknownAttempt } from './exam-room.ts'

useTestDatabase()
const job = { kind: 'system', job: 'close-overdue-attempts' } as const

const audited = async (subject: string) => {
  const entries = await reading((transaction) => auditEntriesAfter(transaction, 0n, 10_000))
  expect(chainFaults(entries, { seq: 0n, hash: CHAIN_START })).toEqual([])
  return entries.filter(({ event }) => event.subject === subject).map(({ event }) => event)
}
const admitted = async (candidateId: string) =>
  (await reading((transaction) => transaction.candidate.findUniqueOrThrow({ where: { id: candidateId } }))).admittedAt
const notAdmitted = (candidateId: string) =>
  reading((transaction) => transaction.candidate.update({ where: { id: candidateId }, data: { admittedAt: null } }))

describe('starting', () => {
  test('an admitted candidate gets an attempt with its deadline and the policy it runs under', async () => {
    const { candidate } = await makeSeat({ policy: { graceSeconds: 45 }, limitMinutes: 30 })
    const result = await startAttempt(candidate, null)
    if (!result.ok || result.value.kind !== 'started') throw new Error('not started')
    const attempt = await storedAttempt(result.value.attemptId)
    expect(attempt.deadline.getTime() - attempt.startedAt.getTime()).toBe(30 * 60_000)
    expect(attempt).toMatchObject({
      status: 'running',
      policyVersion: 1,
      graceSeconds: 45,
      leaseEpoch: 1,
      leaseDevice: 'device-one',
      scoredAt: null,
    })
    expect(await audited(attempt.id)).toMatchObject([{ kind: 'attempt.started' }])
  })

  test('two starts at the same moment give one attempt', async () => {
    const { candidate } = await makeSeat()
    const results = await Promise.all([1, 2, 3].map(() => startAttempt(candidate, null)))
    const ids = results.map((result) => (result.ok && result.value.kind === 'started' ? result.value.attemptId : 'none'))
    expect(new Set(ids).size).toBe(1)
    expect(await audited(ids[0] ?? '')).toHaveLength(1)
  })

  test('who is not admitted needs the token that the proctor shows', async () => {
    const { candidate } = await makeSeat()
    await notAdmitted(candidate.candidateId)
    expect(await startAttempt(candidate, null)).toEqual({ ok: false, refusal: { kind: 'token-missing' } })
    expect(await startAttempt(candidate, 'NOPE77')).toEqual({ ok: false, refusal: { kind: 'wrong-token' } })
    expect(await admitted(candidate.candidateId)).toBeNull()
    expect(await startAttempt(candidate, 'token7')).toMatchObject({ ok: true, value: { kind: 'started' } })
    expect(await admitted(candidate.candidateId)).not.toBeNull()
  })

  test('before the session opens the right token checks in and nothing starts', async () => {
    const { candidate } = await makeSeat({ session: { opensInMinutes: 5 } })
    await notAdmitted(candidate.candidateId)
    expect(await startAttempt(candidate, 'TOKEN7')).toMatchObject({ ok: true, value: { kind: 'waiting' } })
    expect(await admitted(candidate.candidateId)).not.toBeNull()
    expect(await readPaper(candidate)).toEqual({ ok: true, value: { kind: 'not-started' } })
  })

  test('after the latest start nobody begins', async () => {
    const { candidate } = await makeSeat({ session: { closesInMinutes: 30 } })
    expect(await startAttempt(candidate, null)).toMatchObject({ ok: false, refusal: { kind: 'too-late' } })
  })

  test('the deadline never passes the hard close', async () => {
    const { candidate } = await makeSeat({ limitMinutes: 90, session: { closesInMinutes: 65 } })
    const result = await startAttempt(candidate, null)
    if (!result.ok || result.value.kind !== 'started') throw new Error('not started')
    const { deadline, startedAt } = await storedAttempt(result.value.attemptId)
    expect(deadline.getTime() - startedAt.getTime()).toBeLessThanOrEqual(65 * 60_000)
  })

  test('staff cannot sit an exam', async () => {
    expect(await startAttempt(await makeStaff('administrator'), 'TOKEN7')).toEqual({ ok: false, refusal: { kind: 'not-found' } })
  })
})

describe('the paper', () => {
  test('carries no key, no fraction and no rationale', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await saveAnswers(candidate, { attemptId, leaseEpoch: 1, events: [choice(1, 'c')] })
    const text = JSON.stringify(await paperOf(candidate))
    for (const secret of [
      'correct',
      'answerKey',
      'answer_key',
      'accepted',
      'rationale',
      'Alasan kunci',
      'modelAnswer',
      'Contoh jawaban',
      'points',
      'seed',
      'TOKEN7',
    ]) {
      expect(text).not.toContain(secret)
    }
    expect(JSON.stringify(await readExamDay(candidate))).not.toContain('TOKEN7')
  })

  test('holds what was saved and goes on with the numbers', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await saveAnswers(candidate, { attemptId, leaseEpoch: 1, events: [choice(3, 'c', 2), { ...choice(4, 'a'), doubtful: true }] })
    const paper = await paperOf(candidate)
    expect(paper).toMatchObject({ leaseEpoch: 1, lastSeq: 4, savedAt: expect.stringMatching(/^\d\d:\d\d$/) })
    expect(paper.answers).toEqual([
      { position: 1, value: { kind: 'single-choice', chosen: 'a' }, doubtful: true },
      { position: 2, value: { kind: 'single-choice', chosen: 'c' }, doubtful: false },
    ])
    expect(paper.questions.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(new Set(paper.questions.map(({ position }) => position))).toEqual(new Set([1, 2, 3]))
  })
})

describe('closing', () => {
  test('handing in twice is handing in once, also at the same moment', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await saveAnswers(candidate, { attemptId, leaseEpoch: 1, events: [choice(1, 'a'), choice(2, 'b', 2)] })
    const { handInId } = await storedAttempt(attemptId)
    const results = await Promise.all([1, 2, 3, 4].map(() => handInAttempt(candidate, { attemptId, handInId })))
    const again = await handInAttempt(candidate, { attemptId, handInId })
    for (const result of results) expect(result).toEqual(again)
    expect(again).toMatchObject({
      ok: true,
      value: { status: 'closed', closedBy: 'candidate', eventCount: 2, receiptCode: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/) },
    })
    expect((await audited(attemptId)).map(({ kind }) => kind)).toEqual(['attempt.started', 'attempt.handed-in'])
  })

  test('the audit entry holds count and hash of the event log, and late events do not change them', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await saveAnswers(candidate, { attemptId, leaseEpoch: 1, events: [choice(1, 'a'), choice(2, 'b', 2)] })
    await handInAttempt(candidate, { attemptId, handInId: (await storedAttempt(attemptId)).handInId })
    await saveAnswers(candidate, { attemptId, leaseEpoch: 1, events: [choice(3, 'd')] })
    const digest = await reading((transaction) => eventLogDigest(transaction, attemptId))
    expect(digest.eventCount).toBe(2)
    expect((await audited(attemptId)).at(-1)?.detail).toMatchObject(digest)
  })

  test('a late hand-in closes; work ended at the deadline', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await endDeadline(attemptId, 20)
    const { handInId, deadline } = await storedAttempt(attemptId)
    expect(await handInAttempt(candidate, { attemptId, handInId })).toMatchObject({ ok: true, value: { effectiveEnd: deadline } })
  })

  test('a hand-in under another id, of an unknown attempt or of somebody else’s is not found', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const { candidate: other } = await makeRunningAttempt()
    const { handInId } = await storedAttempt(attemptId)
    const notFound = { ok: false, refusal: { kind: 'not-found' } }
    expect(await handInAttempt(candidate, { attemptId, handInId: crypto.randomUUID() })).toEqual(notFound)
    expect(await handInAttempt(candidate, { attemptId: unknownAttempt(), handInId })).toEqual(notFound)
    expect(await handInAttempt(other, { attemptId, handInId })).toEqual(notFound)
    expect((await storedAttempt(attemptId)).status).toBe('running')
  })

  test('a device that does not hold the lease cannot hand in', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const { handInId } = await storedAttempt(attemptId)
    expect(await handInAttempt(onDevice(candidate, 'device-two'), { attemptId, handInId })).toEqual({
      ok: false,
      refusal: { kind: 'open-on-another-device' },
    })
    expect((await storedAttempt(attemptId)).status).toBe('running')
  })

  test('the job closes what is overdue, once, and leaves what has grace or is scored by others', async () => {
    const overdue = await makeRunningAttempt()
    const inGrace = await makeRunningAttempt()
    await endDeadline(overdue.attemptId, 31)
    await endDeadline(inGrace.attemptId, 25)
    expect(await closeOverdueAttempts(job, null)).toEqual({ ok: true, value: { closed: 1 } })
    expect(await closeOverdueAttempts(job, null)).toEqual({ ok: true, value: { closed: 0 } })
    const closed = await storedAttempt(overdue.attemptId)
    expect(closed).toMatchObject({ status: 'closed', closedBy: 'deadline-job', effectiveEnd: closed.deadline, scoredAt: null })
    expect((await storedAttempt(inGrace.attemptId)).status).toBe('running')
  })

  test('a proctor closes what is overdue in the own session only', async () => {
    const here = await makeRunningAttempt()
    const elsewhere = await makeRunningAttempt()
    await endDeadline(here.attemptId, 31)
    await endDeadline(elsewhere.attemptId, 31)
    const proctor = await makeStaff('proctor', { regionCode: '36.72.01' })
    expect(await closeOverdueAttempts(proctor, here.examSessionId)).toEqual({ ok: true, value: { closed: 1 } })
    expect((await storedAttempt(elsewhere.attemptId)).status).toBe('running')
    const stranger = await makeStaff('proctor', { regionCode: '36.72.02' })
    expect(await closeOverdueAttempts(stranger, elsewhere.examSessionId)).toEqual({ ok: false, refusal: { kind: 'not-found' } })
    expect(await closeOverdueAttempts(proctor, null)).toEqual({ ok: false, refusal: { kind: 'not-found' } })
  })

  test('without any job a look at it closes what is overdue', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await endDeadline(attemptId, 31)
    expect(await readPaper(candidate)).toEqual({ ok: true, value: { kind: 'closed' } })
    expect(await storedAttempt(attemptId)).toMatchObject({ status: 'closed', closedBy: 'read' })
    expect(await readExamDay(candidate)).toMatchObject({ ok: true, value: { kind: 'closed', answered: 0, questions: 3 } })
    expect((await audited(attemptId)).map(({ kind }) => kind)).toEqual(['attempt.started', 'attempt.closed'])
  })

  test('nobody starts again after closing', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await handInAttempt(candidate, { attemptId, handInId: (await storedAttempt(attemptId)).handInId })
    expect(await startAttempt(candidate, 'TOKEN7')).toEqual({ ok: false, refusal: { kind: 'already-closed' } })
  })
})
