import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { letterOf } from '../question-bank/answering.ts'
import type { QuestionBody } from '../question-bank/question.ts'
import type { ResponseValue } from '../question-bank/response.ts'
import { accept, refuse } from '../shared/result.ts'
import type { PaperQuestion } from './candidate-paper.ts'
import {
  differencesOf,
  type EntryAnswers,
  type EntryFault,
  isSameReading,
  type Reading,
  readEntry,
  readTyped,
  settledAnswers,
  typedAs,
} from './paper-entry.ts'

const shown = { stem: 'Soal.', media: null }
/** In this candidate's order, which is not that of the keys. */
const options = ['d', 'a', 'c', 'b'].map((key) => ({ key, text: `Pilihan ${key}`, last: false }))
const prompts = ['x', 'y', 'z'].map((key) => ({ key, text: `Pernyataan ${key}` }))
const BODIES = {
  one: { kind: 'single-choice', ...shown, options },
  several: { kind: 'multiple-response', ...shown, options },
  truth: { kind: 'true-false', ...shown },
  matching: { kind: 'matching', ...shown, prompts, options },
  ordering: { kind: 'ordering', ...shown, options },
  number: { kind: 'numeric', ...shown, unit: 'kg' },
  short: { kind: 'short-text', ...shown },
  essay: { kind: 'essay', ...shown },
} as const satisfies Record<string, QuestionBody>
const body = (name: keyof typeof BODIES): QuestionBody => BODIES[name]

test.each<[keyof typeof BODIES, string, ResponseValue]>([
  ['one', 'b', { kind: 'single-choice', chosen: 'a' }],
  ['one', '  ', { kind: 'single-choice', chosen: null }],
  ['several', 'D, a', { kind: 'multiple-response', chosen: ['d', 'b'] }],
  ['several', 'add', { kind: 'multiple-response', chosen: ['d', 'b'] }],
  ['truth', 'b', { kind: 'true-false', chosen: true }],
  ['truth', 'S', { kind: 'true-false', chosen: false }],
  ['truth', '', { kind: 'true-false', chosen: null }],
  ['matching', 'A-a', { kind: 'matching', pairs: { x: 'd', z: 'd' } }],
  ['matching', '', { kind: 'matching', pairs: {} }],
  ['ordering', 'D C B A', { kind: 'ordering', order: ['b', 'c', 'a', 'd'] }],
  ['ordering', 'D--A', { kind: 'ordering', order: ['b', null, null, 'd'] }],
  ['ordering', '', { kind: 'ordering', order: [null, null, null, null] }],
  ['number', ' 12,5 ', { kind: 'numeric', text: '12,5' }],
  ['short', 'KMS', { kind: 'short-text', text: 'KMS' }],
  ['essay', 'Satu\r\ndua', { kind: 'essay', text: 'Satu\ndua' }],
])('%s: what was typed as %j is read with the letters of this paper', (name, typed, value) => {
  expect(readTyped(body(name), typed)).toEqual(accept(value))
})

test.each<[keyof typeof BODIES, string, EntryFault]>([
  ['one', 'E', 'unknown-letter'],
  ['one', '-', 'unknown-letter'],
  ['one', 'AB', 'one-letter'],
  ['several', 'A1', 'unknown-letter'],
  ['truth', 'T', 'true-or-false'],
  ['truth', 'BS', 'true-or-false'],
  ['matching', 'AB', 'letters-count'],
  ['matching', 'ABZ', 'unknown-letter'],
  ['ordering', 'ABC', 'letters-count'],
  ['ordering', 'ABCA', 'letter-twice'],
  ['number', '1'.repeat(41), 'too-long'],
  ['short', 'a'.repeat(201), 'too-long'],
  ['essay', 'a'.repeat(6001), 'too-long'],
  ['short', 'a\0b', 'unreadable'],
])('%s: %j is a fault at its question', (name, typed, fault) => {
  expect(readTyped(body(name), typed)).toEqual(refuse(fault))
})

const keys = fc.constantFrom('a', 'b', 'c', 'd')
const VALUES: Record<keyof typeof BODIES, fc.Arbitrary<ResponseValue>> = {
  one: fc.option(keys).map((chosen) => ({ kind: 'single-choice', chosen })),
  several: fc.record({ kind: fc.constant('multiple-response'), chosen: fc.subarray(options.map(({ key }) => key)) }),
  truth: fc.option(fc.boolean()).map((chosen) => ({ kind: 'true-false', chosen })),
  matching: fc.record({
    kind: fc.constant('matching'),
    pairs: fc.record({ x: keys, y: keys, z: keys }, { requiredKeys: [] }),
  }),
  ordering: fc
    .tuple(fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([order, kept]): ResponseValue => ({ kind: 'ordering', order: order.map((key, place) => (kept[place] ? key : null)) })),
  number: fc.record({ kind: fc.constant('numeric'), text: fc.stringMatching(/^\d{0,5}(,\d{1,2})?$/) }),
  short: fc.record({ kind: fc.constant('short-text'), text: fc.stringMatching(/^[A-Za-z]{0,20}$/) }),
  essay: fc.record({ kind: fc.constant('essay'), text: fc.stringMatching(/^[A-Za-z \n]{0,60}$/) }),
}
const paperOf = (names: readonly (keyof typeof BODIES)[]): PaperQuestion[] =>
  names.map((name, index) => ({ number: index + 1, position: names.length - index, body: body(name) }))
