import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIFFICULTIES, QUESTION_KINDS } from '../question-bank/question.ts'
import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { canonicalHash, textHash } from '../shared/canonical-hash.ts'
import { QuestionVersionId } from '../shared/id.ts'
import { type Blueprint, type BlueprintCell, type DrawableQuestion, fitsCell, questionTotal } from './blueprint.ts'
import { drawForms, type EnemyPair } from './draw-forms.ts'
import type { FormContent } from './exam-form.ts'

const seed = textHash('a seed')

function idOf(number: number): QuestionVersionId {
  return QuestionVersionId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
}

function question(number: number, traits: Partial<DrawableQuestion> = {}): DrawableQuestion {
  return {
    id: idOf(number),
    contentHash: `hash-${number}`,
    kind: 'single-choice',
    field: 'health',
    competency: 'a',
    difficulty: 'easy',
    ...traits,
  }
}

function cell(traits: Partial<BlueprintCell> = {}): BlueprintCell {
  return { field: 'health', competency: null, difficulty: null, kind: null, count: 1, pointsEach: '1', ...traits }
}

function blueprint(cells: BlueprintCell[], exposureCap: number | null = null): Blueprint {
  return { cells, exposureCap }
}

const anyQuestions = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...QUESTION_KINDS),
      field: fc.constantFrom(...SERVICE_FIELDS.slice(0, 2)),
      competency: fc.constantFrom('a', 'b'),
      difficulty: fc.constantFrom(...DIFFICULTIES),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((traits) => traits.map((each, place) => question(place + 1, each)))

const anyCells = fc.array(
  fc.record({
    field: fc.constantFrom(...SERVICE_FIELDS.slice(0, 2)),
    competency: fc.constantFrom('a', 'b', null),
    difficulty: fc.constantFrom(...DIFFICULTIES, null),
    kind: fc.constantFrom(...QUESTION_KINDS, 'automatic' as const, null),
    count: fc.integer({ min: 1, max: 4 }),
    pointsEach: fc.constantFrom('1', '2', '0.5'),
  }),
  { minLength: 1, maxLength: 6 },
)
const anySeed = fc.string().map(textHash)
const anyCap = fc.constantFrom(null, 1, 2)

/** Whether a form's items can be dealt to the cells with every cell full: found by trying, for small forms. */
function fills(cells: readonly BlueprintCell[], questions: readonly DrawableQuestion[]): boolean {
  const seats = cells.flatMap((each) => Array.from({ length: each.count }, () => each))
  const holder = new Map<number, number>()
  const place = (seat: number, tried: Set<number>): boolean => {
    for (const [at, each] of questions.entries()) {
      const wanted = seats[seat]
      if (wanted === undefined || tried.has(at) || !fitsCell(wanted, each)) continue
      tried.add(at)
      const held = holder.get(at)
      if (held === undefined || place(held, tried)) {
        holder.set(at, seat)
        return true
      }
    }
    return false
  }
  return questions.length === seats.length && seats.every((_, seat) => place(seat, new Set()))
}

function drawn(content: FormContent, questions: readonly DrawableQuestion[]): DrawableQuestion[] {
  return content.items.flatMap((item) => questions.find(({ id }) => id === item.questionVersionId) ?? [])
}

