import { beforeAll, describe, expect, test } from 'vitest'
import type { AnswerBatch } from '#app/domain/delivery/answer-events.ts'
import { type AttemptId, ExamResultId } from '#app/domain/shared/id.ts'
import { receiptTime, signReceipt } from '#app/platform/receipt.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { closeOverdueAttempts } from '#app/use-cases/delivery/close-overdue-attempts.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { decideLateAnswers } from '#app/use-cases/proctoring/decide-late-answers.server.ts'
import { readLateAnswers } from '#app/use-cases/proctoring/read-late-answers.server.ts'
import { checkResult } from '#app/use-cases/scoring/check-result.server.ts'
import { scoreClosedAttempts } from '#app/use-cases/scoring/score-closed-attempts.server.ts'
import { findCountingAnswers } from '#app/use-cases/scoring/score-input-store.server.ts'
import { weighLateAnswers } from '#app/use-cases/scoring/weigh-late-answers.server.ts'
import { makeRegions, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choice, endDeadline, makeRunningAttempt, onDevice, storedAnswers, storedEvents } from './exam-room.ts'

useTestDatabase()

const job = { kind: 'system', job: 'test' } as const
const CHOICES = [singleChoice('health', 'a'), singleChoice('social', 'b')]
type Staff = Awaited<ReturnType<typeof makeStaff>>
type Sitting = Awaited<ReturnType<typeof makeRunningAttempt>>
const room = () => makeRunningAttempt({ contents: CHOICES, policy: { lateEvidenceMinutes: 20 } })

/** The events of a device that heard a receipt so many seconds ago, and made each so many seconds before it sends them now. */
function late(
  attemptId: AttemptId,
  events: readonly (readonly [seq: number, chosen: string, position: number, madeBefore: number])[],
  heardBefore: number,
) {
  const receipt = signReceipt(attemptId, 1, new Date(Date.now() - heardBefore * 1000))
  const now = 10_000_000
  const sent: AnswerBatch['events'] = events.map(([seq, chosen, position, madeBefore]) => ({
    ...choice(seq, chosen, position),
    evidence: { life: 'one', mono: now - madeBefore * 1000, receipt, heard: now - heardBefore * 1000 },
  }))
  return { events: sent, sent: { life: 'one', mono: now } }
}
const send = async ({ candidate, attemptId }: Sitting, batch: Pick<AnswerBatch, 'events' | 'sent'>, leaseEpoch = 1) => {
  const result = await saveAnswers(candidate, { attemptId, leaseEpoch, ...batch })
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}
const counting = async (attemptId: AttemptId) => {
  const found = await reading((transaction) => findCountingAnswers(transaction, [attemptId]))
  return [...(found.get(attemptId) ?? [])].map(([position, value]) => [position, value.kind === 'single-choice' ? value.chosen : null])
}
const evidenceOf = (attemptId: AttemptId) =>
  reading((transaction) => transaction.lateEvidence.findMany({ where: { attemptId }, orderBy: { seq: 'asc' } }))
const resultsOf = (attemptId: AttemptId) =>
  reading((transaction) => transaction.examResult.findMany({ where: { attemptId }, orderBy: { version: 'asc' } }))
const trailOf = async (attemptId: AttemptId) =>
  (await reading((transaction) => auditEntriesAfter(transaction, 0n, 5000)))
    .filter(({ event }) => event.subject === attemptId)
    .map(({ event }) => event)

/** An answer in time, then ten minutes of silence over the end of the exam, which is closed and scored meanwhile. */
async function sitOffline() {
  const sat = await room()
  await send(sat, { events: [choice(1, 'a')] })
  await endDeadline(sat.attemptId, 300)
  await closeOverdueAttempts(job, null)
  await scoreClosedAttempts(job)
  return sat
}

describe('receipts', () => {
  test('tell their time, and only those of the attempt do', async () => {
    const { attemptId } = await room()
    const at = new Date('2026-11-22T03:00:00.123Z')
    const receipt = signReceipt(attemptId, 7, at)
    expect(receiptTime(attemptId, receipt)).toEqual(at)
    const [time, seq, mac] = receipt.split('.')
    for (const forged of [`${Number(time) + 1}.${seq}.${mac}`, `${time}.8.${mac}`, '', 'x', receipt.toUpperCase().replace(/[A-F]$/, '0')])
      if (forged !== receipt) expect(receiptTime(attemptId, forged)).toBeNull()
    expect(receiptTime((await room()).attemptId, receipt)).toBeNull()
  })

  test('come with every answer of the server, a sign of life too', async () => {
    const sat = await room()
    const { receipt, serverNow } = await send(sat, { events: [] })
    expect(receiptTime(sat.attemptId, receipt)?.getTime()).toBe(serverNow)
  })
})

