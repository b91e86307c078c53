import { describe, expect, test } from 'vitest'
import { CompetencyFramework } from '../roster/competency-framework.ts'
import { accept, refuse } from '../shared/result.ts'
import type { FaultCode } from './bank-fault.ts'
import { type BankSurroundings, enemyPairs, readBank, readQuestion } from './bank-file.ts'
import { fileItemOf } from './bank-item.ts'
import { parseFactRegister } from './fact-register.ts'

const framework = CompetencyFramework.parse({
  code: 'uji',
  version: 1,
  status: 'draft',
  title: 'Kerangka uji',
  fields: [{ code: 'health', name: 'Kesehatan' }],
  groups: [
    { code: 'g1', field: 'health', name: 'Satu', competencies: [{ code: 'vitamin-a', name: 'Vitamin A' }] },
    { code: 'g2', field: 'social', name: 'Dua', competencies: [{ code: 'inclusion', name: 'Inklusi' }] },
  ],
  badges: [],
})
const facts =
  parseFactRegister('fact,status,disputed\nF001,verified,no\nF002,secondary,no\nF003,verified,yes\nF004,unsourced,no\n') ?? new Map()
const surroundings: BankSurroundings = {
  framework,
  facts,
  pictures: new Map([
    ['kms.svg', { hash: 'a'.repeat(64) }],
    ['bad.svg', { fault: 'unsafe-svg' as const }],
  ]),
}

const shared = {
  key: 'soal-1',
  field: 'health',
  competency: 'vitamin-a',
  difficulty: 'easy',
  stem: 'Kapsul warna apa?\n',
  rationale: 'Kapsul biru untuk bayi.',
  sources: [{ fact: 'F001', citation: 'Permenkes 21/2015' }],
  effectiveFrom: '2015-03-01',
  review: 'published',
}
const options = [
  { key: 'a', text: 'Biru', correct: true },
  { key: 'b', text: 'Merah' },
  { key: 'c', text: 'Hijau' },
  { key: 'd', text: 'Semua salah', last: true },
]
const single = { ...shared, kind: 'single-choice', options }
const several = { ...shared, kind: 'multiple-response', credit: 'each-decision', options }
const trueFalse = { ...shared, kind: 'true-false', answer: false }
const matching = {
  ...shared,
  kind: 'matching',
  credit: 'each-decision',
  prompts: [
    { key: 'x', text: 'Bayi', answer: 'b' },
    { key: 'y', text: 'Anak', answer: 'a' },
  ],
  options: [
    { key: 'a', text: 'Merah' },
    { key: 'b', text: 'Biru' },
    { key: 'c', text: 'Hijau', last: true },
  ],
}
const ordering = {
  ...shared,
  kind: 'ordering',
  credit: 'net-correct',
  options: [
    { key: 'c', text: 'Kedua', place: 2 },
    { key: 'b', text: 'Pertama', place: 1 },
    { key: 'a', text: 'Ketiga', place: 3 },
  ],
}
const numeric = { ...shared, kind: 'numeric', answer: '11.5', tolerance: '0.5', unit: 'cm' }
const shortText = { ...shared, kind: 'short-text', accepted: ['ODF', 'SBS'] }
const levels = [
  { points: 0, description: 'Tidak ada.' },
  { points: 2, description: 'Ada.' },
]
const essay = { ...shared, kind: 'essay', rubric: [{ key: 'isi', name: 'Isi', levels }], modelAnswer: 'Contoh.' }