describe('drawing parallel forms', () => {
  test('every form fills every cell, holds no question twice, and no question stands in more forms than allowed', () => {
    fc.assert(
      fc.property(anyCells, anyQuestions, anySeed, fc.integer({ min: 1, max: 4 }), anyCap, (cells, questions, anyOne, formCount, cap) => {
        const result = drawForms(blueprint(cells, cap), questions, { formCount, seed: anyOne })
        if (!result.ok) return
        expect(result.value).toHaveLength(formCount)
        const uses = new Map<string, number>()
        for (const content of result.value) {
          const ids = content.items.map((item) => item.questionVersionId)
          expect(new Set(ids).size).toBe(ids.length)
          expect(content.items.map((item) => item.position)).toEqual(ids.map((_, place) => place + 1))
          expect(fills(cells, drawn(content, questions))).toBe(true)
          for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1)
        }
        for (const count of uses.values()) expect(count).toBeLessThanOrEqual(cap ?? formCount)
      }),
      { numRuns: 200 },
    )
  })

  test('a refusal without a cap is right, and names cells that share too few questions', () => {
    fc.assert(
      fc.property(anyCells, anyQuestions, anySeed, fc.integer({ min: 1, max: 3 }), anyCap, (cells, questions, anyOne, formCount, cap) => {
        const result = drawForms(blueprint(cells, cap), questions, { formCount, seed: anyOne })
        if (result.ok) return
        expect(result.refusal.length).toBeGreaterThan(0)
        for (const shortage of result.refusal) {
          if (shortage.kind !== 'too-few') throw new Error('no enemies were given')
          expect(shortage.available).toBeLessThan(shortage.needed)
          const named = shortage.cells.flatMap((place) => cells[place] ?? [])
          expect(shortage.needed).toBe(named.reduce((total, each) => total + each.count, 0))
          const shared = questions.filter((each) => named.some((one) => fitsCell(one, each)))
          expect(shortage.available).toBe(Math.floor((shared.length * Math.min(cap ?? formCount, formCount)) / formCount))
        }
      }),
      { numRuns: 200 },
    )
  })

  test('equal seeds and questions give equal forms, whatever the order of the questions', () => {
    fc.assert(
      fc.property(anyCells, anyQuestions, anySeed, anyCap, fc.infiniteStream(fc.nat()), (cells, questions, anyOne, cap, keys) => {
        const shuffled = questions
          .map((each) => ({ each, key: keys.next().value }))
          .sort((left, right) => left.key - right.key)
          .map(({ each }) => each)
        const once = drawForms(blueprint(cells, cap), questions, { formCount: 3, seed: anyOne })
        const again = drawForms(blueprint(cells, cap), shuffled, { formCount: 3, seed: anyOne })
        expect(again.ok).toBe(once.ok)
        if (!once.ok || !again.ok) return
        expect(again.value.map((content) => canonicalHash(content))).toEqual(once.value.map((content) => canonicalHash(content)))
      }),
      { numRuns: 100 },
    )
  })

  test('no form holds a pair of enemies, and forms without one are found whenever each cell has enough questions left', () => {
    const questions = Array.from({ length: 12 }, (_, place) => question(place + 1, { competency: place < 6 ? 'a' : 'b' }))
    const anyPairs = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), anySeed, anyPairs, (first, second, anyOne, numbers) => {
        const enemies = numbers.filter(([left, right]) => left !== right).map(([left, right]): EnemyPair => [idOf(left), idOf(right)])
        const cells = [cell({ competency: 'a', count: first }), cell({ competency: 'b', count: second })]
        const result = drawForms(blueprint(cells), questions, { formCount: 2, seed: anyOne, enemies })
        expect(result.ok).toBe(isFeasible(first, second, enemies))
        if (!result.ok) return
        for (const content of result.value) {
          const ids = new Set(content.items.map((item) => item.questionVersionId))
          expect(enemies.filter(([left, right]) => ids.has(left) && ids.has(right))).toEqual([])
        }
      }),
      { numRuns: 150 },
    )

    /** By trying all 4,096 sets of the twelve questions. */
    function isFeasible(first: number, second: number, enemies: readonly EnemyPair[]): boolean {
      return Array.from({ length: 4096 }, (_, set) => questions.filter((_each, place) => (set >> place) % 2 === 1)).some((chosen) => {
        const ids = new Set(chosen.map(({ id }) => id))
        const ofFirst = chosen.filter(({ competency }) => competency === 'a').length
        return ofFirst === first && chosen.length - ofFirst === second && !enemies.some(([left, right]) => ids.has(left) && ids.has(right))
      })
    }
  })

  test('overlapping cells are matched, not filled one after the other', () => {
    const questions = [question(1, { difficulty: 'easy' }), question(2, { difficulty: 'hard' })]
    const result = drawForms(blueprint([cell(), cell({ difficulty: 'easy' })]), questions, { formCount: 4, seed })
    expect(result.ok).toBe(true)
  })

  test('a cap is kept by looking at all forms together', () => {
    const questions = [
      question(1, { competency: 'a' }),
      question(2, { competency: 'a' }),
      question(3, { competency: 'b' }),
      question(4, { competency: 'b' }),
    ]
    const cells = [cell({ competency: 'a' }), cell()]
    expect(drawForms(blueprint(cells, 1), questions, { formCount: 2, seed }).ok).toBe(true)
    expect(drawForms(blueprint(cells, 1), questions.slice(0, 3), { formCount: 2, seed })).toEqual({
      ok: false,
      refusal: [{ kind: 'too-few', cells: [0, 1], needed: 2, available: 1 }],
    })
  })

  test('a cell that cannot be filled is named with what it needs and what there is', () => {
    const questions = [1, 2, 3, 4].map((number) => question(number))
    const result = drawForms(blueprint([cell({ field: 'social' }), cell({ count: 5 })]), [...questions, question(9, { field: 'social' })], {
      formCount: 2,
      seed,
    })
    expect(result).toEqual({ ok: false, refusal: [{ kind: 'too-few', cells: [1], needed: 5, available: 4 }] })
  })

  test('the least exposed questions come first: two forms share no question when the bank holds enough', () => {
    const questions = Array.from({ length: 20 }, (_, place) => question(place + 1))
    const result = drawForms(blueprint([cell({ count: 10 })]), questions, { formCount: 2, seed })
    const used = result.ok ? result.value.flatMap((content) => content.items.map((item) => item.questionVersionId)) : []
    expect(new Set(used).size).toBe(20)
  })

  test('another seed draws other questions', () => {
    const questions = Array.from({ length: 40 }, (_, place) => question(place + 1))
    const hashes = ['one', 'two', 'three'].map((text) => {
      const result = drawForms(blueprint([cell({ count: 10 })]), questions, { formCount: 1, seed: textHash(text) })
      return result.ok ? canonicalHash((result.value[0]?.items ?? []).map((item) => item.questionVersionId).sort()) : ''
    })
    expect(new Set(hashes).size).toBe(3)
  })

  test('enemies are parted when they can be, and named when they cannot', () => {
    const pair: EnemyPair = [idOf(1), idOf(2)]
    const cells = [cell({ count: 2 })]
    const three = [question(1), question(2), question(3)]
    expect(drawForms(blueprint(cells), three, { formCount: 3, seed, enemies: [pair] }).ok).toBe(true)
    expect(drawForms(blueprint(cells), three.slice(0, 2), { formCount: 1, seed, enemies: [pair] })).toEqual({
      ok: false,
      refusal: [{ kind: 'enemies', cells: [0], pairs: [pair] }],
    })
  })

  test('a form keeps fields together, essays at the end of theirs, and points exact', () => {
    const questions = SERVICE_FIELDS.flatMap((field, at) =>
      [0, 1, 2].map((number) => question(at * 3 + number + 1, { field, kind: number === 0 ? 'essay' : 'single-choice' })),
    )
    const cells = SERVICE_FIELDS.map((field) => cell({ field, count: 3, pointsEach: '2.5' }))
    const result = drawForms(blueprint(cells), questions, { formCount: 1, seed })
    const items = result.ok ? (result.value[0]?.items ?? []) : []
    expect(items.map((item) => item.field)).toEqual(SERVICE_FIELDS.flatMap((field) => [field, field, field]))
    expect(items.filter((_, place) => place % 3 === 2).map((item) => item.kind)).toEqual(SERVICE_FIELDS.map(() => 'essay'))
    expect(new Set(items.map((item) => item.points))).toEqual(new Set(['630000']))
  })

  test('a city exam of 60 questions and 8 forms is drawn in a moment', () => {
    const questions = Array.from({ length: 240 }, (_, place) =>
      question(place + 1, { field: SERVICE_FIELDS[place % 6] ?? 'health', difficulty: DIFFICULTIES[place % 3] ?? 'easy' }),
    )
    const cells = SERVICE_FIELDS.flatMap((field, at) => [
      cell({ field, count: 6 }),
      cell({ field, difficulty: DIFFICULTIES[at % 3] ?? 'easy', count: 4 }),
    ])
    expect(questionTotal(blueprint(cells))).toBe(60)
    const startedAt = performance.now()
    const result = drawForms(blueprint(cells), questions, {
      formCount: 8,
      seed,
      enemies: [
        [idOf(1), idOf(19)],
        [idOf(2), idOf(20)],
      ],
    })
    expect(result.ok).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})
