import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import {
  type CandidateId,
  CandidateId as CandidateIdSchema,
  type ExamId,
  ExamSessionId,
  type PeriodId,
  type VenueId,
} from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { isPassword } from '#app/platform/password.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { admitCandidate, unadmitCandidate } from '#app/use-cases/delivery/admit-candidate.server.ts'
import { findCandidateSeat } from '#app/use-cases/delivery/candidate-store.server.ts'
import { closeExamSession } from '#app/use-cases/delivery/close-exam-session.server.ts'
import { makeCards } from '#app/use-cases/delivery/make-cards.server.ts'
import { browseSessions, planExamSession, readSession, seatUrbanVillage, unseat } from '#app/use-cases/delivery/plan-exam-session.server.ts'
import { addVenue, changeVenue } from '#app/use-cases/delivery/plan-venue.server.ts'
import { printSessionList } from '#app/use-cases/delivery/print-session-list.server.ts'
import { printTokenSheet } from '#app/use-cases/delivery/print-token-sheet.server.ts'
import { browseCandidates, registerCandidates } from '#app/use-cases/delivery/register-candidates.server.ts'
import { rotateToken } from '#app/use-cases/delivery/rotate-token.server.ts'
import { browseRooms, readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { hasPdfTools, readPdf } from '#tests/documents/pdf-tools.ts'
import { makeCadre, makeExam, makePeriod, makeRegions, makeStaff, singleChoice, verifyEverybody } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()

const CIBEBER = '36.72.01.1001'
const KEDALEMAN = '36.72.01.1002'
const CIWEDUS = '36.72.02.1002'
const UNKNOWN = '00000000-0000-4000-8000-000000000000'
let analyst: Actor
let proctor: Actor
let otherProctor: Actor

beforeAll(async () => {
  await makeRegions()
  analyst = await makeStaff('office-analyst')
  proctor = await makeStaff('proctor', { regionCode: '36.72.01' })
  otherProctor = await makeStaff('proctor', { regionCode: '36.72.02' })
})

function value<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: unknown }): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

async function events(kind: string) {
  return (await reading((transaction) => auditEntriesAfter(transaction, 0n, 10_000)))
    .filter(({ event }) => event.kind === kind)
    .map(({ event }) => event)
}

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000)

type Hall = { periodId: PeriodId; examId: ExamId; venueId: VenueId; examSessionId: ExamSessionId; numbers: string[] }

/** A period with cadres registered in Cibeber and Kedaleman, and a session that is open. */
async function makeHall({
  cadres = 3,
  capacity = 10,
  opensInMinutes = -5,
}: {
  cadres?: number
  capacity?: number
  opensInMinutes?: number
} = {}): Promise<Hall> {
  await reading((transaction) => transaction.cadre.updateMany({ data: { active: false } }))
  const periodId = await makePeriod()
  const { examId } = await makeExam([singleChoice(), singleChoice('social')], { periodId })
  for (let place = 0; place < cadres; place += 1)
    await makeCadre({ urbanVillageCode: CIBEBER, name: `Kader ${String.fromCharCode(65 + place)}` })
  await makeCadre({ urbanVillageCode: KEDALEMAN, name: 'Kader Kedaleman' })
  value(await registerCandidates(analyst, periodId, [CIBEBER, KEDALEMAN]))
  await verifyEverybody(periodId)
  const venueId = value(await addVenue(analyst, { name: 'Aula Cibeber', address: 'Jl. Raya Cibeber 1', regionCode: CIBEBER, capacity: 60 }))
  const examSessionId = value(
    await planExamSession(analyst, {
      examId,
      venueId,
      label: 'Sesi 1',
      opensAt: minutesFromNow(opensInMinutes),
      latestStart: minutesFromNow(opensInMinutes + 60),
      hardClose: minutesFromNow(opensInMinutes + 200),
      capacity,
      configKey: null,
    }),
  )
  const numbers = (
    await reading((transaction) => transaction.candidate.findMany({ where: { periodId }, orderBy: { participantNumber: 'asc' } }))
  ).map(({ participantNumber }) => participantNumber)
  return { periodId, examId, venueId, examSessionId, numbers }
}