describe('answers that came late', () => {
  test('count when their evidence bounds them before the end, apart from what came in time, and the exam is scored anew', async () => {
    const sat = await sitOffline()
    expect(await resultsOf(sat.attemptId)).toMatchObject([{ version: 1, current: true }])
    const answer = await send(sat, late(sat.attemptId, [[2, 'b', 2, 400]], 600))
    expect(answer.acks).toMatchObject([{ seq: 2, standing: 'late' }])
    expect(await counting(sat.attemptId)).toEqual([[1, 'a']])

    await weighLateAnswers(job)
    expect(await evidenceOf(sat.attemptId)).toMatchObject([
      { seq: 2, verdict: 'bounded', state: 'accepted', decidedBy: null, gapSeconds: expect.closeTo(600, -1) },
    ])
    expect(await counting(sat.attemptId)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ])
    expect(await storedEvents(sat.attemptId)).toMatchObject([{ standing: 'accepted' }, { standing: 'late' }])
    expect(await storedAnswers(sat.attemptId)).toHaveLength(1)
    const [first, second] = await resultsOf(sat.attemptId)
    expect(first).toMatchObject({ current: false, state: 'superseded' })
    expect(second).toMatchObject({ current: true, version: 2 })
    expect(Number(second?.totalScore)).toBeGreaterThan(Number(first?.totalScore))
    expect((await trailOf(sat.attemptId)).at(-1)).toMatchObject({
      kind: 'attempt.late-answers-weighed',
      detail: { accepted: 1, waiting: 0 },
    })
  })

  test('are weighed once, however often it is asked', async () => {
    const sat = await sitOffline()
    await send(sat, late(sat.attemptId, [[2, 'b', 2, 400]], 600))
    await weighLateAnswers(job)
    const before = (await trailOf(sat.attemptId)).length
    await weighLateAnswers(job)
    expect(await evidenceOf(sat.attemptId)).toHaveLength(1)
    expect((await trailOf(sat.attemptId)).length).toBe(before)
    expect(await resultsOf(sat.attemptId)).toHaveLength(2)
  })

  test.each([
    ['made after the end', 200, 600, 'after-the-end'],
    ['made in a silence longer than the policy allows', 1000, 1500, 'long-gap'],
  ])('%s wait for a person and do not count', async (_, madeBefore, heardBefore, why) => {
    const sat = await sitOffline()
    await send(sat, late(sat.attemptId, [[2, 'b', 2, madeBefore]], heardBefore))
    await weighLateAnswers(job)
    expect(await evidenceOf(sat.attemptId)).toMatchObject([{ verdict: 'asks-a-person', why, state: 'waiting', decidedAt: null }])
    expect(await counting(sat.attemptId)).toEqual([[1, 'a']])
    expect(await resultsOf(sat.attemptId)).toHaveLength(1)
  })

  test('with a receipt that the server never gave, or with no testimony at all, wait for a person', async () => {
    const sat = await sitOffline()
    const batch = late(sat.attemptId, [[2, 'b', 2, 400]], 600)
    const forged = batch.events.map((event) => ({
      ...event,
      evidence: event.evidence && { ...event.evidence, receipt: `${Date.now() - 600_000}.1.${'0'.repeat(32)}` },
    }))
    await send(sat, { ...batch, events: [...forged, choice(3, 'a', 1)] })
    await weighLateAnswers(job)
    expect(await evidenceOf(sat.attemptId)).toMatchObject([
      { seq: 2, why: 'no-receipt', state: 'waiting' },
      { seq: 3, why: 'no-counter', state: 'waiting' },
    ])
  })

  test('replace an answer that came in time only when they are newer', async () => {
    const sat = await sitOffline()
    await send(
      sat,
      late(
        sat.attemptId,
        [
          [2, 'c', 1, 400],
          [3, 'b', 1, 390],
        ],
        600,
      ),
    )
    await weighLateAnswers(job)
    expect(await counting(sat.attemptId)).toEqual([[1, 'b']])
  })

  test('of another device stand as a conflict, and the door is not open to them', async () => {
    const sat = await sitOffline()
    const other = { ...sat, candidate: onDevice(sat.candidate, 'another-device') }
    expect((await send(other, late(sat.attemptId, [[2, 'b', 2, 400]], 600))).acks).toMatchObject([{ standing: 'conflict' }])
    await weighLateAnswers(job)
    expect(await evidenceOf(sat.attemptId)).toEqual([])
    await expect(
      reading((transaction) =>
        transaction.lateEvidence.create({
          data: {
            attemptId: sat.attemptId,
            leaseEpoch: 1,
            seq: 2,
            verdict: 'asks-a-person',
            why: 'no-counter',
            state: 'waiting',
            notedAt: new Date(),
          },
        }),
      ),
    ).rejects.toThrow()
  })

  test('leave the stored score equal to the recomputed one', async () => {
    const sat = await sitOffline()
    await send(sat, late(sat.attemptId, [[2, 'b', 2, 400]], 600))
    await weighLateAnswers(job)
    const [, second] = await resultsOf(sat.attemptId)
    const check = await checkResult(await makeStaff('auditor'), ExamResultId.parse(second?.id))
    expect(check).toMatchObject({ ok: true, value: { matches: true, differences: [] } })
    expect(second?.current).toBe(true)
  })
})

