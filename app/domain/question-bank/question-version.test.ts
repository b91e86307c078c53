import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accept, refuse } from '../shared/result.ts'
import type { ChangeClass, QuestionContent } from './question.ts'
import {
  classifyChange,
  contentHashOf,
  newOptionKey,
  planSave,
  signOff,
  submit,
  type VersionState,
  versionsToRetire,
} from './question-version.ts'

const documentation: QuestionContent['documentation'] = {
  rationale: 'Karena.',
  sources: [{ fact: 'F001', citation: 'KIA' }],
  effectiveFrom: '2023-01-01',
  lifeCycle: null,
  tags: [],
  fileReview: 'published',
  enemies: [],
}
const placing = { field: 'health', competency: 'vitamin-a', difficulty: 'easy', documentation } as const
const option = (key: string, text = `Pilihan ${key}`) => ({ key, text, last: false })
const choice = (body: object = {}, correct = 'a'): QuestionContent => ({
  ...placing,
  body: { kind: 'single-choice', stem: 'Pilih.', media: null, options: ['a', 'b', 'c'].map((key) => option(key)), ...body },
  answerKey: { kind: 'single-choice', correct },
})
const several = (correct: string[], credit: 'each-decision' | 'all-or-nothing' = 'each-decision'): QuestionContent => ({
  ...placing,
  body: { kind: 'multiple-response', stem: 'Pilih.', media: null, options: ['a', 'b', 'c', 'd'].map((key) => option(key)) },
  answerKey: { kind: 'multiple-response', correct, credit },
})
const numeric = (correct: string, unit: string | null = 'cm'): QuestionContent => ({
  ...placing,
  body: { kind: 'numeric', stem: 'Berapa?', media: null, unit },
  answerKey: { kind: 'numeric', correct, tolerance: '0' },
})
const essay = (points: number, description = 'Ada.', modelAnswer = 'Contoh.'): QuestionContent => ({
  ...placing,
  body: { kind: 'essay', stem: 'Jelaskan.', media: null },
  answerKey: {
    kind: 'essay',
    rubric: {
      criteria: [
        {
          key: 'isi',
          name: 'Isi',
          levels: [
            { points: 0, description: 'Kosong.' },
            { points, description },
          ],
        },
      ],
    },
    modelAnswer,
  },
})
const media = (hash: string, alt = 'Grafik.') => ({ hash: hash.repeat(64), alt })

test.each<[string, QuestionContent | null, QuestionContent, ChangeClass]>([
  ['nothing before', null, choice(), 'new'],
  ['another stem', choice(), choice({ stem: 'Pilih satu.' }), 'wording'],
  ['another option text', choice(), choice({ options: [option('a', 'Lain'), option('b'), option('c')] }), 'wording'],
  ['options in another order', choice(), choice({ options: [option('c'), option('b'), option('a')] }), 'wording'],
  ['another rationale', choice(), { ...choice(), documentation: { ...documentation, rationale: 'Sebab.' } }, 'wording'],
  ['another picture', choice({ media: media('a') }), choice({ media: media('b') }), 'media'],
  ['other words for a picture', choice({ media: media('a') }), choice({ media: media('a', 'Kurva.') }), 'wording'],
  ['a picture more', choice(), choice({ media: media('a') }), 'media'],
  ['another key', choice(), choice({}, 'b'), 'key'],
  ['another key and another picture', choice(), choice({ media: media('a') }, 'b'), 'key'],
  ['correct options in another order', several(['a', 'b']), several(['b', 'a']), 'wording'],
  ['a correct option more', several(['a']), several(['a', 'b']), 'key'],
  ['another credit rule', several(['a']), several(['a'], 'all-or-nothing'), 'points'],
  ['another number', numeric('11.5'), numeric('12'), 'key'],
  ['another unit', numeric('11.5'), numeric('11.5', 'mm'), 'key'],
  ['a level worth more', essay(2), essay(3), 'points'],
  ['a level that asks for something else', essay(2), essay(2, 'Lengkap.'), 'key'],
  ['another model answer', essay(2), essay(2, 'Ada.', 'Lain.'), 'wording'],
  ['an option less', choice(), choice({ options: [option('a'), option('b'), option('d')] }), 'option-set'],
  ['another kind', choice(), numeric('1'), 'option-set'],
])('%s is classified', (_name, before, after, expected) => {
  expect(classifyChange(before, after)).toBe(expected)
})

const version = (number: number, status: VersionState['status'], rest: Partial<VersionState> = {}): VersionState => ({
  version: number,
  status,
  authoredBy: 'author',
  contentHash: `hash-${number}`,
  signedOffBy: null,
  ...rest,
})