async function seatedIds(examSessionId: ExamSessionId): Promise<CandidateId[]> {
  const rows = await reading((transaction) =>
    transaction.candidate.findMany({ where: { examSessionId }, orderBy: { participantNumber: 'asc' } }),
  )
  return rows.map(({ id }) => CandidateIdSchema.parse(id))
}

describe('venues and sessions', () => {
  test('a venue needs a known region and never gets smaller than its sessions', async () => {
    const { venueId } = await makeHall({ capacity: 40 })
    const input = { name: 'Aula', address: 'Jl. 1', regionCode: CIBEBER, capacity: 39 }
    expect(await changeVenue(analyst, venueId, input)).toEqual(refuse({ kind: 'sessions-need-more-seats', seats: 40 }))
    expect(await addVenue(analyst, { ...input, regionCode: '99.99.99.9999' })).toEqual(refuse({ kind: 'unknown-region' }))
    expect(await addVenue(proctor, input)).toEqual(refuse({ kind: 'not-found' }))
    expect(await changeVenue(analyst, venueId, { ...input, capacity: 40 })).toMatchObject({ ok: true })
  })

  test('a session’s plan is refused at the field that is wrong', async () => {
    const { examId, venueId } = await makeHall()
    const plan = {
      examId,
      venueId,
      label: 'Sesi',
      opensAt: minutesFromNow(10),
      latestStart: minutesFromNow(70),
      hardClose: minutesFromNow(80),
      capacity: 61,
      configKey: null,
    }
    expect(await planExamSession(analyst, plan)).toEqual(
      refuse({ kind: 'plan-faults', faults: { hardClose: 'too-short-for-the-exam', capacity: 'over-venue-capacity' } }),
    )
    expect(await planExamSession(proctor, plan)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('a proctor sees the sessions of the own region and nothing of another', async () => {
    const { examSessionId } = await makeHall()
    expect(value(await browseRooms(proctor)).map(({ id }) => id)).toContain(examSessionId)
    expect(value(await browseRooms(otherProctor))).toEqual([])
    expect(value(await browseSessions(otherProctor, {})).sessions).toEqual([])
    const [candidateId = CandidateIdSchema.parse(UNKNOWN)] = await seatedIds(examSessionId)
    for (const refused of [
      await readSessionBoard(otherProctor, examSessionId),
      await readSession(otherProctor, examSessionId),
      await printSessionList(otherProctor, examSessionId, 'attendance-list'),
      await printTokenSheet(otherProctor, examSessionId),
      await rotateToken(otherProctor, examSessionId),
      await closeExamSession(otherProctor, examSessionId),
      await admitCandidate(otherProctor, examSessionId, candidateId),
      await readSessionBoard(proctor, ExamSessionId.parse(UNKNOWN)),
    ]) {
      expect(refused).toEqual(refuse({ kind: 'not-found' }))
    }
  })
})

describe('registering candidates', () => {
  test('active cadres get running numbers of the year without gaps, once', async () => {
    const { periodId, numbers } = await makeHall({ cadres: 3 })
    const running = numbers.map((number) => Number(number.slice(3)))
    expect(numbers.every((number) => /^26-\d{6}$/.test(number))).toBe(true)
    expect(running).toEqual([0, 1, 2, 3].map((place) => (running[0] ?? 0) + place))
    expect(await registerCandidates(analyst, periodId, [CIBEBER])).toEqual(refuse({ kind: 'nobody-to-register' }))
    await makeCadre({ urbanVillageCode: CIBEBER, name: 'Kader baru' })
    expect(value(await registerCandidates(analyst, periodId, [CIBEBER]))).toEqual({ registered: 1 })
    expect(value(await browseCandidates(analyst, periodId)).urbanVillages.find(({ code }) => code === CIBEBER)).toMatchObject({
      cadres: 4,
      registered: 4,
      seated: 0,
    })
  })

  test('two officers who register at once number nobody twice', async () => {
    await reading((transaction) => transaction.cadre.updateMany({ data: { active: false } }))
    const [one, other] = [await makePeriod(), await makePeriod()]
    for (let place = 0; place < 5; place += 1) await makeCadre({ urbanVillageCode: CIWEDUS, name: `Kader ${place}` })
    const results = await Promise.all([registerCandidates(analyst, one, [CIWEDUS]), registerCandidates(analyst, other, [CIWEDUS])])
    expect(results.map(value)).toEqual([{ registered: 5 }, { registered: 5 }])
  })

  test('a period whose exams are over takes no more candidates, and a proctor registers nobody', async () => {
    expect(await registerCandidates(analyst, await makePeriod({ state: 'marking' }), [CIBEBER])).toEqual(
      refuse({ kind: 'registration-over' }),
    )
    expect(await registerCandidates(proctor, await makePeriod(), [CIBEBER])).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('seats', () => {
  test('free seats are filled by number; the rest wait', async () => {
    const { examSessionId } = await makeHall({ cadres: 3, capacity: 2 })
    expect(value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))).toEqual({ seated: 2, waiting: 1 })
    expect(await seatUrbanVillage(analyst, examSessionId, CIBEBER)).toEqual(refuse({ kind: 'session-full' }))
    expect(await seatUrbanVillage(analyst, examSessionId, CIWEDUS)).toEqual(refuse({ kind: 'nobody-to-seat' }))
    expect(await seatUrbanVillage(proctor, examSessionId, CIBEBER)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('two officers who assign the last seat at once give it out once', async () => {
    const { examSessionId } = await makeHall({ cadres: 1, capacity: 1 })
    const results = await Promise.all([
      seatUrbanVillage(analyst, examSessionId, CIBEBER),
      seatUrbanVillage(analyst, examSessionId, KEDALEMAN),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toEqual(refuse({ kind: 'session-full' }))
    expect(await seatedIds(examSessionId)).toHaveLength(1)
  })

  test('a seat is taken back until the candidate has begun', async () => {
    const { examSessionId } = await makeHall({ cadres: 2 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const [first, second] = await seatedIds(examSessionId)
    if (!first || !second) throw new Error('nobody is seated')
    value(await admitCandidate(proctor, examSessionId, first))
    value(await startAttempt({ kind: 'candidate', candidateId: first, deviceKey: 'device-one' }, null))
    expect(await unseat(analyst, examSessionId, first)).toEqual(refuse({ kind: 'already-begun' }))
    expect(await unadmitCandidate(proctor, examSessionId, first)).toEqual(refuse({ kind: 'already-begun' }))
    value(await unseat(analyst, examSessionId, second))
    expect(await seatedIds(examSessionId)).toEqual([first])
    expect(await reading((transaction) => findCandidateSeat(transaction, second))).toBeNull()
  })

  test('a candidate’s seat tells where, when and how the session stands', async () => {
    const { examSessionId, examId } = await makeHall({ opensInMinutes: 30 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const [candidateId] = await seatedIds(examSessionId)
    if (!candidateId) throw new Error('nobody is seated')
    expect(await reading((transaction) => findCandidateSeat(transaction, candidateId))).toMatchObject({
      candidateId,
      examSessionId,
      examId,
      state: 'planned',
      limitMinutes: 90,
      venueName: 'Aula Cibeber',
      cadreName: 'Kader A',
      admittedAt: null,
    })
  })
})

describe('participant cards', () => {
  test('are made once for whoever has none, in a file whose name tells of nobody', async () => {
    const { examSessionId } = await makeHall({ cadres: 2 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const made = value(await makeCards(analyst, examSessionId, { kind: 'missing' }))
    expect(made.count).toBe(2)
    expect(made.fileName).toMatch(/^kartu-peserta-[0-9a-f]{8}\.pdf$/)
    expect(await makeCards(analyst, examSessionId, { kind: 'missing' })).toEqual(refuse({ kind: 'no-cards-to-make' }))
  })

  test.skipIf(!hasPdfTools)(
    'show number, PIN and QR code; the database keeps hashes, and neither it nor the trail holds a PIN',
    async () => {
      const { examSessionId, numbers } = await makeHall({ cadres: 10 })
      value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
      const { text, codes, fonts, pages } = readPdf(value(await makeCards(analyst, examSessionId, { kind: 'missing' })).bytes)
      const printed = numbers.slice(0, 10)
      const pins = [...text.matchAll(/(?<![-\d])\d{6}(?!\d)/g)].map(([pin]) => pin)
      expect(pages).toBe(2)
      expect(fonts.every(({ embedded }) => embedded)).toBe(true)
      expect(pins).toHaveLength(10)
      for (const number of printed) expect(text).toContain(number)
      expect(codes.sort()).toEqual(printed.map((number) => `http://localhost:3000/exam/sign-in?number=${number}`))
      const rows = await reading((transaction) => transaction.candidate.findMany({ where: { examSessionId } }))
      const first = rows.find(({ participantNumber }) => participantNumber === printed[0])?.pinHash ?? null
      expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
      expect((await Promise.all(pins.map((pin) => isPassword(first, pin, 'candidate')))).filter(Boolean)).toHaveLength(1)
      const dump = JSON.stringify([rows, await reading((transaction) => auditEntriesAfter(transaction, 0n, 10_000))], (_, each) =>
        typeof each === 'bigint' ? String(each) : each,
      )
      for (const pin of pins) expect(dump).not.toContain(`"${pin}"`)
    },
    180_000,
  )

  test('a reprint replaces one PIN and leaves the others', async () => {
    const { examSessionId } = await makeHall({ cadres: 2 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    value(await makeCards(analyst, examSessionId, { kind: 'all' }))
    const [first, second] = await seatedIds(examSessionId)
    if (!first || !second) throw new Error('nobody is seated')
    const hashes = () =>
      reading(
        async (transaction) =>
          new Map((await transaction.candidate.findMany({ where: { examSessionId } })).map(({ id, pinHash }) => [id, pinHash])),
      )
    const before = await hashes()
    expect(value(await makeCards(analyst, examSessionId, { kind: 'one', candidateId: first })).count).toBe(1)
    const after = await hashes()
    expect(after.get(first)).not.toBe(before.get(first))
    expect(after.get(second)).toBe(before.get(second))
  })

  test('only who makes cards gets them, and only of candidates of that session', async () => {
    const { examSessionId } = await makeHall()
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const elsewhere = await makeHall()
    const [stranger] = await seatedIds(examSessionId)
    if (!stranger) throw new Error('nobody is seated')
    expect(await makeCards(proctor, examSessionId, { kind: 'all' })).toEqual(refuse({ kind: 'not-found' }))
    expect(await makeCards(analyst, elsewhere.examSessionId, { kind: 'one', candidateId: stranger })).toEqual(refuse({ kind: 'not-found' }))
    expect(await makeCards(analyst, elsewhere.examSessionId, { kind: 'all' })).toEqual(refuse({ kind: 'no-cards-to-make' }))
  })
})

describe('the room', () => {
  test('the board shows who is absent, ready, writing with answers counted, disconnected and finished', async () => {
    const { examSessionId, examId } = await makeHall({ cadres: 5 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const [, ready, writing, silent, finished] = await seatedIds(examSessionId)
    if (!ready || !writing || !silent || !finished) throw new Error('too few are seated')
    for (const candidateId of [ready, writing, silent, finished]) value(await admitCandidate(proctor, examSessionId, candidateId))
    for (const candidateId of [writing, silent, finished])
      value(await startAttempt({ kind: 'candidate', candidateId, deviceKey: 'device-one' }, null))
    const attempt = await reading((transaction) =>
      transaction.attempt.findUniqueOrThrow({ where: { candidateId_examId: { candidateId: writing, examId } } }),
    )
    await reading(async (transaction) => {
      const answer = { attemptId: attempt.id, doubtful: false, leaseEpoch: 1, savedAt: new Date() }
      await transaction.currentAnswer.create({ data: { ...answer, position: 1, seq: 1, value: { kind: 'single-choice', chosen: 'a' } } })
      await transaction.currentAnswer.create({ data: { ...answer, position: 2, seq: 2, value: { kind: 'single-choice', chosen: null } } })
      await transaction.$executeRaw`UPDATE attempt SET lease_seen_at = now() - interval '5 minutes' WHERE candidate_id = ${silent}::uuid`
      await transaction.$executeRaw`UPDATE attempt SET status = 'closed', closed_by = 'candidate', closed_at = now(), effective_end = now() WHERE candidate_id = ${finished}::uuid`
    })
    const board = value(await readSessionBoard(proctor, examSessionId))
    expect(board.rows.map(({ standing }) => standing.kind)).toEqual(['absent', 'ready', 'writing', 'disconnected', 'finished'])
    expect(board.rows[2]?.standing).toMatchObject({ answered: 1, questions: 2 })
    const silence = board.rows[3]?.standing
    expect(silence?.kind === 'disconnected' && silence.silentSeconds >= 300 && silence.silentSeconds < 360).toBe(true)
  })

  test('rotating the token changes it and the trail does not tell it', async () => {
    const { examSessionId } = await makeHall()
    const before = value(await readSessionBoard(proctor, examSessionId)).session.accessToken
    value(await rotateToken(proctor, examSessionId))
    const after = value(await readSessionBoard(proctor, examSessionId)).session.accessToken
    expect(after).toMatch(/^[A-Z0-9]{6}$/)
    expect(after).not.toBe(before)
    expect(JSON.stringify(await events('exam-session.token-rotated'))).not.toContain(after)
  })

  test('a session closes when nobody writes any more, and then lets nobody in', async () => {
    const { examSessionId } = await makeHall({ cadres: 1 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const [candidateId] = await seatedIds(examSessionId)
    if (!candidateId) throw new Error('nobody is seated')
    value(await admitCandidate(proctor, examSessionId, candidateId))
    value(await startAttempt({ kind: 'candidate', candidateId, deviceKey: 'device-one' }, null))
    expect(await closeExamSession(proctor, examSessionId)).toEqual(refuse({ kind: 'attempts-running', running: 1 }))
    await reading(
      (transaction) =>
        transaction.$executeRaw`UPDATE attempt SET deadline = now() - interval '10 minutes' WHERE candidate_id = ${candidateId}::uuid`,
    )
    value(await closeExamSession(proctor, examSessionId))
    expect(await closeExamSession(proctor, examSessionId)).toEqual(refuse({ kind: 'already-closed' }))
    expect(await admitCandidate(proctor, examSessionId, candidateId)).toEqual(refuse({ kind: 'session-closed' }))
    expect(await seatUrbanVillage(analyst, examSessionId, KEDALEMAN)).toEqual(refuse({ kind: 'session-closed' }))
    expect(await makeCards(analyst, examSessionId, { kind: 'all' })).toEqual(refuse({ kind: 'session-closed' }))
  })

  test('a session that has not opened does not close', async () => {
    const { examSessionId } = await makeHall({ opensInMinutes: 30 })
    expect(await closeExamSession(proctor, examSessionId)).toEqual(refuse({ kind: 'not-open-yet' }))
  })

  test('the attendance list names everybody and is noted in the trail', async () => {
    const { examSessionId, numbers } = await makeHall({ cadres: 3 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const list = value(await printSessionList(proctor, examSessionId, 'attendance-list'))
    expect(await events('attendance-list.printed')).toContainEqual(
      expect.objectContaining({ subject: examSessionId, detail: { candidates: 3 } }),
    )
    if (!hasPdfTools) return
    const { text } = readPdf(list.bytes)
    for (const expected of ['Daftar Hadir', 'Aula Cibeber', 'Kader A', ...numbers.slice(0, 3)]) expect(text).toContain(expected)
  })

  test('the seat list gives each seat the number of the attendance list', async () => {
    const { examSessionId } = await makeHall({ cadres: 3 })
    value(await seatUrbanVillage(analyst, examSessionId, CIBEBER))
    const seats = value(await printSessionList(proctor, examSessionId, 'seat-list'))
    expect(await events('seat-list.printed')).toContainEqual(expect.objectContaining({ subject: examSessionId, detail: { candidates: 3 } }))
    if (!hasPdfTools) return
    const { text } = readPdf(seats.bytes)
    expect(text).toContain('Daftar Tempat Duduk')
    for (const line of [/1\s+Kader A/, /2\s+Kader B/, /3\s+Kader C/]) expect(text).toMatch(line)
  })

  test('the token sheet shows the token that holds now, and neither its name nor the trail tells it', async () => {
    const { examSessionId } = await makeHall()
    value(await rotateToken(proctor, examSessionId))
    const token = (await reading((transaction) => transaction.examSession.findUniqueOrThrow({ where: { id: examSessionId } }))).accessToken
    const sheet = value(await printTokenSheet(proctor, examSessionId))
    expect(sheet.fileName).not.toContain(token)
    expect(JSON.stringify(await events('token-sheet.printed'))).not.toContain(token)
    expect(await events('token-sheet.printed')).toContainEqual(expect.objectContaining({ subject: examSessionId }))
    if (hasPdfTools) expect(readPdf(sheet.bytes).text).toContain(token)
    expect(await printTokenSheet(analyst, examSessionId)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } })
  })
})