const NAMES = ['one', 'several', 'truth', 'matching', 'ordering', 'number', 'short', 'essay'] as const

describe('every answer', () => {
  test.each(NAMES)('%s: comes back as it was from what is typed for it', (name) => {
    fc.assert(
      fc.property(VALUES[name], (value) => {
        expect(readTyped(body(name), typedAs(body(name), value))).toEqual(accept(value))
      }),
    )
  })

  test('letters go on from A', () => {
    expect([0, 1, 5].map(letterOf)).toEqual(['A', 'B', 'F'])
  })
})

test.each<[ResponseValue, ResponseValue, boolean]>([
  [{ kind: 'essay', text: 'Rujuk  ke\npuskesmas. ' }, { kind: 'essay', text: 'Rujuk ke puskesmas.' }, true],
  [{ kind: 'essay', text: 'Rujuk' }, { kind: 'essay', text: 'rujuk' }, false],
  [{ kind: 'short-text', text: 'KMS' }, { kind: 'short-text', text: ' kms' }, true],
  [{ kind: 'short-text', text: 'KMS' }, { kind: 'short-text', text: 'KIA' }, false],
  [{ kind: 'numeric', text: '12,5' }, { kind: 'numeric', text: '12.5' }, true],
  [{ kind: 'numeric', text: '12,5' }, { kind: 'numeric', text: '125' }, false],
  [{ kind: 'single-choice', chosen: 'a' }, { kind: 'single-choice', chosen: null }, false],
  [{ kind: 'true-false', chosen: false }, { kind: 'true-false', chosen: null }, false],
  [{ kind: 'multiple-response', chosen: ['a', 'b'] }, { kind: 'multiple-response', chosen: ['b', 'a'] }, true],
])('%j and %j are the same reading: %j', (left, right, same) => {
  expect(isSameReading(left, right)).toBe(same)
  expect(isSameReading(right, left)).toBe(same)
})

const PAPER = paperOf(NAMES)
const entry: fc.Arbitrary<EntryAnswers> = fc
  .tuple(...NAMES.map((name) => VALUES[name]))
  .map((values) => Object.fromEntries(PAPER.map(({ position }, index) => [String(position), values[index] ?? { kind: 'essay', text: '' }])))

describe('two entries', () => {
  test('of the same differ nowhere, and then every answer is agreed', () => {
    fc.assert(
      fc.property(entry, (first) => {
        expect(differencesOf(PAPER, first, first)).toEqual([])
        const settled = settledAnswers(PAPER, first, first, new Map())
        expect(settled).toMatchObject({ ok: true })
        if (settled.ok)
          expect(settled.value.every(({ origin, position, value }) => origin === 'agreed' && value === first[position])).toBe(true)
      }),
    )
  })

  test('differ where the readings differ, whoever was first; what is settled answers every question once', () => {
    fc.assert(
      fc.property(entry, entry, (first, second) => {
        const positions = differencesOf(PAPER, first, second).map(({ position }) => position)
        expect(differencesOf(PAPER, second, first).map(({ position }) => position)).toEqual(positions)
        const bySecond = new Map(positions.map((position): [number, Reading] => [position, { from: 'second' }]))
        const settled = settledAnswers(PAPER, first, second, bySecond)
        if (!settled.ok) throw new Error('a difference stayed open')
        expect(settled.value.map(({ position }) => position)).toEqual(PAPER.map(({ position }) => position))
        for (const { position, value, origin } of settled.value) {
          expect(origin).toBe(positions.includes(position) ? 'second' : 'agreed')
          expect(value).toBe((positions.includes(position) ? second : first)[position])
        }
        const open = positions.slice(1)
        const oneOnly = new Map([...bySecond].slice(0, 1))
        if (open.length > 0)
          expect(settledAnswers(PAPER, first, second, oneOnly)).toEqual(refuse({ kind: 'open-differences', positions: open }))
      }),
    )
  })

  test('may both be wrong: then what the paper says is typed anew, and a reading for what was agreed changes nothing', () => {
    const paper = paperOf(['one', 'truth'])
    const first: EntryAnswers = { 1: { kind: 'true-false', chosen: true }, 2: { kind: 'single-choice', chosen: 'a' } }
    const second: EntryAnswers = { ...first, 2: { kind: 'single-choice', chosen: 'b' } }
    const readings = new Map<number, Reading>([
      [2, { from: 'reread', value: { kind: 'single-choice', chosen: 'c' } }],
      [1, { from: 'second' }],
    ])
    expect(settledAnswers(paper, first, second, readings)).toEqual(
      accept([
        { position: 2, value: { kind: 'single-choice', chosen: 'c' }, origin: 'reread' },
        { position: 1, value: { kind: 'true-false', chosen: true }, origin: 'agreed' },
      ]),
    )
  })

  test('a sheet is read as a whole: all faults at once, by position', () => {
    const typed = (position: number) => ({ 8: 'Z', 7: 'AB', 6: 'X' })[position] ?? ''
    expect(readEntry(PAPER, typed)).toEqual(
      refuse({
        kind: 'faults',
        faults: new Map([
          [8, 'unknown-letter'],
          [6, 'true-or-false'],
        ]),
      }),
    )
    const empty = readEntry(PAPER, () => '')
    expect(empty.ok && Object.keys(empty.value)).toHaveLength(PAPER.length)
  })
})
