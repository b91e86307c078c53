import { describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { STAFF_ROLES } from '#app/domain/access/role.ts'
import { QuestionContent } from '#app/domain/question-bank/question.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { confirmResult } from '#app/use-cases/grading/confirm-result.server.ts'
import { listResultVersions } from '#app/use-cases/scoring/result-store.server.ts'
import { scoreAttempt } from '#app/use-cases/scoring/score-attempt.server.ts'
import { makeCadre, makeCandidate, makeExam, makeExamSession, makePeriod, makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { cookieOf } from './browser.ts'
import { ask, type Handler, loadRoute, paramsFor, ROUTE_TABLE } from './route-table.ts'

useTestDatabase()

/** Stands in everything that only scoring, markers and the bank's people may read. */
const CANARY = 'KENARI-KUNCI'
/** The members that only a key or its reasons have; a payload with one of them carries more than a candidate may see. */
const KEY_MEMBERS = /"(answerKey|correct|accepted|tolerance|rubric|modelAnswer|rationale|documentation|credit)":/

const documentation = {
  rationale: `${CANARY} alasan`,
  sources: [{ fact: 'F001', citation: `${CANARY} sumber` }],
  effectiveFrom: '2023-01-01',
  lifeCycle: null,
  tags: [],
  fileReview: 'published' as const,
}
const question = (body: object, answerKey: object, field = 'health') =>
  QuestionContent.parse({ field, competency: 'plot-growth-curve', difficulty: 'easy', body, answerKey, documentation })
const options = ['a', 'b', 'c', 'd'].map((key) => ({ key, text: `Pilihan ${key}`, last: false }))
const level = (points: number) => ({ points, description: `${CANARY} tingkat ${points}` })

const AUTOMATIC = [
  question({ kind: 'single-choice', stem: 'Pilih satu.', media: null, options }, { kind: 'single-choice', correct: 'b' }),
  question(
    { kind: 'multiple-response', stem: 'Pilih semua.', media: null, options },
    { kind: 'multiple-response', correct: ['a', 'c'], credit: 'net-correct' },
    'social',
  ),
  question({ kind: 'true-false', stem: 'Benar?', media: null }, { kind: 'true-false', correct: true }),
  question(
    { kind: 'matching', stem: 'Jodohkan.', media: null, prompts: options.slice(0, 3).map(({ key, text }) => ({ key, text })), options },
    { kind: 'matching', pairs: { a: 'c', b: 'd', c: 'a' }, credit: 'each-decision' },
  ),
  question(
    { kind: 'ordering', stem: 'Urutkan.', media: null, options },
    { kind: 'ordering', order: ['c', 'a', 'd', 'b'], credit: 'net-correct' },
    'social',
  ),
  question({ kind: 'numeric', stem: 'Berapa?', media: null, unit: 'kg' }, { kind: 'numeric', correct: '73519.25', tolerance: '0.125' }),
  question({ kind: 'short-text', stem: 'Sebut.', media: null }, { kind: 'short-text', accepted: [`${CANARY} jawaban`] }, 'social'),
]
const ESSAY = question(
  { kind: 'essay', stem: 'Jelaskan.', media: null },
  {
    kind: 'essay',
    rubric: { criteria: [{ key: 'isi', name: `${CANARY} isi`, levels: [level(0), level(1)] }] },
    modelAnswer: `${CANARY} contoh`,
  },
  'social',
)

async function makeSitting(contents: readonly QuestionContent[]) {
  await makeRegions()
  const periodId = await makePeriod()
  const exam = await makeExam(contents, { periodId })
  const examSessionId = await makeExamSession(exam.examId)
  const candidate = await makeCandidate({ periodId, cadreId: await makeCadre(), examSessionId })
  return { ...exam, periodId, examSessionId, candidate, questions: contents.length }
}
type Sitting = Awaited<ReturnType<typeof makeSitting>>

async function started(sitting: Sitting) {
  const result = await startAttempt(sitting.candidate, null)
  if (!result.ok || result.value.kind !== 'started') throw new Error('not started')
  return result.value.attemptId
}

type Found = { readonly where: string; readonly text: string }

/** What every page says to this actor about this sitting: each loader that lets them in, for every question. */
async function everythingShownTo(actor: Actor, sitting: Sitting, ids: Record<string, string> = {}): Promise<Found[]> {
  const cookie = await cookieOf(actor)
  const known = {
    examId: sitting.examId,
    periodId: sitting.periodId,
    examSessionId: sitting.examSessionId,
    sessionId: sitting.examSessionId,
    ...ids,
  }
  const found: Found[] = []
  for (const placed of ROUTE_TABLE) {
    const route = await loadRoute(placed)
    for (const handler of route.handlers) {
      if (handler.name === 'action' || handler.permission === null || !mayEnter(actor, handler.permission)) continue
      const searches = ['', ...Array.from({ length: sitting.questions }, (_, index) => `?question=${index + 1}`)]
      for (const search of /exam|attempt|practice/.test(route.path) && actor.kind === 'candidate' ? searches : ['']) {
        const { status, text } = await ask(handler, { path: route.path, cookie, params: paramsFor(route.path, known), search })
        if (status < 300) found.push({ where: `${route.path}${search}`, text })
      }
    }
  }
  return found
}

const leaks = (found: readonly Found[]) =>
  found.filter(({ text }) => text.includes(CANARY) || text.includes('73519.25') || KEY_MEMBERS.test(text)).map(({ where }) => where)

async function action(file: string): Promise<Handler> {
  const placed = ROUTE_TABLE.find((route) => route.file === file)
  const handler = placed && (await loadRoute(placed)).handlers.find(({ name }) => name === 'action')
  if (!handler) throw new Error(`no action in ${file}`)
  return handler
}

describe('answer keys stay home', () => {
  test('before, during and after the exam no page of the candidate carries a key, a rubric or a rationale', async () => {
    const sitting = await makeSitting([...AUTOMATIC, ESSAY])
    const before = await everythingShownTo(sitting.candidate, sitting)
    const attemptId = await started(sitting)
    const during = await everythingShownTo(sitting.candidate, sitting, { attemptId })
    expect(during.find(({ where }) => where === '/exam/attempt')?.text).toContain('Pilihan b')
    const paper = await readPaper(sitting.candidate)
    if (!paper.ok || paper.value.kind !== 'paper') throw new Error('no paper')
    await handInAttempt(sitting.candidate, { attemptId, handInId: paper.value.paper.handInId })
    await scoreAttempt({ kind: 'system', job: 'test' }, attemptId)
    const after = await everythingShownTo(sitting.candidate, sitting, { attemptId })
    expect([leaks(before), leaks(during), leaks(after)]).toEqual([[], [], []])
    expect(after.map(({ where }) => where)).toContain('/exam/receipt')
  }, 120_000)

  test('a released result tells scores and what to learn, and no key', async () => {
    const sitting = await makeSitting(AUTOMATIC)
    const attemptId = await started(sitting)
    const paper = await readPaper(sitting.candidate)
    if (!paper.ok || paper.value.kind !== 'paper') throw new Error('no paper')
    await handInAttempt(sitting.candidate, { attemptId, handInId: paper.value.paper.handInId })
    await scoreAttempt({ kind: 'system', job: 'test' }, attemptId)
    const [result] = await reading((transaction) => listResultVersions(transaction, attemptId))
    if (!result) throw new Error('no result')
    const confirmed = await confirmResult(await makeStaff('verifier'), result.id)
    expect(confirmed.ok).toBe(true)
    const shown = await everythingShownTo(sitting.candidate, sitting, { attemptId })
    expect(shown.find(({ where }) => where === '/exam/result')?.text).toContain('"released"')
    expect(leaks(shown)).toEqual([])
  }, 120_000)

  test('a saved answer, a refused one and a malformed one are answered without the key', async () => {
    const sitting = await makeSitting([...AUTOMATIC, ESSAY])
    const attemptId = await started(sitting)
    const cookie = await cookieOf(sitting.candidate)
    const save = await action('routes/candidate/answers.ts')
    const event = (seq: number, position: number, value: unknown) => ({ seq, position, value, doubtful: false, clientWall: null })
    const bodies = [
      {
        attemptId,
        leaseEpoch: 1,
        events: [event(1, 1, { kind: 'single-choice', chosen: 'a' }), event(2, 1, { kind: 'single-choice', chosen: 'b' })],
      },
      {
        attemptId,
        leaseEpoch: 1,
        events: [
          event(3, 4, { kind: 'numeric', text: '1' }),
          event(4, 5, { kind: 'short-text', text: 'x' }),
          event(5, 6, { kind: 'essay', text: 'x' }),
        ],
      },
      {
        attemptId,
        leaseEpoch: 1,
        events: [event(6, 1, { kind: 'single-choice', chosen: 'zz' }), event(7, 99, { kind: 'essay', text: 'x' })],
      },
      { attemptId, leaseEpoch: 9, events: [event(1, 1, { kind: 'single-choice', chosen: 'a' })] },
      { nonsense: true },
    ]
    const found: Found[] = []
    for (const body of bodies) {
      const answer = await ask(save, { path: '/exam/answers', cookie, body: JSON.stringify(body), contentType: 'application/json' })
      found.push({ where: JSON.stringify(body), text: answer.text })
    }
    const form = await action('routes/candidate/attempt.tsx')
    const posted = new URLSearchParams({ attemptId, leaseEpoch: '1', position: '1', kind: 'single-choice', answer: 'a', go: 'next' })
    found.push({ where: 'form', text: (await ask(form, { path: '/exam/attempt', cookie, body: posted.toString() })).text })
    expect(leaks(found)).toEqual([])
    expect(found.every(({ text }) => !/right|wrong|benar|salah|points/i.test(text))).toBe(true)
  }, 120_000)

  test('nobody but the people of the bank, the exam and the markers is shown a key', async () => {
    const sitting = await makeSitting([...AUTOMATIC, ESSAY])
    const wrong: string[] = []
    for (const role of STAFF_ROLES) {
      const actor = await makeStaff(role, {
        regionCode: role === 'kelurahan-officer' ? '36.72.01.1001' : role === 'kecamatan-officer' ? '36.72.01' : null,
      })
      if (mayEnter(actor, 'bank.read') || mayEnter(actor, 'marking.mark')) continue
      const found = await everythingShownTo(actor, sitting)
      wrong.push(...found.filter(({ text }) => text.includes(CANARY)).map(({ where }) => `${role}: ${where}`))
    }
    expect(wrong).toEqual([])
  }, 120_000)

  test('the canary is seen where a key may be read, so that its absence elsewhere means something', async () => {
    const sitting = await makeSitting(AUTOMATIC)
    const version = await reading((transaction) =>
      transaction.questionVersion.findFirstOrThrow({ where: { id: sitting.questionVersionIds[4] ?? '' } }),
    )
    const shown = await everythingShownTo(await makeStaff('author'), sitting, { questionId: version.questionId })
    expect(shown.filter(({ text }) => text.includes(CANARY)).map(({ where }) => where)).toContain('/author/questions/:questionId')
  }, 120_000)
})
