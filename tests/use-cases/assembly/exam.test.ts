import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import { DRAW_ALGORITHM } from '#app/domain/assembly/draw-forms.ts'
import { DIFFICULTIES, type QuestionContent } from '#app/domain/question-bank/question.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { type BankVersionId, ExamId, PeriodId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { changeExam, createExam } from '#app/use-cases/assembly/design-exam.server.ts'
import { findExam, listDrawableQuestions } from '#app/use-cases/assembly/exam-store.server.ts'
import { publishExam } from '#app/use-cases/assembly/publish-exam.server.ts'
import { browseExams, readExam, replayForms } from '#app/use-cases/assembly/read-exam.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { essay, makeBankVersion, makePeriod, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
let author: Actor
let reviewer: Actor
let analyst: Actor
let periodId: PeriodId
let bankVersionId: BankVersionId

/** Twelve questions of each field, four of each difficulty, and an essay in health and social. */
function bank(): QuestionContent[] {
  const automatic = SERVICE_FIELDS.flatMap((field) =>
    DIFFICULTIES.flatMap((difficulty) => Array.from({ length: 4 }, () => ({ ...singleChoice(field), difficulty }))),
  )
  return [...automatic, essay('health'), essay('social')]
}

beforeAll(async () => {
  author = await makeStaff('author')
  reviewer = await makeStaff('reviewer')
  analyst = await makeStaff('office-analyst')
  periodId = await makePeriod({ policy: { questionCount: 24 } })
  bankVersionId = (await makeBankVersion(bank())).bankVersionId
})

async function draft(formCount = 3): Promise<ExamId> {
  const created = await createExam(author, { periodId, bankVersionId, title: 'Ujian kompetensi', formCount })
  if (!created.ok) throw new Error('no draft')
  return created.value
}

async function designOf(examId: ExamId) {
  const exam = await reading((transaction) => findExam(transaction, examId))
  if (exam === null) throw new Error('no exam')
  return {
    title: exam.title,
    limitMinutes: exam.limitMinutes,
    formCount: exam.formCount,
    exposureCap: exam.blueprint.exposureCap,
    cells: exam.blueprint.cells,
  }
}

async function eventsOf(subject: string) {
  return (await reading((transaction) => auditEntriesAfter(transaction, 0n, 10_000)))
    .filter(({ event }) => event.subject === subject)
    .map(({ event }) => event)
}

describe('designing an exam', () => {
  test('a draft starts with the policy’s time limit and a blueprint that can be drawn', async () => {
    const examId = await draft()
    const read = await readExam(author, examId)
    if (!read.ok) throw new Error('not read')
    expect(read.value.exam.limitMinutes).toBe(90)
    expect(read.value.exam.blueprint.cells.reduce((total, cell) => total + cell.count, 0)).toBe(24)
    expect(read.value.shortages).toEqual([])
    expect(read.value).toMatchObject({ mayDesign: true, mayPublish: false })
    expect(await eventsOf(examId)).toMatchObject([{ kind: 'exam.created' }])
  })

  test('a blueprint that asks too much shows its cell, is kept as a draft and is not published', async () => {
    const examId = await draft()
    const design = await designOf(examId)
    const cells = [
      ...design.cells.slice(0, 1).map((cell) => ({ ...cell, difficulty: 'easy' as const, count: 5 })),
      ...design.cells.slice(3),
    ]
    expect(await changeExam(author, examId, { ...design, cells })).toMatchObject({ ok: true })
    const shortage = { kind: 'too-few', cells: [0], needed: 5, available: 4 }
    expect(await readExam(author, examId)).toMatchObject({ ok: true, value: { shortages: [shortage] } })
    expect(await publishExam(reviewer, examId)).toEqual(refuse({ kind: 'shortage', shortages: [shortage] }))
    expect(await reading((transaction) => transaction.examForm.count({ where: { examId } }))).toBe(0)
    expect((await eventsOf(examId)).map(({ kind }) => kind)).toEqual(['exam.created', 'exam.changed'])
  })

  test('a bank without questions makes no exam', async () => {
    const empty = await makeBankVersion([])
    expect(await createExam(author, { periodId, bankVersionId: empty.bankVersionId, title: 'x', formCount: 1 })).toEqual(
      refuse({ kind: 'empty-bank' }),
    )
    expect(await createExam(author, { periodId: PeriodId.parse(UNKNOWN), bankVersionId, title: 'x', formCount: 1 })).toEqual(
      refuse({ kind: 'not-found' }),
    )
  })
})

