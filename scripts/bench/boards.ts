import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { CadreId, CandidateId, type ExamSessionId } from '#app/domain/shared/id.ts'
import { closeDatabase, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { createSession } from '#app/use-cases/access/session-store.server.ts'
import { browseRooms, readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { begunAttempt } from '#tests/factories/sat-attempt.ts'
import { makeExam, makeExamSession, makePeriod, makeRegions, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { freePort, withPostgres } from '../postgres.ts'
import { migrateDatabase } from './database.ts'
import { startServer } from './server.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? '2650')
const ROOM = 60
const QUESTIONS = 60
const ANSWERED = 30
const WARM_UP = 5
const ASKED = 30

/** A city in the middle of its exam, as those who watch it ask for it: one room, and all rooms. */
export async function measureBoards() {
  await withPostgres(measure, { durable: true })
}

async function measure(url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tera-bench-'))
  Object.assign(process.env, { DEMO: '1', NODE_ENV: 'production', DATA_FOLDER: folder, LOG_LEVEL: 'error' })
  await migrateDatabase(url)
  useDatabase(connectPostgres(url, 5))
  const room = await makeCity()
  const proctor = await makeStaff('proctor')
  const cookie = await signIn(proctor.accountId)
  const port = await freePort()
  const server = await startServer('server.ts', {
    DATABASE_URL: url,
    DATABASE_POOL: '10',
    DEMO: '1',
    DATA_FOLDER: folder,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    PORT: String(port),
  })
  const client = new Client(`http://127.0.0.1:${port}`)
  const get = async (path: string) => {
    const { statusCode, body } = await client.request({ method: 'GET', path, headers: { cookie, 'accept-encoding': 'gzip' } })
    const bytes = await body.arrayBuffer()
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`)
    return bytes.byteLength
  }
  try {
    console.log(
      `Boards of ${PEOPLE} people in rooms of ${ROOM}, ${ANSWERED} answers each, ${ASKED} times each, PostgreSQL on this machine\n`,
    )
    console.log('                                      | median ms   p95 ms')
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
  } finally {
    await client.close()
    server.kill('SIGTERM')
    await closeDatabase()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function report(name: string, ask: () => Promise<unknown>) {
  for (let asked = 0; asked < WARM_UP; asked += 1) await ask()
  const taken: number[] = []
  for (let asked = 0; asked < ASKED; asked += 1) {
    const from = performance.now()
    await ask()
    taken.push(performance.now() - from)
  }
  taken.sort((left, right) => left - right)
  const at = (part: number) => (taken[Math.floor(taken.length * part)] ?? Number.NaN).toFixed(0).padStart(8)
  console.log(`${name.padEnd(37)} | ${at(0.5)} ${at(0.95)}`)
}

async function signIn(accountId: Awaited<ReturnType<typeof makeStaff>>['accountId']): Promise<string> {
  const id = randomBytes(16).toString('hex')
  const at = new Date()
  const idHash = createHash('sha256').update(id).digest('hex')
  const expiresAt = new Date(at.getTime() + 3_600_000)
  await reading((transaction) =>
    createSession(transaction, { idHash, owner: { kind: 'staff', accountId }, deviceKey: 'bench', at, expiresAt }),
  )
  return `__Host-tera=${encodeURIComponent(Buffer.from(JSON.stringify(id)).toString('base64'))}`
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
