import { randomUUID } from 'node:crypto'
import { CadreId, CandidateId, type ExamSessionId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { browseRooms, readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { begunAttempt } from '#tests/factories/sat-attempt.ts'
import { makeExam, makeExamSession, makePeriod, makeRegions, singleChoice } from '#tests/factories/world.ts'
import { ASKED, report, withStaffPages } from './staff-pages.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? '2650')
const ROOM = 60
const QUESTIONS = 60
const ANSWERED = 30

/** A city in the middle of its exam, as those who watch it ask for it: one room, and all rooms. */
export async function measureBoards() {
  console.log(`Boards of ${PEOPLE} people in rooms of ${ROOM}, ${ANSWERED} answers each, ${ASKED} times each, PostgreSQL on this machine\n`)
  await withStaffPages('proctor', makeCity, async ({ made: room, staff: proctor, get }) => {
    await report('all rooms, use-case', async () => {
      const found = await browseRooms(proctor)
      if (!found.ok || found.value.length < PEOPLE / ROOM) throw new Error('rooms are missing')
    })
    await report('one room, use-case', async () => {
      const found = await readSessionBoard(proctor, room)
      if (!found.ok || found.value.rows.length !== ROOM) throw new Error('the room is not full')
    })
    await report('all rooms, one refresh', () => get('/proctor/live'))
    await report('one room, one refresh', () => get(`/proctor/sessions/${room}/live`))
    await report('page of all rooms', () => get('/proctor'))
    await report('page of one room', () => get(`/proctor/sessions/${room}`))
  })
}

/** Answers a full room. */
async function makeCity(): Promise<ExamSessionId> {
  await makeRegions()
  const periodId = await makePeriod()
  const contents = Array.from({ length: QUESTIONS }, () => singleChoice())
  const { examId, formId } = await makeExam(contents, { periodId })
  const rooms: ExamSessionId[] = []
  for (let room = 0; room * ROOM < PEOPLE; room += 1) rooms.push(await makeExamSession(examId))
  const [first] = rooms
  if (first === undefined) throw new Error('a city has a room')
  const at = new Date()
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    index,
    cadreId: CadreId.parse(randomUUID()),
    id: CandidateId.parse(randomUUID()),
    attemptId: randomUUID(),
    examSessionId: rooms[Math.floor(index / ROOM)] ?? first,
  }))
  await reading(async (transaction) => {
    await transaction.cadre.createMany({
      data: people.map(({ cadreId, index }) => ({
        id: cadreId,
        nationalIdCipher: new Uint8Array([0]),
        nationalIdLookup: randomUUID(),
        nationalIdLast4: '0001',
        name: `Siti Aminah ${index}`,
        nameSort: `siti aminah ${index}`,
        sex: 'F',
        birthDate: new Date('1980-05-17T00:00:00Z'),
        urbanVillageCode: '36.72.01.1001',
        posyandu: 'Melati 1',
        occupation: 'ibu rumah tangga',
        servingSince: 2015,
        decreeNumber: 'SK-1/2025',
        isDemo: true,
      })),
    })
    await transaction.candidate.createMany({
      data: people.map(({ id, cadreId, examSessionId, index }) => ({
        id,
        periodId,
        cadreId,
        participantNumber: `26-${String(index).padStart(6, '0')}`,
        examSessionId,
        admittedAt: at,
      })),
    })
    await transaction.attempt.createMany({
      data: people.map(({ id, attemptId, examSessionId }) => ({
        ...begunAttempt({ id: attemptId, candidateId: id, examId, examSessionId, formId }, at),
        deadline: new Date(at.getTime() + 3_600_000),
      })),
    })
    await transaction.$executeRaw`
      INSERT INTO current_answer (attempt_id, position, value, doubtful, lease_epoch, seq, saved_at)
      SELECT a.id, n, '{"kind":"single-choice","chosen":"b"}', false, 1, n, now() FROM attempt a, generate_series(1, ${ANSWERED}::integer) n`
    await transaction.$executeRaw`ANALYZE`
  })
  return first
}
