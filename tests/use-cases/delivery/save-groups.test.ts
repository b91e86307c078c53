import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnswerBatch, AnswerEvent } from '#app/domain/delivery/answer-events.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { createSession, deleteSession } from '#app/use-cases/access/session-store.server.ts'
import { judgeAlone, type SaveRequest, saveEvents, saveTogether } from '#app/use-cases/delivery/answer-store.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import {
  type Candidate,
  choice,
  endDeadline,
  makeRunningAttempt,
  onDevice,
  storedAnswers,
  storedAttempt,
  storedEvents,
} from './exam-room.ts'

useTestDatabase()

const DEVICE = 'device-one'

const chosen = (seq: number, option: string, position = 1): AnswerEvent => ({
  seq,
  position,
  value: { kind: 'single-choice', chosen: option },
  doubtful: false,
  clientWall: null,
})

const request = (attemptId: AttemptId, events: readonly AnswerEvent[], from: Partial<SaveRequest> = {}): SaveRequest => ({
  attemptId,
  leaseEpoch: 1,
  deviceKey: DEVICE,
  sessionIdHash: null,
  events,
  ...from,
})

async function makeClosed() {
  const room = await makeRunningAttempt()
  await handInAttempt(room.candidate, { attemptId: room.attemptId, handInId: (await storedAttempt(room.attemptId)).handInId })
  return room
}

async function makeOver() {
  const room = await makeRunningAttempt()
  await endDeadline(room.attemptId, 31)
  return room
}

async function makePaused() {
  const room = await makeRunningAttempt()
  await reading(
    (transaction) => transaction.$executeRaw`UPDATE attempt SET paused_at = clock_timestamp() WHERE id = ${room.attemptId}::uuid`,
  )
  return room
}

async function signIn(candidate: Candidate, { seconds = 60, deviceKey = DEVICE } = {}): Promise<string> {
  const idHash = randomUUID()
  const at = new Date()
  await reading((transaction) =>
    createSession(transaction, {
      idHash,
      owner: { kind: 'candidate', candidateId: candidate.candidateId },
      deviceKey,
      at,
      expiresAt: new Date(at.getTime() + seconds * 1000),
    }),
  )
  return idHash
}

