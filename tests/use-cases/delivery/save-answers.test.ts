import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AnswerBatch, standingOf } from '#app/domain/delivery/answer-events.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { saveFormAnswer } from '#app/use-cases/delivery/save-form-answer.server.ts'
import { takeOverLease } from '#app/use-cases/delivery/take-over-lease.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import {
  type Candidate,
  choice,
  endDeadline,
  makeRunningAttempt,
  onDevice,
  paperOf,
  silence,
  storedAnswers,
  storedAttempt,
  storedEvents,
  unknownAttempt,
} from './exam-room.ts'

useTestDatabase()

async function save(candidate: Candidate, attemptId: AttemptId, events: AnswerBatch['events'], leaseEpoch = 1) {
  const result = await saveAnswers(candidate, { attemptId, leaseEpoch, events })
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}

describe('saving answers', () => {
  test('an answer is stored as an event and becomes current', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const answer = await save(candidate, attemptId, [choice(1, 'b')])
    expect(answer.acks).toEqual([{ seq: 1, standing: 'accepted', receipt: expect.stringMatching(/^\d{13}\.1\.[0-9a-f]{32}$/) }])
    expect(answer).toMatchObject({ status: 'running', leaseEpoch: 1, holdsLease: true, lastSeq: 1 })
    expect(await storedEvents(attemptId)).toMatchObject([{ seq: 1, standing: 'accepted', value: { kind: 'single-choice', chosen: 'b' } }])
    expect(await storedAnswers(attemptId)).toMatchObject([{ position: 1, value: { chosen: 'b' }, seq: 1 }])
  })

  test('a save within the grace after the deadline counts', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await endDeadline(attemptId, 20)
    expect((await save(candidate, attemptId, [choice(1, 'b')])).acks).toMatchObject([{ standing: 'accepted' }])
    expect(await storedAnswers(attemptId)).toHaveLength(1)
  })

  test('a save after deadline and grace is kept as late and does not count', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await save(candidate, attemptId, [choice(1, 'a')])
    await endDeadline(attemptId, 31)
    expect((await save(candidate, attemptId, [choice(2, 'b')])).acks).toMatchObject([{ seq: 2, standing: 'late' }])
    expect(await storedEvents(attemptId)).toMatchObject([{ standing: 'accepted' }, { standing: 'late', value: { chosen: 'b' } }])
    expect(await storedAnswers(attemptId)).toMatchObject([{ value: { chosen: 'a' } }])
  })

  test('a batch that is sent again is stored once and answered alike', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const batch = [choice(1, 'a'), choice(2, 'b', 2), choice(3, 'c')]
    const first = await save(candidate, attemptId, batch)
    expect((await save(candidate, attemptId, batch)).acks).toEqual(first.acks)
    expect(await storedEvents(attemptId)).toHaveLength(3)
  })

  test('twins that arrive together are stored once and both acknowledged', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const batch = [choice(1, 'a'), choice(2, 'b', 2)]
    const answers = await Promise.all([1, 2, 3, 4].map(() => save(candidate, attemptId, batch)))
    for (const answer of answers)
      expect(answer.acks.map(({ seq, standing }) => [seq, standing])).toEqual([
        [1, 'accepted'],
        [2, 'accepted'],
      ])
    expect(await storedEvents(attemptId)).toHaveLength(2)
  })

  test('an older event that arrives late on the way never moves an answer back', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await save(candidate, attemptId, [choice(5, 'd')])
    expect((await save(candidate, attemptId, [choice(4, 'a')])).acks).toMatchObject([{ standing: 'accepted' }])
    expect(await storedAnswers(attemptId)).toMatchObject([{ value: { chosen: 'd' }, seq: 5 }])
  })

  test('another event under a stored number is not swallowed: its sender is told to number it anew', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await save(candidate, attemptId, [choice(1, 'a')])
    const answer = await save(candidate, attemptId, [choice(1, 'b')])
    expect(answer).toMatchObject({ acks: [{ seq: 1, standing: 'seq-taken', receipt: null }], lastSeq: 1 })
    expect(await storedAnswers(attemptId)).toMatchObject([{ value: { chosen: 'a' } }])
  })

  test.each([
    ['an option that the question has not', choice(1, 'z')],
    ['another kind of answer', { ...choice(1, 'a'), value: { kind: 'essay', text: 'x' } }],
    ['a position that the form has not', choice(1, 'a', 99)],
    ['no answer at all', { ...choice(1, 'a'), value: { __proto__: null } }],
  ])('%s is not kept, and holds up no other answer', async (_what, faulty) => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const answer = await save(candidate, attemptId, [faulty, choice(2, 'c', 2)])
    expect(answer.acks.map(({ seq, standing }) => [seq, standing])).toEqual([
      [2, 'accepted'],
      [1, 'invalid'],
    ])
    expect(await storedEvents(attemptId)).toHaveLength(1)
  })

  test('text that a database cannot hold loses only what it cannot hold', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await save(candidate, attemptId, [{ ...choice(1, null, 3), value: { kind: 'essay', text: 'a\u0000b\ud800c' } }])
    expect(await storedAnswers(attemptId)).toMatchObject([{ position: 3, value: { kind: 'essay', text: 'ab\uFFFDc' } }])
  })

  test('an unknown attempt and somebody else’s are the same: not found', async () => {
    const { attemptId } = await makeRunningAttempt()
    const { candidate: other } = await makeRunningAttempt()
    const notFound = { ok: false, refusal: { kind: 'not-found' } }
    expect(await saveAnswers(other, { attemptId, leaseEpoch: 1, events: [choice(1, 'a')] })).toEqual(notFound)
    expect(await saveAnswers(other, { attemptId: unknownAttempt(), leaseEpoch: 1, events: [] })).toEqual(notFound)
    expect(await storedEvents(attemptId)).toEqual([])
  })

  test('an empty batch is a sign of life', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await silence(attemptId, 50)
    const before = (await storedAttempt(attemptId)).leaseSeenAt
    expect(await save(candidate, attemptId, [])).toMatchObject({ acks: [], status: 'running' })
    expect((await storedAttempt(attemptId)).leaseSeenAt.getTime()).toBeGreaterThan(before.getTime() + 40_000)
  })

  test('the database itself refuses an answer and an accepted event after the hand-in', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await save(candidate, attemptId, [choice(1, 'a')])
    await handInAttempt(candidate, { attemptId, handInId: (await storedAttempt(attemptId)).handInId })
    expect(await save(candidate, attemptId, [choice(2, 'b')])).toMatchObject({ status: 'closed', acks: [{ standing: 'late' }] })
    expect(await storedAnswers(attemptId)).toMatchObject([{ value: { chosen: 'a' } }])
    const value = { kind: 'single-choice', chosen: 'b' }
    const answer = reading((transaction) => transaction.currentAnswer.updateMany({ where: { attemptId }, data: { value } }))
    expect(databaseErrorKind(await answer.catch((error: unknown) => error))).toBe('append-only')
    const event = reading((transaction) =>
      transaction.answerEvent.create({
        data: { attemptId, leaseEpoch: 1, seq: 9, position: 1, value, doubtful: false, standing: 'accepted', receivedAt: new Date() },
      }),
    )
    expect(databaseErrorKind(await event.catch((error: unknown) => error))).toBe('append-only')
  })

  test('a form without JavaScript saves under the next number', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await save(candidate, attemptId, [choice(7, 'a')])
    const saved = await saveFormAnswer(candidate, {
      attemptId,
      leaseEpoch: 1,
      position: 1,
      value: { kind: 'single-choice', chosen: 'c' },
      doubtful: true,
    })
    expect(saved).toEqual({ ok: true, value: { standing: 'accepted' } })
    expect(await storedAnswers(attemptId)).toMatchObject([{ value: { chosen: 'c' }, doubtful: true, seq: 8 }])
  })

  test('whatever is retried, split, reordered or doubled on the way: the last answer given is the one that stands', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    let nextSeq = 1
    const given = fc.array(fc.record({ position: fc.constantFrom(1, 2), chosen: fc.constantFrom('a', 'b', 'c', 'd') }), {
      minLength: 1,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(given, fc.infiniteStream(fc.nat(1000)), async (answers, chance) => {
        const next = () => chance.next().value ?? 0
        const events = answers.map(({ position, chosen }) => choice(nextSeq++, chosen, position))
        const sendings = events
          .flatMap((event) => Array.from({ length: 1 + (next() % 3) }, () => event))
          .map((event) => ({ event, order: next() }))
        sendings.sort((left, right) => left.order - right.order)
        while (sendings.length > 0) {
          const batch = sendings.splice(0, 1 + (next() % 4)).map(({ event }) => event)
          for (const ack of (await save(candidate, attemptId, batch)).acks) expect(ack.standing).toBe('accepted')
        }
        const current = await storedAnswers(attemptId)
        for (const position of new Set(answers.map((answer) => answer.position))) {
          const last = answers.filter((answer) => answer.position === position).at(-1)
          expect(current.find((answer) => answer.position === position)?.value).toEqual({ kind: 'single-choice', chosen: last?.chosen })
        }
      }),
      { numRuns: 25 },
    )
    expect(await storedEvents(attemptId)).toHaveLength(nextSeq - 1)
  }, 180_000)

  test.each([
    { secondsAgo: -60, device: 'device-one', epoch: 1 },
    { secondsAgo: 29, device: 'device-one', epoch: 1 },
    { secondsAgo: 31, device: 'device-one', epoch: 1 },
    { secondsAgo: 31, device: 'device-two', epoch: 1 },
    { secondsAgo: -60, device: 'device-one', epoch: 2 },
  ])(
    'the statement judges as the rule does: $secondsAgo s after the deadline, $device, epoch $epoch',
    async ({ secondsAgo, device, epoch }) => {
      const { candidate, attemptId } = await makeRunningAttempt()
      await endDeadline(attemptId, secondsAgo)
      const answer = await save(onDevice(candidate, device), attemptId, [choice(1, 'a')], epoch)
      const { deadline, graceSeconds, leaseEpoch, leaseDevice, leaseSeenAt } = await storedAttempt(attemptId)
      const gate = {
        status: 'running' as const,
        deadline,
        graceSeconds,
        lease: { epoch: leaseEpoch, deviceKey: leaseDevice, seenAt: leaseSeenAt },
      }
      expect(answer.acks[0]?.standing).toBe(standingOf(gate, { leaseEpoch: epoch, deviceKey: device }, new Date(answer.serverNow)))
    },
  )
})