describe('a question of a file', () => {
  test.each([single, several, trueFalse, matching, ordering, numeric, shortText, essay])(
    'of kind $kind is read, and written again it is the same',
    (item) => {
      const read = readQuestion(item, surroundings)
      if (!read.ok) throw new Error(JSON.stringify(read.refusal))
      expect(
        readQuestion(
          fileItemOf(read.value, () => 'kms.svg'),
          surroundings,
        ),
      ).toEqual(read)
    },
  )

  test('that is put in order shows its options by their keys, whatever the right order', () => {
    const read = readQuestion(ordering, surroundings)
    if (!read.ok) throw new Error(JSON.stringify(read.refusal))
    expect(read.value.content).toMatchObject({
      body: { options: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] },
      answerKey: { order: ['b', 'c', 'a'] },
    })
  })

  test('keeps the key apart from what a candidate sees', () => {
    const read = readQuestion(single, surroundings)
    expect(read).toMatchObject(
      accept({
        key: 'soal-1',
        content: {
          body: { stem: 'Kapsul warna apa?', options: [{ key: 'a', text: 'Biru', last: false }, {}, {}, { last: true }] },
          answerKey: { correct: 'a' },
        },
      }),
    )
    expect(read.ok && JSON.stringify(read.value.content.body)).not.toContain('correct')
  })

  test.each<[string, object, FaultCode, string]>([
    ['lacks a stem', { ...single, stem: undefined }, 'missing', 'stem'],
    ['has an empty stem', { ...single, stem: ' ' }, 'too-short', 'stem'],
    ['has a name that is unknown', { ...single, hint: 'x' }, 'unknown-name', 'hint'],
    ['has an unknown kind', { ...single, kind: 'hotspot' }, 'not-one-of', 'kind'],
    ['has an unknown field', { ...single, field: 'sports' }, 'not-one-of', 'field'],
    ['writes a number where text is due', { ...numeric, answer: 11.5 }, 'wrong-type', 'answer'],
    ['writes a decimal comma', { ...numeric, answer: '11,5' }, 'wrong-form', 'answer'],
    ['has a tolerance below zero', { ...numeric, tolerance: '-1' }, 'negative-tolerance', 'tolerance'],
    [
      'has two correct options',
      { ...single, options: options.map((option) => ({ ...option, correct: option.key < 'c' })) },
      'exactly-one-correct',
      'options',
    ],
    [
      'has no correct option',
      { ...single, options: options.map((option) => ({ ...option, correct: false })) },
      'exactly-one-correct',
      'options',
    ],
    ['has two options', { ...single, options: options.slice(0, 2) }, 'too-few', 'options'],
    [
      'has two options of one key',
      { ...single, options: [...options.slice(0, 3), { key: 'a', text: 'Lain' }] },
      'duplicate-option-key',
      'options.3.key',
    ],
    [
      'has two options at the end',
      { ...single, options: options.map((option) => ({ ...option, last: true })) },
      'last-at-most-one',
      'options.1.last',
    ],
    [
      'has only correct options',
      { ...several, options: options.map((option) => ({ ...option, correct: true })) },
      'correct-and-wrong',
      'options',
    ],
    ['has one prompt', { ...matching, prompts: matching.prompts.slice(0, 1) }, 'too-few', 'prompts'],
    [
      'has two prompts of one key',
      { ...matching, prompts: [matching.prompts[0], matching.prompts[0]] },
      'duplicate-option-key',
      'prompts.1.key',
    ],
    [
      'matches a prompt with an option that is not there',
      { ...matching, prompts: [matching.prompts[0], { key: 'y', text: 'Anak', answer: 'z' }] },
      'unknown-option',
      'prompts.1.answer',
    ],
    ['gives credit for matching that it has not', { ...matching, credit: 'coverage' }, 'not-one-of', 'credit'],
    [
      'has keys that count along with the matches',
      {
        ...matching,
        prompts: ['a', 'b', 'c'].map((answer) => ({ key: `p-${answer}`, text: answer, answer })),
      },
      'keys-tell-the-answer',
      'options',
    ],
    [
      'has a place twice',
      { ...ordering, options: ordering.options.map((option) => ({ ...option, place: 1 })) },
      'places-count',
      'options.1.place',
    ],
    [
      'has a place beyond its options',
      { ...ordering, options: ordering.options.map((option) => ({ ...option, place: option.place + 1 })) },
      'places-count',
      'options.2.place',
    ],
    [
      'has keys that count along with the right order',
      { ...ordering, options: ordering.options.map((option) => ({ ...option, key: String(option.place) })) },
      'keys-tell-the-answer',
      'options',
    ],
    ['accepts an answer twice', { ...shortText, accepted: ['ODF', ' odf'] }, 'duplicate-accepted', 'accepted.1'],
    [
      'has a rubric that does not start at zero',
      {
        ...essay,
        rubric: [
          {
            key: 'isi',
            name: 'Isi',
            levels: [
              { points: 1, description: 'x' },
              { points: 2, description: 'y' },
            ],
          },
        ],
      },
      'rubric-starts-at-zero',
      'rubric.0.levels.0.points',
    ],
    [
      'has a rubric that does not rise',
      { ...essay, rubric: [{ key: 'isi', name: 'Isi', levels: [...levels, { points: 2, description: 'z' }] }] },
      'rubric-rises',
      'rubric.0.levels.2.points',
    ],
    ['has a criterion twice', { ...essay, rubric: [essay.rubric[0], essay.rubric[0]] }, 'duplicate-criterion-key', 'rubric.1.key'],
    [
      'has a rubric level too long',
      { ...essay, rubric: [{ key: 'isi', name: 'Isi', levels: [levels[0], { points: 1, description: 'x'.repeat(501) }] }] },
      'too-long',
      'rubric.0.levels.1.description',
    ],
    ['has no source', { ...single, sources: [] }, 'too-few', 'sources'],
    ['rests on a fact outside the register', { ...single, sources: [{ fact: 'F999', citation: 'x' }] }, 'unknown-fact', 'sources.0.fact'],
    [
      'rests on an unsourced fact',
      { ...single, review: 'draft', sources: [{ fact: 'F004', citation: 'x' }] },
      'unsourced-fact',
      'sources.0.fact',
    ],
    ['is published on a secondary fact', { ...single, sources: [{ fact: 'F002', citation: 'x' }] }, 'review-too-far', 'review'],
    [
      'is in review on a disputed fact',
      {
        ...single,
        review: 'in-review',
        sources: [
          { fact: 'F001', citation: 'x' },
          { fact: 'F003', citation: 'x' },
        ],
      },
      'review-too-far',
      'review',
    ],
    ['has an unknown competency', { ...single, competency: 'x' }, 'unknown-competency', 'competency'],
    ['has a competency of another field', { ...single, competency: 'inclusion' }, 'competency-of-other-field', 'competency'],
    ['shows a picture that is missing', { ...single, media: { file: 'x.svg', alt: 'x' } }, 'media-missing', 'media.file'],
    ['shows a picture that is unsafe', { ...single, media: { file: 'bad.svg', alt: 'x' } }, 'media-unsafe', 'media.file'],
    ['shows a picture without words for it', { ...single, media: { file: 'kms.svg', alt: '' } }, 'too-short', 'media.alt'],
    ['has a date that is none', { ...single, effectiveFrom: '2023-02-30' }, 'wrong-form', 'effectiveFrom'],
    ['holds a NUL', { ...single, stem: 'a\0b' }, 'unreadable-text', 'stem'],
    ['holds half a character', { ...single, rationale: 'a\uD800' }, 'unreadable-text', 'rationale'],
  ])('that %s is refused at its place', (_name, item, code, path) => {
    const read = readQuestion(item, surroundings)
    expect(read.ok ? [] : read.refusal.map((fault) => [fault.code, fault.path.join('.')])).toContainEqual([code, path])
  })

  test.each([
    ['secondary', 'F002', 'in-review'],
    ['disputed', 'F003', 'draft'],
  ])('on a %s fact may be %s', (_name, fact, review) => {
    expect(readQuestion({ ...single, review, sources: [{ fact, citation: 'x' }] }, surroundings).ok).toBe(true)
  })

  test.each([null, undefined, 'text', 7, [], {}, { kind: 'single-choice' }])('that is %j is refused, not thrown', (item) => {
    expect(readQuestion(item, surroundings).ok).toBe(false)
  })
})