describe('where changed content goes', () => {
  test.each<[string, VersionState[], string, string, ReturnType<typeof planSave>]>([
    ['a question without a version', [], 'x', 'author', { kind: 'add', version: 1, discard: null }],
    ['the same as what is published', [version(1, 'published')], 'hash-1', 'author', { kind: 'unchanged' }],
    ['a published question', [version(1, 'published')], 'x', 'author', { kind: 'add', version: 2, discard: null }],
    ['the own draft', [version(1, 'published'), version(2, 'draft')], 'x', 'author', { kind: 'rewrite', version: 2 }],
    ['a draft of someone else', [version(1, 'published'), version(2, 'draft')], 'x', 'other', { kind: 'add', version: 3, discard: 2 }],
    ['what is in review', [version(1, 'in-review')], 'x', 'author', { kind: 'add', version: 2, discard: 1 }],
    ['a draft, by what is published already', [version(1, 'published'), version(2, 'draft')], 'hash-1', 'author', { kind: 'unchanged' }],
    ['a retired question', [version(1, 'retired')], 'hash-1', 'author', { kind: 'unchanged' }],
  ])('%s', (_name, history, hash, author, expected) => {
    expect(planSave(history, hash, author)).toEqual(expected)
  })

  test('never a published or retired version', () => {
    const anyVersion = fc.record({
      status: fc.constantFrom('draft' as const, 'in-review' as const, 'published' as const, 'retired' as const),
      authoredBy: fc.constantFrom('a', 'b'),
    })
    fc.assert(
      fc.property(fc.array(anyVersion, { maxLength: 6 }), fc.constantFrom('a', 'b'), (rows, author) => {
        const history = rows.map(({ status, authoredBy }, index) => version(index + 1, status, { authoredBy }))
        const plan = planSave(history, 'changed', author)
        const touched = plan.kind === 'rewrite' ? plan.version : plan.kind === 'add' ? plan.discard : null
        expect(['draft', 'in-review', undefined]).toContain(history.find((each) => each.version === touched)?.status)
        if (plan.kind === 'add') expect(history.map((each) => each.version)).not.toContain(plan.version)
      }),
    )
  })
})

describe('a sign-off', () => {
  const secondary = { ...choice(), documentation: { ...documentation, fileReview: 'in-review' as const } }
  const disputed = { ...choice(), documentation: { ...documentation, fileReview: 'draft' as const } }
  const waiting = version(2, 'in-review')
  const ask = (part: Partial<Parameters<typeof signOff>[1]> = {}, at = waiting) =>
    signOff(at, {
      content: choice(),
      history: [version(1, 'published', { authoredBy: 'first' }), at],
      reviewer: 'reviewer',
      note: '',
      seenHash: 'hash-2',
      ...part,
    })

  test.each([
    ['by someone else publishes', ask(), accept('published')],
    ['by the author is refused', ask({ reviewer: 'author' }), refuse({ kind: 'own-question' })],
    ['by the author of what was published before is another matter', ask({ reviewer: 'first' }), accept('published')],
    [
      'by someone who wrote a discarded draft of it is refused',
      ask({ reviewer: 'third', history: [version(1, 'retired', { authoredBy: 'third' }), waiting] }),
      refuse({ kind: 'own-question' }),
    ],
    ['of a draft is refused', ask({}, version(2, 'draft')), refuse({ kind: 'not-in-review' })],
    ['of what is published is refused', ask({}, version(2, 'published')), refuse({ kind: 'not-in-review' })],
    ['of what was changed since is refused', ask({ seenHash: 'hash-1' }), refuse({ kind: 'changed-meanwhile' })],
    ['on secondary facts needs a note', ask({ content: secondary, note: ' singkat ' }), refuse({ kind: 'note-needed' })],
    ['on secondary facts with a note publishes', ask({ content: secondary, note: 'Sesuai pedoman Kemenkes.' }), accept('published')],
    ['on a disputed fact is refused', ask({ content: disputed, note: 'Sesuai pedoman Kemenkes.' }), refuse({ kind: 'disputed-fact' })],
  ])('%s', (_name, answer, expected) => {
    expect(answer).toEqual(expected)
  })
})

test('a draft on a disputed fact is not submitted', () => {
  const disputed = { ...choice(), documentation: { ...documentation, fileReview: 'draft' as const } }
  expect(submit(version(1, 'draft'), choice())).toEqual(accept('in-review'))
  expect(submit(version(1, 'draft'), disputed)).toEqual(refuse({ kind: 'disputed-fact' }))
  expect(submit(version(1, 'published'), choice())).toEqual(refuse({ kind: 'not-a-draft' }))
})

test('retiring takes every published version', () => {
  expect(versionsToRetire([version(1, 'published'), version(2, 'published'), version(3, 'draft')])).toMatchObject(
    accept([{ version: 1 }, { version: 2 }]),
  )
  expect(versionsToRetire([version(1, 'draft')])).toEqual(refuse({ kind: 'nothing-published' }))
})

test('a new option gets a key that the question never used', () => {
  expect(newOptionKey(new Set(['a', 'b', 'd']))).toBe('c')
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz', 'o1', 'o2')),
      (used) => !used.includes(newOptionKey(new Set(used))),
    ),
  )
})

test('the hash is of the content alone', () => {
  expect(contentHashOf(choice())).toBe(contentHashOf({ answerKey: choice().answerKey, body: choice().body, ...placing }))
  expect(contentHashOf(choice())).not.toBe(contentHashOf(choice({}, 'b')))
})