describe('one writer', () => {
  test('a second device sees no question and changes no answer', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const second = onDevice(candidate, 'device-two')
    expect(await readPaper(second)).toMatchObject({ ok: true, value: { kind: 'other-device', freeInSeconds: 60 } })
    expect(await save(second, attemptId, [choice(1, 'a')])).toMatchObject({ holdsLease: false, acks: [{ standing: 'conflict' }] })
    expect(await storedAnswers(attemptId)).toEqual([])
    // By the numbers alone it can tell that they are its own, and hand them in as a file.
    const told = await readPaper(second)
    expect(told).toMatchObject({ value: { kind: 'other-device', leaseEpoch: 1, aside: [{ leaseEpoch: 1, seq: 1 }] } })
    expect(JSON.stringify(told)).not.toContain('chosen')
  })

  test('without the token it takes over after the silence only', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const second = onDevice(candidate, 'device-two')
    await silence(attemptId, 55)
    expect(await takeOverLease(second, { attemptId, token: null })).toMatchObject({
      ok: false,
      refusal: { kind: 'open-on-another-device' },
    })
    await silence(attemptId, 60)
    expect(await takeOverLease(second, { attemptId, token: null })).toEqual({ ok: true, value: { leaseEpoch: 2 } })
    expect((await paperOf(second)).leaseEpoch).toBe(2)
  })

  test('with the token it takes over at once; what the old device still sends is a conflict and never merged', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    await save(candidate, attemptId, [choice(1, 'a')])
    const second = onDevice(candidate, 'device-two')
    expect(await takeOverLease(second, { attemptId, token: 'WRONG9' })).toMatchObject({ ok: false, refusal: { kind: 'wrong-token' } })
    expect(await takeOverLease(second, { attemptId, token: ' token7 ' })).toEqual({ ok: true, value: { leaseEpoch: 2 } })
    await save(second, attemptId, [choice(1, 'b')], 2)
    expect(await save(candidate, attemptId, [choice(2, 'd')])).toMatchObject({
      holdsLease: false,
      leaseEpoch: 2,
      acks: [{ standing: 'conflict' }],
    })
    expect(await storedAnswers(attemptId)).toMatchObject([{ value: { chosen: 'b' }, leaseEpoch: 2, seq: 1 }])
    expect((await storedEvents(attemptId)).map(({ standing }) => standing)).toEqual(['accepted', 'conflict', 'accepted'])
  })

  test('the same device keeps the lease under a new sign-in', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    expect(await takeOverLease(candidate, { attemptId, token: null })).toEqual({ ok: true, value: { leaseEpoch: 1 } })
  })
})
