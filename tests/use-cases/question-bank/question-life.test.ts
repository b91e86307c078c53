import { beforeAll, describe, expect, test } from 'vitest'
import type { BankQuestion } from '#app/domain/question-bank/bank-item.ts'
import type { QuestionContent } from '#app/domain/question-bank/question.ts'
import { formOfQuestion } from '#app/domain/question-bank/question-form.ts'
import { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import { BankId, type QuestionId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findBankQuestions } from '#app/use-cases/question-bank/find-bank-questions.server.ts'
import { findPicture } from '#app/use-cases/question-bank/find-picture.server.ts'
import { findQuestionHistory } from '#app/use-cases/question-bank/find-question-history.server.ts'
import { importBank } from '#app/use-cases/question-bank/import-bank.server.ts'
import { listBanks } from '#app/use-cases/question-bank/list-banks.server.ts'
import { listReviewQueue } from '#app/use-cases/question-bank/list-review-queue.server.ts'
import { loadFramework } from '#app/use-cases/question-bank/load-framework.server.ts'
import { publishBank } from '#app/use-cases/question-bank/publish-bank.server.ts'
import { retireQuestion } from '#app/use-cases/question-bank/retire-question.server.ts'
import { sendBackQuestion, signOffQuestions } from '#app/use-cases/question-bank/review-questions.server.ts'
import { saveQuestion } from '#app/use-cases/question-bank/save-question.server.ts'
import { submitQuestion } from '#app/use-cases/question-bank/submit-question.server.ts'
import { makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()
const system = { kind: 'system', job: 'demo author' } as const
const framework = CompetencyFramework.parse({
  code: 'uji',
  version: 1,
  status: 'draft',
  title: 'Kerangka uji',
  fields: [{ code: 'health', name: 'Kesehatan' }],
  groups: [{ code: 'g', field: 'health', name: 'Satu', competencies: [{ code: 'plot-growth-curve', name: 'KMS' }] }],
  badges: [],
})
const heading = (slug: string) => ({ slug, title: `Bank ${slug}`, framework: 'uji' })
const question = (key: string, change: Partial<QuestionContent> = {}): BankQuestion => ({ key, content: { ...singleChoice(), ...change } })
const resting = (fileReview: QuestionContent['documentation']['fileReview']) => ({
  documentation: { ...singleChoice().documentation, fileReview },
})

beforeAll(async () => {
  expect(await loadFramework(system, framework)).toEqual(accept({ changed: true }))
  expect(await loadFramework(system, framework)).toEqual(accept({ changed: false }))
})

async function bring(slug: string, questions: readonly BankQuestion[]): Promise<BankId> {
  const result = await importBank(system, heading(slug), questions, [])
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value.bankId
}
async function queueOf(bankId: BankId) {
  const reviewer = await makeStaff('reviewer')
  const result = await listReviewQueue(reviewer, { bankId })
  if (!result.ok) throw new Error('no queue')
  return { reviewer, queue: result.value, seen: result.value.map(({ id, contentHash }) => ({ id, contentHash })) }
}
async function publishAll(bankId: BankId) {
  const { reviewer, seen } = await queueOf(bankId)
  expect((await signOffQuestions(reviewer, { versions: seen, note: 'Sesuai Buku KIA 2023.' })).ok).toBe(true)
  return reviewer
}
async function versionsOf(bankId: BankId, key: string) {
  return reading((transaction) =>
    transaction.questionVersion.findMany({ where: { question: { bankId, key } }, orderBy: { version: 'asc' } }),
  )
}
async function questionIdOf(bankId: BankId, key: string): Promise<QuestionId> {
  const page = await findBankQuestions(system, bankId, { field: null, kind: null, difficulty: null, status: null, text: null }, 1)
  const row = page.ok ? page.value.rows.find((each) => each.key === key) : undefined
  if (row === undefined) throw new Error('no such question')
  return row.questionId
}
const everything = async () =>
  JSON.stringify(
    await reading(async (transaction) => [
      await transaction.question.findMany({ orderBy: { id: 'asc' } }),
      await transaction.questionVersion.findMany({ orderBy: { id: 'asc' } }),
      await transaction.questionBank.count(),
      await transaction.questionMedia.count(),
      await transaction.auditEntry.count(),
    ]),
    (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )

describe('an import', () => {
  test('brings questions to the reviewers, and a second time changes nothing', async () => {
    const questions = [question('satu'), question('dua', resting('draft'))]
    const first = await importBank(system, heading('impor'), questions, [])
    expect(first).toMatchObject(accept({ added: 2, changed: 0, unchanged: 0 }))
    const second = await importBank(system, heading('impor'), questions, [])
    expect(second).toMatchObject(accept({ added: 0, changed: 0, unchanged: 2 }))
    const bankId = first.ok ? first.value.bankId : BankId.parse('')
    expect((await versionsOf(bankId, 'satu')).map(({ status, authoredBy, changeClass }) => [status, authoredBy, changeClass])).toEqual([
      ['in-review', 'demo author', 'new'],
    ])
    expect((await versionsOf(bankId, 'dua')).map(({ status }) => status)).toEqual(['draft'])
  })

  test('of a changed published question makes a new version whose options keep their keys', async () => {
    const bankId = await bring('ubah', [question('satu')])
    await publishAll(bankId)
    const { body } = singleChoice()
    const changed = body.kind === 'single-choice' ? { ...body, stem: 'Pilih satu saja.' } : body
    await bring('ubah', [question('satu', { body: changed })])
    const versions = await versionsOf(bankId, 'satu')
    expect(versions.map(({ version, status, changeClass }) => [version, status, changeClass])).toEqual([
      [1, 'published', 'new'],
      [2, 'in-review', 'wording'],
    ])
    expect(versions[0]?.body).toEqual(body)
    expect(versions[1]?.body).toMatchObject({ options: [{ key: 'a' }, { key: 'b' }, { key: 'c' }, { key: 'd' }] })
  })

  test('keeps the draft of someone else as a retired version', async () => {
    const bankId = await bring('ganti', [question('satu', resting('draft'))])
    const author = await makeStaff('author')
    const result = await importBank(author, heading('ganti'), [question('satu')], [])
    expect(result).toMatchObject(accept({ changed: 1, replacedDrafts: 1 }))
    expect((await versionsOf(bankId, 'satu')).map(({ status }) => status)).toEqual(['retired', 'in-review'])
  })

  test.each([
    [
      'a picture that is missing',
      [
        question('a'),
        question('b', {
          body: { kind: 'true-false', stem: 'x', media: { hash: 'f'.repeat(64), alt: 'x' } },
          answerKey: { kind: 'true-false', correct: true },
        }),
      ],
      [],
      'picture-missing',
    ],
    [
      'a picture that holds a script',
      [question('a')],
      [
        {
          hash: 'e'.repeat(64),
          contentType: 'image/svg+xml' as const,
          bytes: new Uint8Array([...'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'].map((sign) => sign.charCodeAt(0))),
        },
      ],
      'picture-unfit',
    ],
  ])('with %s leaves nothing behind', async (_name, questions, pictures, kind) => {
    const before = await everything()
    expect(await importBank(system, heading('tak-jadi'), questions, pictures)).toMatchObject(refuse({ kind }))
    expect(await everything()).toBe(before)
  })

  test('is for authors', async () => {
    expect(await importBank(await makeStaff('reviewer'), heading('bukan'), [], [])).toEqual(refuse({ kind: 'forbidden' }))
  })
})

describe('a review', () => {
  test('is never by the author, who may hold both roles', async () => {
    const author = await makeStaff('author')
    const both = { ...author, grants: [...author.grants, { role: 'reviewer' as const, regionCode: null }] }
    const result = await importBank(both, heading('sendiri'), [question('satu')], [])
    const bankId = result.ok ? result.value.bankId : BankId.parse('')
    const queue = await listReviewQueue(both, { bankId })
    expect(queue).toMatchObject(accept([{ key: 'satu', isOwn: true }]))
    const { seen } = await queueOf(bankId)
    expect(await signOffQuestions(both, { versions: seen, note: '' })).toMatchObject(
      refuse({ kind: 'not-signed-off', faults: [{ key: 'satu', reason: 'own-question' }] }),
    )
    expect((await versionsOf(bankId, 'satu'))[0]?.status).toBe('in-review')
  })

  test('is held by the database too', async () => {
    const bankId = await bring('basis', [question('satu')])
    const [version] = await versionsOf(bankId, 'satu')
    const attempt = (data: object) =>
      reading((transaction) => transaction.questionVersion.updateMany({ where: { id: version?.id ?? '' }, data })).catch((error: unknown) =>
        databaseErrorKind(error),
      )
    expect(await attempt({ status: 'published', signedOffBy: 'demo author', signedOffAt: new Date() })).toBe('check')
    expect(await attempt({ status: 'published' })).toBe('check')
    await publishAll(bankId)
    expect(await attempt({ body: { kind: 'true-false', stem: 'lain', media: null } })).toBe('append-only')
    expect(await attempt({ answerKey: { kind: 'single-choice', correct: 'b' } })).toBe('append-only')
    expect(await attempt({ status: 'draft' })).toBe('append-only')
    expect(await attempt({ signedOffBy: 'someone' })).toBe('append-only')
    expect(
      await reading((transaction) => transaction.questionVersion.delete({ where: { id: version?.id ?? '' } })).catch((error: unknown) =>
        databaseErrorKind(error),
      ),
    ).toBe('append-only')
  })

  test('of a question on secondary facts needs a note, which is kept', async () => {
    const bankId = await bring('sekunder', [question('satu', resting('in-review'))])
    const { reviewer, seen, queue } = await queueOf(bankId)
    expect(queue[0]?.needsNote).toBe(true)
    expect(await signOffQuestions(reviewer, { versions: seen, note: 'ya' })).toMatchObject(
      refuse({ kind: 'not-signed-off', faults: [{ reason: 'note-needed' }] }),
    )
    expect(await signOffQuestions(reviewer, { versions: seen, note: 'Sesuai pedoman Kemenkes 2024.' })).toEqual(accept({ signedOff: 1 }))
    expect((await versionsOf(bankId, 'satu'))[0]).toMatchObject({
      status: 'published',
      signedOffBy: reviewer.accountId,
      signOffNote: 'Sesuai pedoman Kemenkes 2024.',
    })
  })

  test('publishes all of the chosen or none', async () => {
    const bankId = await bring('semua', [question('satu'), question('dua', resting('in-review'))])
    const { reviewer, seen } = await queueOf(bankId)
    const unknown = { id: QuestionVersionId.parse('00000000-0000-4000-8000-000000000000'), contentHash: '' }
    expect(await signOffQuestions(reviewer, { versions: [...seen, unknown], note: '' })).toMatchObject(
      refuse({ kind: 'not-signed-off', faults: [{ reason: 'note-needed' }, { reason: 'not-found' }] }),
    )
    expect((await versionsOf(bankId, 'satu'))[0]?.status).toBe('in-review')
  })

  test('of what was changed since the reviewer read it publishes nothing', async () => {
    const bankId = await bring('basi', [question('satu')])
    const { reviewer, seen } = await queueOf(bankId)
    const stale = seen.map(({ id }) => ({ id, contentHash: 'x' }))
    expect(await signOffQuestions(reviewer, { versions: stale, note: '' })).toMatchObject(
      refuse({ kind: 'not-signed-off', faults: [{ reason: 'changed-meanwhile' }] }),
    )
  })

  test('gives a question back with what is to be mended, and takes it again', async () => {
    const bankId = await bring('kembali', [question('satu')])
    const { reviewer, queue } = await queueOf(bankId)
    const [waiting] = queue
    if (waiting === undefined) throw new Error('nothing waits')
    expect(await sendBackQuestion(reviewer, waiting.id, ' ')).toEqual(refuse({ kind: 'reason-needed' }))
    expect(await sendBackQuestion(reviewer, waiting.id, 'Pengecoh b juga benar.')).toEqual(accept(null))
    expect((await versionsOf(bankId, 'satu'))[0]).toMatchObject({ status: 'draft', reviewNote: 'Pengecoh b juga benar.' })
    expect(await submitQuestion(await makeStaff('author'), waiting.questionId)).toEqual(accept(null))
    expect((await versionsOf(bankId, 'satu'))[0]).toMatchObject({ status: 'in-review', reviewNote: null })
  })
})

describe('the editor', () => {
  const source = { fact: 'F001', citation: 'Buku KIA 2023 hlm. 54' }
  const opened = async (bankId: BankId, key: string) => {
    const questionId = await questionIdOf(bankId, key)
    const history = await findQuestionHistory(system, questionId)
    const newest = history.ok ? history.value.question.versions[0] : undefined
    if (newest === undefined) throw new Error('no version')
    return {
      questionId,
      target: { kind: 'existing' as const, questionId, seenHash: newest.contentHash },
      values: { ...formOfQuestion(newest), 'sources.0.fact': [source.fact], 'sources.0.citation': [source.citation] },
    }
  }

  test('makes a draft of a published question, and goes on with the own draft', async () => {
    const bankId = await bring('edit', [question('satu')])
    await publishAll(bankId)
    const author = await makeStaff('author')
    const first = await opened(bankId, 'satu')
    expect(
      await saveQuestion(author, { target: first.target, values: { ...first.values, correct: ['1'] }, picture: { kind: 'keep' } }),
    ).toMatchObject(accept({ saved: 'draft' }))
    const second = await opened(bankId, 'satu')
    expect(
      await saveQuestion(author, {
        target: second.target,
        values: { ...second.values, 'options.4.text': ['Pilihan kelima'] },
        picture: { kind: 'keep' },
      }),
    ).toMatchObject(accept({ saved: 'draft' }))
    const versions = await versionsOf(bankId, 'satu')
    expect(versions.map(({ version, status, changeClass }) => [version, status, changeClass])).toEqual([
      [1, 'published', 'new'],
      [2, 'draft', 'option-set'],
    ])
    expect(versions[1]?.answerKey).toEqual({ kind: 'single-choice', correct: 'b' })
    expect(versions[1]?.body).toMatchObject({
      options: [{ key: 'a' }, { key: 'b' }, { key: 'c' }, { key: 'd' }, { key: 'e', text: 'Pilihan kelima' }],
    })
  })

  test('says at which field something is wrong, and saves nothing', async () => {
    const bankId = await bring('salah', [question('satu')])
    const author = await makeStaff('author')
    const { target, values } = await opened(bankId, 'satu')
    const before = await everything()
    const result = await saveQuestion(author, {
      target,
      values: { ...values, stem: [' '], correct: ['0', '2'], 'options.1.text': ['x'.repeat(501)], enemies: ['tidak-ada'] },
      picture: { kind: 'keep' },
    })
    expect(
      result.ok ? [] : result.refusal.kind === 'faults' ? result.refusal.faults.map(({ field, code }) => `${field} ${code}`) : [],
    ).toEqual(['stem missing', 'enemies enemy-unknown'])
    const again = await saveQuestion(author, {
      target,
      values: { ...values, correct: ['0', '2'], 'options.1.text': ['x'.repeat(501)] },
      picture: { kind: 'keep' },
    })
    expect(
      again.ok ? [] : again.refusal.kind === 'faults' ? again.refusal.faults.map(({ field, code }) => `${field} ${code}`) : [],
    ).toEqual(['options exactly-one-correct', 'options.1.text too-long'])
    expect(await everything()).toBe(before)
  })

  test('does not write over what someone else saved meanwhile', async () => {
    const bankId = await bring('bentrok', [question('satu')])
    const [one, two] = [await makeStaff('author'), await makeStaff('author')]
    const { target, values } = await opened(bankId, 'satu')
    expect((await saveQuestion(one, { target, values: { ...values, stem: ['Kalimat satu.'] }, picture: { kind: 'keep' } })).ok).toBe(true)
    expect(await saveQuestion(two, { target, values: { ...values, stem: ['Kalimat dua.'] }, picture: { kind: 'keep' } })).toEqual(
      refuse({ kind: 'changed-meanwhile' }),
    )
  })

  test('makes a new question with a picture, which is served by its hash', async () => {
    const bankId = await bring('baru', [])
    const author = await makeStaff('author')
    const bytes = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>')
    const values = {
      stem: ['Benar?'],
      answer: ['true'],
      rationale: ['Ya.'],
      competency: ['plot-growth-curve'],
      difficulty: ['easy'],
      effectiveFrom: ['2023-01-01'],
      'sources.0.fact': ['F001'],
      'sources.0.citation': ['KIA'],
      alt: ['Kotak.'],
    }
    const target = { kind: 'new' as const, bankId, questionKind: 'true-false' as const, key: 'gambar' }
    expect((await saveQuestion(author, { target, values, picture: { kind: 'replace', bytes } })).ok).toBe(true)
    expect(await saveQuestion(author, { target, values, picture: { kind: 'keep' } })).toMatchObject(
      refuse({ kind: 'faults', faults: [{ field: 'key', code: 'duplicate-question-key' }] }),
    )
    const [version] = await versionsOf(bankId, 'gambar')
    expect(version).toMatchObject({ status: 'draft', field: 'health' })
    const hash = JSON.stringify(version?.body).match(/[0-9a-f]{64}/)?.[0] ?? ''
    expect(await findPicture({ kind: 'anonymous' }, hash)).toMatchObject(accept({ contentType: 'image/svg+xml' }))
    expect(await findPicture({ kind: 'anonymous' }, 'f'.repeat(64))).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('a bank version', () => {
  test('holds what is published, has one hash for one content, and never changes', async () => {
    const [left, right] = [await bring('hash-1', [question('a'), question('b')]), await bring('hash-2', [question('b'), question('a')])]
    const reviewer = await publishAll(left)
    await publishAll(right)
    const published = await publishBank(reviewer, left)
    expect(published).toMatchObject(accept({ version: 1, questions: 2 }))
    expect(await publishBank(reviewer, left)).toEqual(refuse({ kind: 'nothing-changed', version: 1 }))
    const rows = await reading((transaction) => transaction.bankVersion.findMany({ where: { bankId: left }, include: { items: true } }))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.items).toHaveLength(2)
    const kind = (work: Promise<unknown>) => work.catch((error: unknown) => databaseErrorKind(error))
    expect(
      await kind(reading((transaction) => transaction.bankVersion.updateMany({ where: { bankId: left }, data: { contentHash: 'x' } }))),
    ).toBe('append-only')
    expect(
      await kind(reading((transaction) => transaction.bankVersionItem.deleteMany({ where: { bankVersionId: rows[0]?.id ?? '' } }))),
    ).toBe('append-only')
  })

  test('is refused for a bank without a published question', async () => {
    const bankId = await bring('kosong', [question('a')])
    expect(await publishBank(await makeStaff('reviewer'), bankId)).toEqual(refuse({ kind: 'nothing-published' }))
    expect(await publishBank(await makeStaff('author'), bankId)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('after a change holds the newer version, after a retirement not the question', async () => {
    const bankId = await bring('lanjut', [question('a'), question('b')])
    const reviewer = await publishAll(bankId)
    const first = await publishBank(reviewer, bankId)
    await bring('lanjut', [question('a', { answerKey: { kind: 'single-choice', correct: 'c' } })])
    await publishAll(bankId)
    const second = await publishBank(reviewer, bankId)
    expect([first, second].map((each) => (each.ok ? each.value.version : 0))).toEqual([1, 2])
    expect(await retireQuestion(reviewer, await questionIdOf(bankId, 'b'))).toEqual(accept(null))
    expect(await publishBank(reviewer, bankId)).toMatchObject(accept({ version: 3, questions: 1 }))
    const banks = await listBanks(reviewer)
    expect(banks.ok && banks.value.banks.find(({ id }) => id === bankId)?.versions.map(({ questions }) => questions)).toEqual([1, 2, 2])
  })
})

test('the list filters by what its address says', async () => {
  const bankId = await bring('daftar', [
    question('a-100%'.replace('%', '')),
    question('b-soal'),
    question('c-sulit', { difficulty: 'hard' }),
  ])
  const none = { field: null, kind: null, difficulty: null, status: null, text: null }
  const keys = async (filter: object) => {
    const page = await findBankQuestions(system, bankId, { ...none, ...filter }, 1)
    return page.ok ? page.value.rows.map(({ key }) => key) : []
  }
  expect(await keys({})).toEqual(['a-100', 'b-soal', 'c-sulit'])
  expect(await keys({ difficulty: 'hard' })).toEqual(['c-sulit'])
  expect(await keys({ text: 'SOAL' })).toEqual(['b-soal'])
  expect(await keys({ text: '%' })).toEqual([])
  expect(await keys({ status: 'published' })).toEqual([])
  expect(await keys({ field: 'social' })).toEqual([])
})
