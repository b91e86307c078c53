import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import { boardCounts } from '#app/domain/delivery/board.ts'
import { AttemptId, type CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { database } from '#app/platform/database/connection.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { admitCandidate, unadmitCandidate } from '#app/use-cases/delivery/admit-candidate.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { rotateToken } from '#app/use-cases/delivery/rotate-token.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { browseRooms, readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { takeOverLease } from '#app/use-cases/delivery/take-over-lease.server.ts'
import { watchRoom, watchRooms } from '#app/use-cases/delivery/watch-rooms.server.ts'
import { makeCadre, makeCandidate, makeExamSession, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choice, makeRunningAttempt, makeSeat, onDevice, paperOf, silence } from './exam-room.ts'

/** Milliseconds that what comes soon may take on a busy machine. */
const SOON = 15_000

useTestDatabase()

let proctor: Actor
let stranger: Actor
const heard: string[] = []
let leave = async () => {}

beforeAll(async () => {
  proctor = await makeStaff('proctor', { regionCode: '36.72.01' })
  stranger = await makeStaff('proctor', { regionCode: '36.72.02' })
  leave = await (await database()).listen(
    'board',
    (payload) => void heard.push(payload),
    () => {},
  )
})
afterAll(() => leave())

/** Notices come in the order of their commits: with one of one's own, all that were told before have come. */
async function catchUp() {
  const last = randomUUID()
  await (await database()).query(`SELECT pg_notify('board', $1)`, [last])
  await vi.waitFor(() => expect(heard).toContain(last), { timeout: SOON, interval: 5 })
  return [...new Set(heard.splice(0).filter((payload) => payload !== last))].sort()
}

/** What is told while this happens. */
async function toldBy(happening: () => Promise<unknown>): Promise<string[]> {
  await catchUp()
  await happening()
  return catchUp()
}

describe('a room tells of itself', () => {
  test('when somebody is admitted, begins, takes over on another device, or hands in', async () => {
    const { candidate, examSessionId } = await makeSeat()
    expect(await toldBy(() => unadmitCandidate(proctor, examSessionId, candidate.candidateId))).toEqual([examSessionId])
    expect(await toldBy(() => admitCandidate(proctor, examSessionId, candidate.candidateId))).toEqual([examSessionId])
    expect(await toldBy(() => startAttempt(candidate, null))).toEqual([examSessionId])
    const paper = await paperOf(candidate)
    const [attemptId, handInId] = [AttemptId.parse(paper.attemptId), paper.handInId]
    await silence(attemptId, 3_600)
    const tablet = onDevice(candidate, 'tablet')
    expect(await toldBy(() => takeOverLease(tablet, { attemptId, token: null }))).toEqual([examSessionId])
    expect(await toldBy(() => handInAttempt(tablet, { attemptId, handInId }))).toEqual([examSessionId])
  })

  test('never when somebody saves, or when nothing changes', async () => {
    const { candidate, attemptId, examSessionId } = await makeRunningAttempt()
    const save = (seq: number) => saveAnswers(candidate, { attemptId, leaseEpoch: 1, events: [choice(seq, 'b')] })
    expect(await toldBy(() => Promise.all([save(1), save(2)]))).toEqual([])
    expect(
      await toldBy(() =>
        reading((t) => t.$executeRaw`UPDATE attempt SET status = status, deadline = deadline WHERE id = ${attemptId}::uuid`),
      ),
    ).toEqual([])
    expect(
      await toldBy(() =>
        reading((t) => t.$executeRaw`UPDATE attempt SET deadline = deadline + interval '5 minutes' WHERE id = ${attemptId}::uuid`),
      ),
    ).toEqual([examSessionId])
  })

  test('when its token changes; both rooms when somebody moves', async () => {
    const { candidate, examSessionId, examId } = await makeSeat()
    expect(await toldBy(() => rotateToken(proctor, examSessionId))).toEqual([examSessionId])
    const other = await makeExamSession(examId)
    const move = () => reading((t) => t.candidate.update({ where: { id: candidate.candidateId }, data: { examSessionId: other } }))
    expect(await toldBy(move)).toEqual([examSessionId, other].sort())
  })

  test('only when the change is kept', async () => {
    const { candidate, examSessionId } = await makeSeat()
    const { client } = await database()
    const undone = () =>
      client.$transaction(async (transaction) => {
        await transaction.candidate.update({ where: { id: candidate.candidateId }, data: { admittedAt: null } })
        throw new Error('undone')
      })
    expect(await toldBy(() => expect(undone()).rejects.toThrow('undone'))).not.toContain(examSessionId)
  })
})

describe('who watches', () => {
  let told = 0
  beforeEach(() => {
    told = 0
  })

  test('hears of the own room, and not of another', async () => {
    const [room, other] = [await makeSeat(), await makeSeat()]
    const watch = await watchRoom(proctor, room.examSessionId)
    if (!watch.ok) throw new Error('refused')
    const end = watch.value(() => {
      told += 1
    })
    // A watch begins with one word: what happened before it was not heard.
    await vi.waitFor(() => expect(told).toBe(1), SOON)
    await toldBy(() => startAttempt(other.candidate, null))
    expect(told).toBe(1)
    await toldBy(() => startAttempt(room.candidate, null))
    await vi.waitFor(() => expect(told).toBe(2), SOON)
    end()
    await toldBy(() => rotateToken(proctor, room.examSessionId))
    expect(told).toBe(2)
  })

  test('is refused a room of another region or one that is not there, and every room without the right', async () => {
    const { examSessionId, candidate } = await makeSeat()
    expect(await watchRoom(stranger, examSessionId)).toEqual(refuse({ kind: 'not-found' }))
    expect(await watchRoom(proctor, ExamSessionId.parse(randomUUID()))).toEqual(refuse({ kind: 'not-found' }))
    expect(await watchRoom(candidate, examSessionId)).toEqual(refuse({ kind: 'not-found' }))
    expect(await watchRooms(candidate)).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('the board of all rooms', () => {
  test('counts as the board of each room does', async () => {
    const seat = await makeSeat()
    const more = async (how: 'absent' | 'ready' | 'begun') => {
      const candidate = await makeCandidate({ periodId: seat.periodId, cadreId: await makeCadre(), examSessionId: seat.examSessionId })
      if (how === 'absent') await unadmitCandidate(proctor, seat.examSessionId, candidate.candidateId)
      if (how === 'begun') await startAttempt(candidate, null)
      return candidate.candidateId
    }
    const set = (candidateId: CandidateId, what: 'silent' | 'paused' | 'closed') =>
      reading((t) => {
        if (what === 'silent')
          return t.$executeRaw`UPDATE attempt SET lease_seen_at = clock_timestamp() - interval '10 minutes' WHERE candidate_id = ${candidateId}::uuid`
        if (what === 'paused')
          return t.$executeRaw`UPDATE attempt SET paused_at = clock_timestamp() WHERE candidate_id = ${candidateId}::uuid`
        return t.$executeRaw`UPDATE attempt SET status = 'closed', closed_by = 'candidate', closed_at = clock_timestamp(), effective_end = clock_timestamp(), receipt_code = 'K7PM-3QXA', event_count = 0, event_hash = 'ab' WHERE candidate_id = ${candidateId}::uuid`
      })
    await more('absent')
    await more('absent')
    await more('ready')
    await more('begun')
    await set(await more('begun'), 'silent')
    await set(await more('begun'), 'paused')
    await set(await more('begun'), 'closed')
    const onPaper = await more('begun')
    await set(onPaper, 'silent')
    await reading((t) =>
      t.accommodation.create({
        data: {
          candidateId: onPaper,
          extraPercent: 0,
          extraMinutes: 0,
          means: ['paper'],
          ground: 'surat dokter',
          recordedBy: randomUUID(),
          recordedAt: new Date(),
        },
      }),
    )
    const rooms = await browseRooms(proctor)
    const room = rooms.ok && rooms.value.find(({ id }) => id === seat.examSessionId)
    const board = await readSessionBoard(proctor, seat.examSessionId)
    if (!room || !board.ok) throw new Error('not found')
    expect(room.counts).toEqual({ absent: 2, ready: 2, writing: 2, disconnected: 1, paused: 1, finished: 1, void: 0 })
    expect(room.counts).toEqual(boardCounts(board.value.rows.map(({ standing }) => standing)))
  })

  test('holds rooms without anybody, and none of another region', async () => {
    const { examId } = await makeSeat()
    const empty = await makeExamSession(examId)
    const rooms = await browseRooms(proctor)
    expect(rooms.ok && rooms.value.find(({ id }) => id === empty)?.counts).toMatchObject({ absent: 0, writing: 0 })
    const elsewhere = await browseRooms(stranger)
    expect(elsewhere.ok && elsewhere.value).toEqual([])
  })
})