describe('a bank', () => {
  test('is all of its questions or none', () => {
    const read = readBank([single, { ...trueFalse, key: 'soal-2', answer: 'ya' }], surroundings)
    expect(read).toEqual(refuse([{ item: 1, path: ['answer'], code: 'wrong-type', value: 'boolean' }]))
  })

  test('names a key that stands twice', () => {
    expect(readBank([single, trueFalse], surroundings)).toEqual(
      refuse([{ item: 1, path: ['key'], code: 'duplicate-question-key', value: 'soal-1' }]),
    )
  })

  test('knows the enemies that it names', () => {
    const faults = (enemies: string[], otherKeys = new Set<string>()) => {
      const read = readBank(
        [
          { ...single, enemies },
          { ...trueFalse, key: 'soal-2' },
        ],
        { ...surroundings, otherKeys },
      )
      return read.ok ? [] : read.refusal.map(({ code }) => code)
    }
    expect(faults(['soal-2'])).toEqual([])
    expect(faults(['soal-1'])).toEqual(['enemy-itself'])
    expect(faults(['soal-9'])).toEqual(['enemy-unknown'])
    expect(faults(['soal-9'], new Set(['soal-9']))).toEqual([])
  })
})

test('enemies are pairs, whichever names the other, each once', () => {
  const pairs = enemyPairs([
    { key: 'b', enemies: ['a', 'c', 'b', 'elsewhere'] },
    { key: 'a', enemies: ['b'] },
    { key: 'c', enemies: [] },
  ])
  expect(pairs).toEqual([
    ['a', 'b'],
    ['b', 'c'],
  ])
})