describe('saves of many attempts in one commit', () => {
  test('each stands by its own gate: what may not be stored is not, and holds up no other', async () => {
    const [plain, several, lease, device, numbered] = await Promise.all([1, 2, 3, 4, 5].map(() => makeRunningAttempt()))
    if (!plain || !several || !lease || !device || !numbered) throw new Error('five rooms were wanted')
    const [closed, over, paused] = [await makeClosed(), await makeOver(), await makePaused()]
    await saveEvents(request(numbered.attemptId, [chosen(1, 'a')]))
    const answers = await saveTogether([
      request(plain.attemptId, [chosen(1, 'b')]),
      request(closed.attemptId, [chosen(1, 'b')]),
      request(over.attemptId, [chosen(1, 'b')]),
      request(paused.attemptId, [chosen(1, 'b')]),
      request(lease.attemptId, [chosen(1, 'b')], { leaseEpoch: 2 }),
      request(device.attemptId, [chosen(1, 'b')], { deviceKey: 'device-two' }),
      request(numbered.attemptId, [chosen(1, 'b')]),
      request(several.attemptId, [chosen(2, 'c', 2), chosen(1, 'a'), chosen(3, 'd')]),
    ])
    expect(answers.map((answer) => answer?.acks.map(({ seq }) => seq) ?? null)).toEqual([
      [1],
      null,
      null,
      null,
      null,
      null,
      null,
      [1, 2, 3],
    ])
    for (const { attemptId } of [closed, over, paused, lease, device]) {
      expect(await storedEvents(attemptId)).toEqual([])
      expect(await storedAnswers(attemptId)).toEqual([])
    }
    expect(await storedAnswers(numbered.attemptId)).toMatchObject([{ value: { chosen: 'a' } }])
    expect(await storedAnswers(several.attemptId)).toMatchObject([
      { position: 1, value: { chosen: 'd' }, seq: 3 },
      { position: 2, value: { chosen: 'c' }, seq: 2 },
    ])
  }, 180_000)

  test('whoever looks at the log inside a group sees one moment for one commit’s events of an attempt', async () => {
    const { attemptId } = await makeRunningAttempt()
    const [answer] = await saveTogether([request(attemptId, [chosen(1, 'a'), chosen(2, 'b')])])
    const events = await storedEvents(attemptId)
    expect(events.map(({ receivedAt }) => receivedAt.getTime())).toEqual([answer?.at.getTime(), answer?.at.getTime()])
    expect((await storedAttempt(attemptId)).leaseSeenAt.getTime()).toBe(answer?.at.getTime())
  })

  test('one that the database cannot take fails alone', async () => {
    const rooms = await Promise.all([1, 2, 3].map(() => makeRunningAttempt()))
    const answers = await Promise.allSettled(
      rooms.map(({ attemptId }, index) =>
        saveEvents(request(attemptId, [{ ...chosen(1, 'a'), clientWall: index === 1 ? 'no moment' : null }])),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await Promise.all(rooms.map(async ({ attemptId }) => (await storedEvents(attemptId)).length))).toEqual([1, 0, 1])
  })

  test('groups that hold the same attempts in another order do not wait for each other for ever', async () => {
    const rooms = await Promise.all([1, 2, 3, 4].map(() => makeRunningAttempt()))
    const group = (round: number) => rooms.map(({ attemptId }) => request(attemptId, [chosen(round, 'a')]))
    const rounds = Array.from({ length: 20 }, (_, round) => (round % 2 === 0 ? group(round + 1) : group(round + 1).reverse()))
    const answers = await Promise.all(rounds.map(saveTogether))
    expect(answers.flat().every((answer) => answer !== null)).toBe(true)
  })

  test('random groups end as if each batch had been judged by itself', async () => {
    const makers = [makeRunningAttempt, makeRunningAttempt, makeRunningAttempt, makeClosed, makeOver, makePaused]
    const twins: { together: AttemptId; alone: AttemptId }[] = []
    for (const make of makers) twins.push({ together: (await make()).attemptId, alone: (await make()).attemptId })
    const event = fc.record({ seq: fc.integer({ min: 1, max: 12 }), option: fc.constantFrom('a', 'b'), position: fc.constantFrom(1, 2) })
    const batch = fc.record({
      leaseEpoch: fc.constantFrom(1, 1, 1, 2),
      deviceKey: fc.constantFrom(DEVICE, DEVICE, DEVICE, 'device-two'),
      events: fc
        .uniqueArray(event, { maxLength: 3, selector: ({ seq }) => seq })
        .map((events) => events.map(({ seq, option, position }) => chosen(seq, option, position))),
    })
    const told = (saved: Awaited<ReturnType<typeof judgeAlone>>) => ({
      status: saved.status,
      holdsLease: saved.holdsLease,
      leaseEpoch: saved.leaseEpoch,
      lastSeq: saved.lastSeq,
      acks: saved.acks.map(({ seq, standing }) => `${seq} ${standing}`).sort(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(batch, batch, batch, batch, batch, batch),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
        async (batches, order) => {
          const requests = order.flatMap((index) => {
            const [twin, own] = [twins[index], batches[index]]
            return twin && own ? [{ twin, own }] : []
          })
          const grouped = await saveTogether(requests.map(({ twin, own }) => request(twin.together, own.events, own)))
          for (const [index, { twin, own }] of requests.entries()) {
            const together = grouped[index] ?? (await judgeAlone(request(twin.together, own.events, own)))
            expect(told(together)).toEqual(told(await judgeAlone(request(twin.alone, own.events, own))))
          }
        },
      ),
      { numRuns: 60 },
    )
    for (const { together, alone } of twins) {
      const events = (id: AttemptId) =>
        storedEvents(id).then((rows) =>
          rows.map(({ seq, leaseEpoch, position, value, standing }) => ({ seq, leaseEpoch, position, value, standing })),
        )
      const answers = (id: AttemptId) =>
        storedAnswers(id).then((rows) => rows.map(({ position, value, seq, leaseEpoch }) => ({ position, value, seq, leaseEpoch })))
      expect(await events(together)).toEqual(await events(alone))
      expect(await answers(together)).toEqual(await answers(alone))
    }
  }, 120_000)
})

describe('a session that was looked up a while ago', () => {
  const batch = (attemptId: AttemptId): AnswerBatch => ({ attemptId, leaseEpoch: 1, events: [choice(1, 'a')] })

  test('a session that stands stores', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const answer = await saveAnswers(candidate, batch(attemptId), await signIn(candidate))
    expect(answer).toMatchObject({ ok: true, value: { acks: [{ standing: 'accepted' }] } })
  })

  test.each([
    [
      'was signed out',
      async (candidate: Candidate) => {
        const idHash = await signIn(candidate)
        await reading((transaction) => deleteSession(transaction, idHash))
        return idHash
      },
    ],
    ['is over', (candidate: Candidate) => signIn(candidate, { seconds: -1 })],
    ['was never there', async () => randomUUID()],
    ['is another device’s', (candidate: Candidate) => signIn(candidate, { deviceKey: 'device-two' })],
    ['is another candidate’s', async () => signIn((await makeRunningAttempt()).candidate)],
  ])('a session that %s stores nothing, not even as late or as conflict', async (_what, sessionFor) => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const signedOut = { ok: false, refusal: { kind: 'signed-out' } }
    const idHash = await sessionFor(candidate)
    expect(await saveAnswers(candidate, batch(attemptId), idHash)).toEqual(signedOut)
    await endDeadline(attemptId, 60)
    expect(await saveAnswers(candidate, batch(attemptId), idHash)).toEqual(signedOut)
    expect(await storedEvents(attemptId)).toEqual([])
  })

  test('a session that stands, on a device that lost the lease, is told so', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const second = onDevice(candidate, 'device-two')
    const answer = await saveAnswers(second, batch(attemptId), await signIn(candidate, { deviceKey: 'device-two' }))
    expect(answer).toMatchObject({ ok: true, value: { holdsLease: false, acks: [{ standing: 'conflict' }] } })
  })
})