describe('late answers that wait', () => {
  let proctor: Staff
  let elsewhere: Staff
  let auditor: Staff
  beforeAll(async () => {
    await makeRegions()
    proctor = await makeStaff('proctor', { regionCode: '36.72' })
    elsewhere = await makeStaff('proctor', { regionCode: '36.72.02' })
    auditor = await makeStaff('auditor')
  })

  /** Two late answers of this device that wait, one newer than an answer in time. */
  async function sitLate() {
    const sat = await sitOffline()
    await send(sat, { events: [choice(2, 'b', 2), choice(3, 'b', 1)] })
    await weighLateAnswers(job)
    return sat
  }
  const accepting = { answer: 'accepted', reason: 'network-outage' } as const
  const decide = (actor: Staff, { examSessionId, attemptId }: Sitting, decision: Parameters<typeof decideLateAnswers>[2], seen = 2) =>
    decideLateAnswers(actor, { examSessionId, attemptId, seen }, decision)

  test('are shown to staff of the place with what is known of them, and without a word of what they say', async () => {
    const sat = await sitLate()
    const other = { ...sat, candidate: onDevice(sat.candidate, 'another-device') }
    await send(other, { events: [choice(4, 'd', 1)] })
    const read = await readLateAnswers(proctor, sat.examSessionId)
    expect(read).toMatchObject({
      ok: true,
      value: {
        sheets: [
          {
            attemptId: sat.attemptId,
            waiting: 2,
            mayDecide: true,
            rows: [
              { seq: 2, hasAnswer: false },
              { seq: 3, hasAnswer: true },
              { seq: 4, standing: 'conflict', state: null },
            ],
          },
        ],
      },
    })
    expect(JSON.stringify(read)).not.toContain('chosen')
    expect(await readLateAnswers(elsewhere, sat.examSessionId)).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await readLateAnswers(auditor, sat.examSessionId)).toMatchObject({ value: { sheets: [{ mayDecide: false }] } })
  })

  test('count once a person lets them in, and the exam is scored anew', async () => {
    const sat = await sitLate()
    expect(await decide(proctor, sat, accepting)).toEqual({ ok: true, value: { decided: 2 } })
    expect(await counting(sat.attemptId)).toEqual([
      [1, 'b'],
      [2, 'b'],
    ])
    expect(await resultsOf(sat.attemptId)).toMatchObject([{ current: false }, { current: true, version: 2 }])
    expect((await trailOf(sat.attemptId)).at(-1)).toMatchObject({
      kind: 'attempt.late-answers-accepted',
      detail: { answers: 2, reason: 'network-outage' },
    })
    expect(await decide(proctor, sat, accepting)).toMatchObject({ refusal: { kind: 'changed' } })
  })

  test('never count once a person turns them away', async () => {
    const sat = await sitLate()
    expect(await decide(proctor, sat, { answer: 'rejected', reason: 'not-credible' })).toMatchObject({ ok: true })
    expect(await counting(sat.attemptId)).toEqual([[1, 'a']])
    expect(await resultsOf(sat.attemptId)).toHaveLength(1)
    expect((await trailOf(sat.attemptId)).at(-1)?.kind).toBe('attempt.late-answers-rejected')
    await expect(
      reading((transaction) => transaction.lateEvidence.updateMany({ where: { attemptId: sat.attemptId }, data: { state: 'accepted' } })),
    ).rejects.toThrow()
  })

  test('are not decided by the candidate, by staff of elsewhere, by a reader, in another room, or when more came meanwhile', async () => {
    const sat = await sitLate()
    const about = { examSessionId: sat.examSessionId, attemptId: sat.attemptId, seen: 2 }
    expect(await decideLateAnswers(sat.candidate, about, accepting)).toMatchObject({ refusal: { kind: 'not-found' } })
    for (const actor of [elsewhere, auditor]) expect(await decide(actor, sat, accepting)).toMatchObject({ refusal: { kind: 'not-found' } })
    const another = await room()
    expect(await decideLateAnswers(proctor, { ...about, examSessionId: another.examSessionId }, accepting)).toMatchObject({
      refusal: { kind: 'not-found' },
    })
    expect(await decide(proctor, sat, accepting, 1)).toMatchObject({ refusal: { kind: 'changed' } })
    expect(await counting(sat.attemptId)).toEqual([[1, 'a']])
  })

  test('change no result that a person has confirmed', async () => {
    const sat = await sitLate()
    await confirm(sat.attemptId)
    expect(await decide(proctor, sat, accepting)).toMatchObject({ refusal: { kind: 'score-stands' } })
    expect(await evidenceOf(sat.attemptId)).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
    await send(sat, late(sat.attemptId, [[9, 'b', 2, 400]], 600))
    await weighLateAnswers(job)
    expect((await evidenceOf(sat.attemptId)).at(-1)).toMatchObject({
      seq: 9,
      verdict: 'asks-a-person',
      why: 'score-stands',
      state: 'waiting',
    })
  })

  async function confirm(attemptId: AttemptId) {
    const { accountId } = await makeStaff('verifier')
    await reading((transaction) =>
      transaction.examResult.updateMany({
        where: { attemptId, current: true },
        data: { state: 'confirmed', confirmedBy: accountId, confirmedAt: new Date() },
      }),
    )
  }
})