describe('publishing an exam', () => {
  test('a second person draws and freezes K forms, and the draw replays to the same hashes', async () => {
    const examId = await draft(4)
    const published = await publishExam(reviewer, examId)
    if (!published.ok) throw new Error('not published')
    expect(new Set(published.value.formHashes).size).toBe(4)
    const read = await readExam(analyst, examId)
    if (!read.ok) throw new Error('not read')
    expect(read.value.exam).toMatchObject({ status: 'published', algorithm: DRAW_ALGORITHM })
    expect(read.value.forms.map(({ contentHash, replays }) => [contentHash, replays])).toEqual(
      published.value.formHashes.map((hash) => [hash, true]),
    )
    expect(
      read.value.forms.every(
        ({ content }) => content.items.length === 24 && content.items.filter(({ kind }) => kind === 'essay').length === 2,
      ),
    ).toBe(true)
    expect((await eventsOf(examId)).at(-1)).toMatchObject({ kind: 'exam.published', detail: { forms: published.value.formHashes } })
  })

  test('whoever designed it does not publish it, and nobody publishes it twice', async () => {
    const both: Actor = {
      kind: 'staff',
      accountId: author.kind === 'staff' ? author.accountId : reviewerId(),
      displayName: 'x',
      grants: [
        { role: 'author', regionCode: null },
        { role: 'reviewer', regionCode: null },
      ],
    }
    const examId = await draft(1)
    expect(await publishExam(both, examId)).toEqual(refuse({ kind: 'creator-may-not-publish' }))
    expect(await publishExam(author, examId)).toEqual(refuse({ kind: 'not-found' }))
    const results = await Promise.all([publishExam(reviewer, examId), publishExam(reviewer, examId)])
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(results.find(({ ok }) => !ok)).toEqual(refuse({ kind: 'already-published' }))
    expect(await reading((transaction) => transaction.examForm.count({ where: { examId } }))).toBe(1)
  })

  test('what is published stays: neither the app nor a statement changes it', async () => {
    const examId = await draft(1)
    const design = await designOf(examId)
    await publishExam(reviewer, examId)
    expect(await changeExam(author, examId, { ...design, title: 'Lain' })).toEqual(refuse({ kind: 'already-published' }))
    for (const change of [
      () => reading((transaction) => transaction.$executeRaw`UPDATE exam SET blueprint = '{"cells":[]}' WHERE id = ${examId}::uuid`),
      () =>
        reading(
          (transaction) =>
            transaction.$executeRaw`UPDATE exam SET status = 'draft', published_at = NULL, published_by = NULL WHERE id = ${examId}::uuid`,
        ),
      () => reading((transaction) => transaction.$executeRaw`DELETE FROM exam WHERE id = ${examId}::uuid`),
      () =>
        reading((transaction) => transaction.$executeRaw`UPDATE exam_form SET content = '{"items":[]}' WHERE exam_id = ${examId}::uuid`),
    ]) {
      expect(databaseErrorKind(await change().catch((thrown: unknown) => thrown))).toBe('append-only')
    }
  })

  test('a form that is not what the seed draws shows as such', async () => {
    const examId = ExamId.parse(crypto.randomUUID())
    await reading(async (transaction) => {
      const data = {
        id: examId,
        periodId,
        title: 'Palsu',
        status: 'published',
        bankVersionId,
        blueprint: { cells: [{ field: 'health', competency: null, difficulty: null, kind: null, count: 1, pointsEach: '1' }] },
        limitMinutes: 90,
        formCount: 1,
        seed: 'a'.repeat(64),
        algorithm: DRAW_ALGORITHM,
        createdBy: 'a',
        createdAt: new Date(),
        publishedBy: 'b',
        publishedAt: new Date(),
      }
      await transaction.exam.create({ data })
      const item = {
        position: 1,
        questionVersionId: crypto.randomUUID(),
        contentHash: 'h',
        kind: 'essay',
        field: 'health',
        competency: 'x',
        difficulty: 'easy',
        points: '1',
      }
      await transaction.examForm.create({
        data: { id: crypto.randomUUID(), examId, ordinal: 1, seed: 'b'.repeat(64), content: { items: [item] }, contentHash: 'h' },
      })
    })
    expect(await replayForms(analyst, examId)).toMatchObject({ ok: true, value: [{ replays: false }] })
  })

  test('enemies of the bank’s files become pairs of versions', async () => {
    const contents = ['a', 'b', 'c'].map((correct) => singleChoice('health', correct))
    const withEnemies = contents.map((content, place) =>
      place === 0 ? { ...content, documentation: { ...content.documentation, enemies: ['q-2', 'q-9'] } } : content,
    )
    const made = await makeBankVersion(withEnemies)
    const { enemies } = await reading((transaction) => listDrawableQuestions(transaction, made.bankVersionId))
    expect(enemies.map((pair) => [...pair].sort())).toEqual([[made.questionVersionIds[0], made.questionVersionIds[1]].sort()])
  })
})

test('roles without the permission see and do nothing', async () => {
  const examId = await draft(1)
  const proctor = await makeStaff('proctor')
  expect(await browseExams(proctor, { status: null })).toEqual(refuse({ kind: 'not-found' }))
  expect(await readExam(proctor, examId)).toEqual(refuse({ kind: 'not-found' }))
  expect(await createExam(reviewer, { periodId, bankVersionId, title: 'x', formCount: 1 })).toEqual(refuse({ kind: 'not-found' }))
  expect(await changeExam(analyst, examId, await designOf(examId))).toEqual(refuse({ kind: 'not-found' }))
  expect(await publishExam(analyst, examId)).toEqual(refuse({ kind: 'not-found' }))
  expect(await readExam(reviewer, ExamId.parse(UNKNOWN))).toEqual(refuse({ kind: 'not-found' }))
})

function reviewerId(): never {
  throw new Error('makeStaff makes staff')
}
