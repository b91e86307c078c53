import { beforeAll, describe, expect, test } from 'vitest'
import { Accommodation } from '#app/domain/delivery/accommodation.ts'
import { typedAs } from '#app/domain/delivery/paper-entry.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { AttemptId, type ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listWaitingWork } from '#app/use-cases/analytics/list-waiting-work.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { closeExamSession } from '#app/use-cases/delivery/close-exam-session.server.ts'
import { closeOverdueAttempts } from '#app/use-cases/delivery/close-overdue-attempts.server.ts'
import { readExamDay, readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { recordAccommodation } from '#app/use-cases/delivery/record-accommodation.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { startAttempt, startOnPaper } from '#app/use-cases/delivery/start-attempt.server.ts'
import { takeOverLease } from '#app/use-cases/delivery/take-over-lease.server.ts'
import { actOnAttempt } from '#app/use-cases/proctoring/act-on-attempt.server.ts'
import { collectSheet } from '#app/use-cases/proctoring/collect-sheet.server.ts'
import { keyInSheet } from '#app/use-cases/proctoring/key-in-sheet.server.ts'
import { printPaper } from '#app/use-cases/proctoring/print-paper.server.ts'
import { printSessionMinutes } from '#app/use-cases/proctoring/print-session-minutes.server.ts'
import { readPapers, readSheet } from '#app/use-cases/proctoring/read-papers.server.ts'
import { settleSheet } from '#app/use-cases/proctoring/settle-sheet.server.ts'
import { scoreAttempt } from '#app/use-cases/scoring/score-attempt.server.ts'
import { scoreClosedAttempts } from '#app/use-cases/scoring/score-closed-attempts.server.ts'
import { findCountingAnswers } from '#app/use-cases/scoring/score-input-store.server.ts'
import { essay, makeRegions, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { hasPdfTools, readPdf } from '../../documents/pdf-tools.ts'
import { choice, endDeadline, makeSeat, storedAttempt } from '../delivery/exam-room.ts'

useTestDatabase()

const job = { kind: 'system', job: 'test' } as const
type Staff = Awaited<ReturnType<typeof makeStaff>>
let [analyst, proctor, second, third, elsewhere, auditor]: Staff[] = []
const person = (actor: Staff | undefined): Staff => {
  if (actor === undefined) throw new Error('nobody')
  return actor
}
beforeAll(async () => {
  await makeRegions()
  analyst = await makeStaff('office-analyst')
  proctor = await makeStaff('proctor', { regionCode: '36.72' })
  second = await makeStaff('proctor', { regionCode: '36.72' })
  third = await makeStaff('proctor', { regionCode: '36.72' })
  elsewhere = await makeStaff('proctor', { regionCode: '36.72.02' })
  auditor = await makeStaff('auditor')
})

const CHOICES = [singleChoice('health', 'a'), singleChoice('social', 'b')]
const RIGHT: Readonly<Record<number, ResponseValue>> = {
  1: { kind: 'single-choice', chosen: 'a' },
  2: { kind: 'single-choice', chosen: 'b' },
}
const onPaper = (means: readonly string[] = ['paper']) => Accommodation.parse({ means, ground: 'Tidak punya telepon.' })

async function makePaperSeat(options: Parameters<typeof makeSeat>[0] = {}) {
  const seat = await makeSeat({ contents: CHOICES, ...options })
  const place = { examSessionId: seat.examSessionId, candidateId: seat.candidate.candidateId }
  expect(await recordAccommodation(person(analyst), place, onPaper())).toEqual(accept(null))
  return { ...seat, place }
}
async function begin(options: Parameters<typeof makeSeat>[0] = {}) {
  const seat = await makePaperSeat(options)
  const started = await startOnPaper(person(proctor), seat.place)
  if (!started.ok) throw new Error(started.refusal.kind)
  return { ...seat, attemptId: started.value.attemptId, sheet: { examSessionId: seat.examSessionId, attemptId: started.value.attemptId } }
}
async function collected(options: Parameters<typeof makeSeat>[0] = {}) {
  const sat = await begin(options)
  expect(await collectSheet(person(proctor), sat.sheet)).toEqual(accept({ kind: 'collected' }))
  return sat
}
type Sheet = Awaited<ReturnType<typeof begin>>['sheet']

/** What a person types who reads these answers from the sheet, with the letters of that sheet. */
async function typing(sheet: Sheet, answers: Readonly<Record<number, ResponseValue>>) {
  const reader = await makeStaff('office-analyst')
  const read = await readSheet(reader, sheet)
  if (!read.ok || read.value.task.kind !== 'key-in') throw new Error(`nothing to key in: ${JSON.stringify(read)}`)
  const { questions } = read.value.task
  return (position: number) => {
    const [body, value] = [questions.find((each) => each.position === position)?.body, answers[position]]
    return body === undefined || value === undefined ? '' : typedAs(body, value)
  }
}
const counting = async (attemptId: AttemptId) => [
  ...((await reading((transaction) => findCountingAnswers(transaction, [attemptId]))).get(attemptId) ?? []),
]
const resultsOf = (attemptId: AttemptId) => reading((transaction) => transaction.examResult.findMany({ where: { attemptId } }))
const trailOf = async (attemptId: AttemptId) =>
  (await reading((transaction) => auditEntriesAfter(transaction, 0n, 5000))).filter(({ event }) => event.subject === attemptId)
const boardOf = async (examSessionId: ExamSessionId) => {
  const board = await readSessionBoard(person(proctor), examSessionId)
  return board.ok ? board.value.rows[0] : null
}

describe('an exam on paper begins', () => {
  test('by a proctor, drawn and timed like every other, with a lease that no device holds', async () => {
    const sat = await begin({ limitMinutes: 60 })
    const attempt = await storedAttempt(sat.attemptId)
    expect(attempt).toMatchObject({ leaseDevice: 'paper', status: 'running', leaseEpoch: 1 })
    expect(attempt.deadline.getTime() - attempt.startedAt.getTime()).toBe(60 * 60_000)
    expect(attempt.seed).toMatch(/^[0-9a-f]{64}$/)
    expect((await trailOf(sat.attemptId)).map(({ event, actor }) => [event.kind, actor.id])).toEqual([
      ['attempt.started-on-paper', person(proctor).accountId],
    ])
    expect(await boardOf(sat.examSessionId)).toMatchObject({ paper: 'writing', standing: { kind: 'writing' } })
    expect(await startOnPaper(person(proctor), sat.place)).toEqual(refuse({ kind: 'already-begun' }))
  })

  test('only for whom the office recorded it, by a proctor of the place, in the time to begin', async () => {
    const { examSessionId, candidate } = await makeSeat({ contents: CHOICES })
    const place = { examSessionId, candidateId: candidate.candidateId }
    expect(await startOnPaper(person(proctor), place)).toEqual(refuse({ kind: 'not-on-paper' }))
    const seat = await makePaperSeat()
    for (const actor of [elsewhere, analyst, auditor])
      expect(await startOnPaper(person(actor), seat.place)).toEqual(refuse({ kind: 'not-found' }))
    expect(await startOnPaper(seat.candidate, seat.place)).toEqual(refuse({ kind: 'not-found' }))
    expect(await startOnPaper(person(proctor), { ...seat.place, examSessionId })).toEqual(refuse({ kind: 'not-found' }))
    const late = await makePaperSeat({ session: { closesInMinutes: 30 } })
    expect(await startOnPaper(person(proctor), late.place)).toMatchObject({ refusal: { kind: 'too-late' } })
    const early = await makePaperSeat({ session: { opensInMinutes: 30 } })
    expect(await startOnPaper(person(proctor), early.place)).toEqual(refuse({ kind: 'not-open-yet' }))
    const shut = await makePaperSeat({ session: { state: 'closed' } })
    expect(await startOnPaper(person(proctor), shut.place)).toMatchObject({ ok: false })
  })

  test('and no device begins, sees, takes over or writes it', async () => {
    const seat = await makePaperSeat()
    expect(await startAttempt(seat.candidate, 'TOKEN7')).toEqual(refuse({ kind: 'on-paper' }))
    expect(await readExamDay(seat.candidate)).toMatchObject(accept({ kind: 'on-paper', status: null }))
    const started = await startOnPaper(person(proctor), seat.place)
    const attemptId = started.ok ? started.value.attemptId : AttemptId.parse('')
    for (const candidate of [seat.candidate, { ...seat.candidate, deviceKey: 'paper' }]) {
      expect(await readPaper(candidate)).toEqual(accept({ kind: 'not-started' }))
      expect(await takeOverLease(candidate, { attemptId, token: 'TOKEN7' })).toMatchObject({ ok: false })
    }
    await saveAnswers(seat.candidate, { attemptId, leaseEpoch: 1, events: [choice(1, 'a')] })
    await saveAnswers({ ...seat.candidate, deviceKey: 'paper' }, { attemptId, leaseEpoch: 1, events: [choice(2, 'a')] }).catch(() => null)
    expect(await counting(attemptId)).toEqual([])
    expect(await readExamDay(seat.candidate)).toMatchObject(accept({ kind: 'on-paper', status: 'running' }))
    for (const kind of ['move-device', 'reopen'] as const) {
      const order = kind === 'reopen' ? { kind, minutes: 5 } : { kind }
      const act = { order, reason: 'device', note: null } as const
      expect(await actOnAttempt(person(proctor), seat.place, act)).toEqual(refuse({ kind: 'on-paper' }))
    }
    await expect(
      reading((transaction) => transaction.attempt.update({ where: { id: attemptId }, data: { leaseDevice: 'a'.repeat(32) } })),
    ).rejects.toThrow()
  })
})

describe('a sheet', () => {
  test('waits with its score until two people keyed it in; where they read the same, the answers count at once', async () => {
    const { sheet, attemptId, examSessionId } = await begin()
    expect(await keyInSheet(person(proctor), sheet, () => '')).toEqual(refuse({ kind: 'not-handed-in' }))
    await endDeadline(attemptId, 300)
    await closeOverdueAttempts(job, null)
    await scoreClosedAttempts(job)
    expect(await scoreAttempt(job, attemptId)).toEqual(refuse({ kind: 'awaits-sheet' }))
    expect(await resultsOf(attemptId)).toEqual([])
    expect(await closeExamSession(person(proctor), examSessionId)).toEqual(refuse({ kind: 'papers-to-key-in', papers: 1 }))

    const right = await typing(sheet, RIGHT)
    expect(await keyInSheet(person(proctor), sheet, right)).toEqual(accept({ next: 'second-entry' }))
    expect(await readSheet(person(proctor), sheet)).toMatchObject(accept({ task: { kind: 'nothing', why: 'second-person' } }))
    expect(await keyInSheet(person(proctor), sheet, right)).toEqual(refuse({ kind: 'entered-by-you' }))
    const seen = await readSheet(person(second), sheet)
    expect(seen).toMatchObject(accept({ task: { kind: 'key-in', entry: 2 } }))
    expect(JSON.stringify(seen)).not.toContain('chosen')
    expect(await counting(attemptId)).toEqual([])

    expect(await keyInSheet(person(second), sheet, right)).toEqual(accept({ next: 'ready' }))
    expect(new Map(await counting(attemptId))).toEqual(new Map(Object.entries(RIGHT).map(([position, value]) => [Number(position), value])))
    expect(await resultsOf(attemptId)).toMatchObject([{ current: true, version: 1, passed: true }])
    expect(await keyInSheet(person(third), sheet, right)).toEqual(refuse({ kind: 'already-keyed-in' }))
    expect(await boardOf(examSessionId)).toMatchObject({ paper: 'ready' })
    expect(await closeExamSession(person(proctor), examSessionId)).toEqual(accept(null))
  })

  test('with differences is settled by a third person alone, who takes either reading or types what the paper says', async () => {
    const { sheet, attemptId, candidate } = await collected()
    const [right, wrong] = [await typing(sheet, RIGHT), await typing(sheet, { ...RIGHT, 2: { kind: 'single-choice', chosen: 'c' } })]
    await keyInSheet(person(proctor), sheet, wrong)
    expect(await keyInSheet(person(second), sheet, right)).toEqual(accept({ next: 'differences' }))
    expect(await resultsOf(attemptId)).toEqual([])
    for (const actor of [proctor, second]) {
      expect(await readSheet(person(actor), sheet)).toMatchObject(accept({ task: { kind: 'nothing', why: 'third-person' } }))
      expect(await settleSheet(person(actor), sheet, () => ({ from: 'second', typed: '' }))).toEqual(refuse({ kind: 'needs-third-person' }))
    }
    const task = await readSheet(person(third), sheet)
    expect(task).toMatchObject(accept({ task: { kind: 'settle', differences: [{ position: 2, first: wrong(2), second: right(2) }] } }))
    expect(await settleSheet(person(third), sheet, () => ({ from: '', typed: '' }))).toEqual(
      refuse({ kind: 'faults', faults: new Map([[2, 'choose']]) }),
    )
    expect(await settleSheet(person(third), sheet, () => ({ from: 'reread', typed: 'Z' }))).toEqual(
      refuse({ kind: 'faults', faults: new Map([[2, 'unknown-letter']]) }),
    )
    for (const actor of [elsewhere, auditor, candidate])
      expect(await settleSheet(actor ?? candidate, sheet, () => ({ from: 'second', typed: '' }))).toEqual(refuse({ kind: 'not-found' }))
    expect(await settleSheet(person(third), sheet, () => ({ from: 'second', typed: '' }))).toEqual(accept({ settled: 1 }))
    expect(new Map(await counting(attemptId)).get(2)).toEqual(RIGHT[2])
    expect(await resultsOf(attemptId)).toMatchObject([{ current: true, passed: true }])
    expect(await settleSheet(person(third), sheet, () => ({ from: 'first', typed: '' }))).toEqual(refuse({ kind: 'nothing-to-settle' }))
    const trail = await trailOf(attemptId)
    expect(trail.map(({ event }) => event.kind)).toEqual([
      'attempt.started-on-paper',
      'attempt.handed-in',
      'paper.keyed-in',
      'paper.keyed-in',
      'attempt.scored',
      'paper.settled',
    ])
    expect(trail.at(-1)?.event.detail).toEqual({ differences: 1, first: 0, second: 1, reread: 0 })
    expect(JSON.stringify(trail.map(({ event }) => event))).not.toMatch(/chosen|"[abcd]"/)
  })

  test('may be keyed in wrongly by both: the paper counts', async () => {
    const { sheet, attemptId } = await collected()
    const other = (key: string) => typing(sheet, { ...RIGHT, 1: { kind: 'single-choice', chosen: key } })
    const [c, d, a] = [await other('c'), await other('d'), await other('a')]
    await keyInSheet(person(proctor), sheet, c)
    await keyInSheet(person(second), sheet, d)
    expect(await settleSheet(person(third), sheet, (position) => ({ from: 'reread', typed: a(position) }))).toMatchObject({ ok: true })
    expect(new Map(await counting(attemptId)).get(1)).toEqual(RIGHT[1])
  })

  test('says at which number something was typed that the paper cannot hold, and nothing is stored', async () => {
    const { sheet, attemptId } = await collected({ contents: [...CHOICES, essay()] })
    const faults = new Map([
      [1, 'unknown-letter'],
      [2, 'one-letter'],
    ])
    expect(await keyInSheet(person(proctor), sheet, (position) => ({ 1: 'E', 2: 'AB' })[position] ?? '')).toEqual(
      refuse({ kind: 'faults', faults }),
    )
    expect(await reading((transaction) => transaction.paperEntry.count({ where: { attemptId } }))).toBe(0)
  })

  test('with an essay goes on to the markers once it is keyed in', async () => {
    const { sheet, attemptId } = await collected({ contents: [...CHOICES, essay()] })
    const written = { ...RIGHT, 3: { kind: 'essay', text: 'Rujuk ke puskesmas.' } } as const
    await keyInSheet(person(proctor), sheet, await typing(sheet, written))
    const spaced = await typing(sheet, { ...written, 3: { kind: 'essay', text: 'Rujuk  ke\npuskesmas.' } })
    expect(await keyInSheet(person(second), sheet, spaced)).toEqual(accept({ next: 'ready' }))
    expect(new Map(await counting(attemptId)).get(3)).toEqual(written[3])
    expect(await resultsOf(attemptId)).toMatchObject([{ state: 'awaiting-marking' }])
  })

  test('is nobody’s outside the place, and two people at once make two entries of which none is lost', async () => {
    const { sheet, attemptId, candidate } = await collected()
    for (const actor of [elsewhere, auditor, candidate]) {
      expect(await keyInSheet(actor ?? candidate, sheet, () => '')).toEqual(refuse({ kind: 'not-found' }))
      expect(await readSheet(actor ?? candidate, sheet)).toEqual(refuse({ kind: 'not-found' }))
    }
    const other = await collected()
    expect(await keyInSheet(person(proctor), { ...sheet, examSessionId: other.examSessionId }, () => '')).toEqual(
      refuse({ kind: 'not-found' }),
    )
    const right = await typing(sheet, RIGHT)
    const answers = await Promise.all([proctor, second, third].map((actor) => keyInSheet(person(actor), sheet, right)))
    expect(answers.map((each) => (each.ok ? each.value.next : each.refusal.kind)).sort()).toEqual([
      'already-keyed-in',
      'ready',
      'second-entry',
    ])
    expect(await reading((transaction) => transaction.paperEntry.count({ where: { attemptId } }))).toBe(2)
  })

  test('waits on the desk of whoever can do something about it, and on no other', async () => {
    const waitingFor = async (actor: Staff) => {
      const work = await listWaitingWork(actor)
      return work.ok ? (work.value.find(({ kind }) => kind === 'sheets-to-key-in')?.count ?? null) : null
    }
    const [one, two] = [await makeStaff('proctor', { regionCode: '36.72' }), await makeStaff('proctor', { regionCode: '36.72' })]
    const before = (await waitingFor(one)) ?? 0
    const { sheet } = await collected()
    expect([await waitingFor(one), await waitingFor(two), await waitingFor(person(elsewhere)), await waitingFor(person(auditor))]).toEqual([
      before + 1,
      before + 1,
      0,
      null,
    ])
    await keyInSheet(one, sheet, await typing(sheet, RIGHT))
    expect([await waitingFor(one), await waitingFor(two)]).toEqual([before, before + 1])
  })
})

describe('the database itself', () => {
  const entry = (attemptId: AttemptId, ordinal: number, actor: Staff | undefined) => ({
    attemptId,
    ordinal,
    answers: RIGHT,
    enteredBy: person(actor).accountId,
    enteredAt: new Date(),
  })
  const answer = (attemptId: AttemptId, more: { value?: ResponseValue; origin?: string; settledBy?: string | null } = {}) => ({
    attemptId,
    position: 1,
    value: { kind: 'single-choice', chosen: 'a' } as const,
    origin: 'agreed',
    settledBy: null,
    settledAt: new Date(),
    ...more,
  })

  test('takes no second entry of the same person, none of a sheet that was not handed in, and changes none', async () => {
    const { attemptId } = await begin()
    await expect(reading((transaction) => transaction.paperEntry.create({ data: entry(attemptId, 1, proctor) }))).rejects.toThrow()
    const sat = await collected()
    await reading((transaction) => transaction.paperEntry.create({ data: entry(sat.attemptId, 1, proctor) }))
    for (const data of [entry(sat.attemptId, 2, proctor), entry(sat.attemptId, 3, second), entry(sat.attemptId, 1, second)])
      await expect(reading((transaction) => transaction.paperEntry.create({ data }))).rejects.toThrow()
    const where = { attemptId: sat.attemptId }
    await expect(reading((transaction) => transaction.paperEntry.updateMany({ where, data: { answers: {} } }))).rejects.toThrow()
    await expect(reading((transaction) => transaction.paperEntry.deleteMany({ where }))).rejects.toThrow()
  })

  test('lets no answer from paper count without two entries, a settler of their own, or another value than was keyed in', async () => {
    const { attemptId } = await collected()
    const insert = (data: ReturnType<typeof answer>) => reading((transaction) => transaction.paperAnswer.create({ data }))
    await reading((transaction) => transaction.paperEntry.create({ data: entry(attemptId, 1, proctor) }))
    await expect(insert(answer(attemptId))).rejects.toThrow()
    await reading((transaction) => transaction.paperEntry.create({ data: entry(attemptId, 2, second) }))
    await expect(insert(answer(attemptId, { value: { kind: 'single-choice', chosen: 'd' } }))).rejects.toThrow()
    await expect(insert(answer(attemptId, { origin: 'reread' }))).rejects.toThrow()
    await expect(insert(answer(attemptId, { origin: 'reread', settledBy: person(second).accountId }))).rejects.toThrow()
    await insert(answer(attemptId, { origin: 'reread', settledBy: person(third).accountId }))
    const late = { attemptId, leaseEpoch: 1, seq: 1 }
    const event = { ...late, position: 2, value: RIGHT[2] ?? {}, doubtful: false, standing: 'late', receivedAt: new Date() }
    await reading((transaction) => transaction.answerEvent.create({ data: event }))
    const evidence = { ...late, verdict: 'asks-a-person', why: 'no-counter', state: 'waiting', notedAt: new Date() }
    await expect(reading((transaction) => transaction.lateEvidence.create({ data: evidence }))).rejects.toThrow(/no answers of a device/)
    const where = { attemptId }
    await expect(reading((transaction) => transaction.paperAnswer.updateMany({ where, data: { position: 2 } }))).rejects.toThrow()
  })

  test('has no attempt on paper that the office did not record, none on a device that it did, and no result before the entry', async () => {
    const { attemptId, candidate, examSessionId, examId, formId } = await collected()
    const attempt = await storedAttempt(attemptId)
    const other = await makeSeat({ contents: CHOICES })
    const copy = { ...attempt, id: crypto.randomUUID(), layout: {}, status: 'running', closedAt: null, closedBy: null, effectiveEnd: null }
    const at = { examId: other.examId, examSessionId: other.examSessionId, formId: other.formId }
    const wrong = [
      { ...copy, ...at, candidateId: other.candidate.candidateId },
      { ...copy, examSessionId, formId, examId: other.examId, candidateId: candidate.candidateId, leaseDevice: 'a'.repeat(32) },
    ]
    for (const data of wrong)
      await expect(reading((transaction) => transaction.attempt.create({ data }))).rejects.toThrow(/on paper exactly/)
    const right = { ...copy, ...at, candidateId: other.candidate.candidateId, leaseDevice: 'a'.repeat(32) }
    await reading((transaction) => transaction.attempt.create({ data: right }))
    expect(examId).not.toBe(other.examId)
    const result = {
      attemptId,
      version: 1,
      current: true,
      state: 'confirmed',
      policyVersion: 1,
      totalScore: 0,
      contentHash: 'x',
      scoredAt: new Date(),
    }
    await expect(
      reading((transaction) =>
        transaction.examResult.create({ data: { ...result, id: crypto.randomUUID(), breakdown: {}, passed: false } }),
      ),
    ).rejects.toThrow(/no result before/)
  })
})

describe.runIf(hasPdfTools)('the papers', () => {
  test('are there once the exam has begun, with the questions as they stand for her, and without a key', async () => {
    const contents = [...CHOICES, essay()]
    const { sheet, attemptId, place } = await begin({ contents })
    expect(await printPaper(person(elsewhere), sheet, 'question-booklet')).toEqual(refuse({ kind: 'not-found' }))
    const booklet = await printPaper(person(analyst), sheet, 'question-booklet')
    const answers = await printPaper(person(proctor), sheet, 'answer-sheet')
    if (!booklet.ok || !answers.ok) throw new Error('not printed')
    const [read, boxes] = [readPdf(booklet.value.bytes), readPdf(answers.value.bytes)]
    for (const part of ['Naskah Soal', 'Pilih satu.', 'Pilihan a', 'Jelaskan.', 'A.', 'D.']) expect(read.text).toContain(part)
    expect(boxes.text).toContain('Lembar Jawaban')
    expect(boxes.codes).toHaveLength(1)
    expect(boxes.codes[0]).toMatch(new RegExp(`/proctor/sessions/${place.examSessionId}/paper/${attemptId}$`))
    for (const { text } of [read, boxes]) expect(text).not.toMatch(/Alasan kunci|Contoh jawaban|Tingkat|Buku KIA/)
    expect((await trailOf(attemptId)).at(-1)?.event).toMatchObject({ kind: 'paper.printed', detail: { paper: 'answer-sheet' } })
  })

  test('and the minutes tell who began, keyed in and settled', async () => {
    const { sheet, examSessionId } = await collected()
    await keyInSheet(person(proctor), sheet, await typing(sheet, RIGHT))
    await keyInSheet(person(second), sheet, await typing(sheet, { ...RIGHT, 1: { kind: 'single-choice', chosen: null } }))
    const textOf = async () => {
      const printed = await printSessionMinutes(person(proctor), examSessionId)
      return printed.ok ? readPdf(printed.value.bytes).text.replace(/\s+/g, ' ') : ''
    }
    expect(await textOf()).toContain('Ada perbedaan')
    await settleSheet(person(third), sheet, () => ({ from: 'first', typed: '' }))
    const text = await textOf()
    for (const part of ['ujian di kertas', 'Ujian di kertas', ...[proctor, second, third].map((each) => person(each).displayName)])
      expect(text).toContain(part)
    expect(await readPapers(person(analyst), examSessionId)).toMatchObject(
      accept({ mayLead: false, seats: [{ stage: 'ready', differences: 1, settledByName: person(third).displayName }] }),
    )
  })
})
