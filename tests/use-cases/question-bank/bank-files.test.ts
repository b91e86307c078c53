import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { enemyPairs, readBank, readQuestion } from '#app/domain/question-bank/bank-file.ts'
import { parseFactRegister } from '#app/domain/question-bank/fact-register.ts'
import { QuestionContent } from '#app/domain/question-bank/question.ts'
import { formOfQuestion, readQuestionForm } from '#app/domain/question-bank/question-form.ts'
import { bankFolders, QUESTION_BANKS, readYaml } from '#app/platform/bank-files.server.ts'
import { type CheckedBank, checkBankFolder } from '#app/use-cases/question-bank/check-bank-files.server.ts'

const actor = { kind: 'system', job: 'test' } as const
const bank = async (): Promise<CheckedBank> => {
  const checked = await checkBankFolder(actor, join(QUESTION_BANKS, 'kader-2026'))
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal))
  return checked.value
}
const facts = parseFactRegister(readFileSync(join(QUESTION_BANKS, 'facts.csv'), 'utf8')) ?? new Map()

describe('the banks that ship', () => {
  test('are without fault, and large enough', async () => {
    expect(await bankFolders()).toHaveLength(1)
    const { questions } = await bank()
    const inField = (field: string) => questions.filter(({ content }) => content.field === field).length
    expect(questions.length).toBeGreaterThanOrEqual(150)
    expect(inField('health')).toBeGreaterThanOrEqual(40)
    expect(inField('social')).toBeGreaterThanOrEqual(30)
    for (const field of ['education', 'public_works', 'housing', 'public_order']) expect(inField(field)).toBeGreaterThanOrEqual(20)
    expect(
      new Set(questions.flatMap(({ content }) => (content.body.media === null ? [] : [content.body.media.hash]))).size,
    ).toBeGreaterThanOrEqual(3)
  })

  test('keep known enemies apart', async () => {
    const { questions } = await bank()
    const pairs = enemyPairs(questions.map(({ key, content }) => ({ key, enemies: content.documentation.enemies })))
    expect(pairs).toContainEqual(['kes-kms-wulan-rujuk', 'kes-kms-wulan-tidak-naik'])
    expect(pairs.length).toBeGreaterThanOrEqual(10)
  })

  test('pass through the editor unchanged, every question', async () => {
    const { questions, framework } = await bank()
    for (const question of questions) {
      const { content } = question
      const pictureName = content.body.media === null ? null : 'picture'
      const form = readQuestionForm(formOfQuestion(question), {
        kind: content.body.kind,
        key: question.key,
        pictureName,
        usedKeys: new Set(),
      })
      const item = { ...form.item, field: content.field, review: content.documentation.fileReview }
      const pictures = new Map(content.body.media === null ? [] : [['picture', { hash: content.body.media.hash }]])
      expect(readQuestion(item, { framework, facts, pictures })).toEqual({ ok: true, value: question })
    }
  })
})

const SEED_FILE = `- key: vitamin-a-biru
  kind: single-choice
  field: health
  competency: child-immunisation-vitamin-a-deworming
  difficulty: easy
  stem: |
    Bayi Bu Sari berumur 8 bulan. Kapsul vitamin A warna apa?
  options:
    - { key: a, text: Biru, correct: true }
    - { key: b, text: Merah }
    - { key: c, text: "Hijau" }
  rationale: Kapsul biru untuk bayi.
  sources:
    - { fact: F001, citation: "Permenkes 21/2015" }
  effectiveFrom: 2015-03-01
  enemies: [wajib-belajar]
  review: published
- key: wajib-belajar
  kind: true-false
  field: education
  competency: out-of-school-children
  difficulty: easy
  stem: Wajib belajar hanya di sekolah.
  answer: false
  rationale: Ada jalur lain.
  sources: [{ fact: F213, citation: PP 47/2008 }]
  effectiveFrom: 2008-01-01
  review: published
`

test('10,000 damaged files never crash the reader, and none is read in part', async () => {
  const { framework } = await bank()
  const surroundings = { framework, facts, pictures: new Map() }
  const nasty = fc.constantFrom(
    '\0',
    '\uD800',
    '\t',
    '&a',
    '*a',
    '<<: *a',
    '!!js/function',
    '{',
    '[',
    '"',
    "'",
    ': ',
    '- ',
    '|',
    '>-',
    '? ',
    '%YAML 9',
    '---',
    '...',
    '1e308',
    '-0',
    '.nan',
    'null',
    '~',
    '__proto__: {a: 1}',
    'constructor: x',
    '[[[[[[[[[[',
    'true',
    '2015-13-45',
    '\u2028',
    '#',
  )
  const change = fc.oneof(
    fc.record({ at: fc.nat(1200), remove: fc.nat(40), add: fc.constant('') }),
    fc.record({ at: fc.nat(1200), remove: fc.nat(3), add: nasty }),
    fc.record({ at: fc.nat(1200), remove: fc.constant(0), add: fc.string({ unit: 'binary', maxLength: 8 }) }),
  )
  let whole = 0
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const text = changes.reduce((damaged, { at, remove, add }) => damaged.slice(0, at) + add + damaged.slice(at + remove), SEED_FILE)
      const yaml = readYaml(text)
      const list = z.array(z.unknown()).safeParse(yaml.value)
      if (!list.success) return
      const read = readBank(list.data, surroundings)
      if (read.ok) {
        whole += 1
        expect(read.value).toHaveLength(list.data.length)
        for (const { content } of read.value) expect(QuestionContent.parse(content)).toEqual(content)
      } else {
        expect(read.refusal.length).toBeGreaterThan(0)
        for (const { item, path } of read.refusal) expect(yaml.lineOf([item, ...path])).toBeGreaterThan(0)
      }
    }),
    { numRuns: 10_000 },
  )
  expect(whole).toBeGreaterThan(100)
}, 600_000)

test.each([
  ['nested too deeply', '['.repeat(20_000)],
  ['full of aliases', `a: &a [x]\n${'b: [*a, *a]\n'.repeat(3)}`],
  ['longer than may be', 'x'.repeat(2_000_001)],
])('a file %s is a fault at a line', (_name, text) => {
  const yaml = readYaml(text)
  expect(yaml.value).toBeNull()
  expect(yaml.faults[0]?.line).toBeGreaterThan(0)
})

test('a fault stands at its line', () => {
  const yaml = readYaml(SEED_FILE)
  expect(yaml.lineOf([0, 'options', 1, 'text'])).toBe(10)
  expect(yaml.lineOf([1, 'answer'])).toBe(24)
  expect(yaml.lineOf([1, 'unit'])).toBe(18)
})
