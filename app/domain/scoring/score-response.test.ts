import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AnswerKey, CREDIT_RULES } from '../question-bank/question.ts'
import type { ResponseValue } from '../question-bank/response.ts'
import { UNITS_PER_POINT, wholePoints } from '../shared/points.ts'
import { creditOf } from './partial-credit.ts'
import { scoreResponse } from './score-response.ts'

const ONE = wholePoints(1)
const scored = (points: bigint) => ({ kind: 'scored', points })
const numeric = (correct: string, tolerance: string): AnswerKey => ({ kind: 'numeric', correct, tolerance })

describe('numbers', () => {
  test.each<[string, string, string, boolean]>([
    ['1,5', '1.5', '0', true],
    ['1.5', '1.5', '0', true],
    [' 1,50 ', '1.5', '0', true],
    ['+1.5', '1.5', '0', true],
    ['-2', '-2', '0', true],
    ['\u22122', '-2', '0', true],
    ['01,5', '1.5', '0', true],
    ['0.3', '0.1', '0.2', true],
    ['0,30001', '0.1', '0.2', false],
    ['12,4', '12.5', '0.1', true],
    ['12,39', '12.5', '0.1', false],
    ['300.000', '300000', '0', true],
    ['1.000.000', '1000000', '0', true],
    ['1.500,5', '1500.5', '0', true],
    ['1.500', '1.5', '0', true],
    ['1,500', '1500', '0', false],
    ['', '0', '0', false],
    ['nol', '0', '0', false],
    ['1 5', '15', '0', false],
    ['1e1', '10', '0', false],
    ['0x10', '16', '0', false],
    ['1,5,5', '1.55', '0', false],
    ['--1', '1', '0', false],
    ['Infinity', '1', '0', false],
    ['1/2', '0.5', '0', false],
    [',', '0', '0', false],
  ])('%j against %s within %s: %s', (text, correct, tolerance, isRight) => {
    expect(scoreResponse(numeric(correct, tolerance), { kind: 'numeric', text }, ONE, 0)).toEqual(scored(isRight ? ONE : 0n))
  })

  test('comma and point never differ, and the tolerance is met to the last decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 9999 }), (thousandths, tolerance) => {
        const write = (value: number) =>
          `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 10_000)}.${String(Math.abs(value) % 10_000).padStart(4, '0')}`
        const key = numeric(write(thousandths), write(tolerance))
        for (const [text, isRight] of [
          [write(thousandths + tolerance), true],
          [write(thousandths - tolerance), true],
          [write(thousandths + tolerance + 1), false],
          [write(thousandths - tolerance - 1), false],
        ] as const) {
          expect(scoreResponse(key, { kind: 'numeric', text }, ONE, 0)).toEqual(scored(isRight ? ONE : 0n))
          expect(scoreResponse(key, { kind: 'numeric', text: text.replace('.', ',') }, ONE, 0)).toEqual(scored(isRight ? ONE : 0n))
        }
      }),
    )
  })
})

describe('short texts', () => {
  const key: AnswerKey = { kind: 'short-text', accepted: ['Buku KIA', 'caf\u00e9'] }
  test.each<[string, boolean]>([
    ['Buku KIA', true],
    ['  buku \t kia\n', true],
    ['BUKU KIA', true],
    ['bukukia', false],
    ['buku', false],
    ['CAFE\u0301', true],
    ['cafe', false],
    ['   ', false],
  ])('%j: %s', (text, isRight) => {
    expect(scoreResponse(key, { kind: 'short-text', text }, ONE, 0)).toEqual(scored(isRight ? ONE : 0n))
  })
})

describe('one right answer', () => {
  test.each<[AnswerKey, ResponseValue | null, bigint]>([
    [{ kind: 'single-choice', correct: 'b' }, { kind: 'single-choice', chosen: 'b' }, ONE],
    [{ kind: 'single-choice', correct: 'b' }, { kind: 'single-choice', chosen: 'a' }, 0n],
    [{ kind: 'single-choice', correct: 'b' }, { kind: 'single-choice', chosen: null }, 0n],
    [{ kind: 'single-choice', correct: 'b' }, null, 0n],
    [{ kind: 'true-false', correct: false }, { kind: 'true-false', chosen: false }, ONE],
    [{ kind: 'true-false', correct: false }, { kind: 'true-false', chosen: null }, 0n],
    [{ kind: 'true-false', correct: true }, { kind: 'single-choice', chosen: 'b' }, 0n],
  ])('%j answered with %j', (key, response, points) => {
    expect(scoreResponse(key, response, ONE, 4)).toEqual(scored(points))
  })
})

describe('an essay', () => {
  const key: AnswerKey = {
    kind: 'essay',
    modelAnswer: 'x',
    rubric: {
      criteria: [
        {
          key: 'isi',
          name: 'Isi',
          levels: [
            { points: 0, description: 'a' },
            { points: 2, description: 'b' },
          ],
        },
      ],
    },
  }
  test('with any text waits for a person and is never 0', () => {
    expect(scoreResponse(key, { kind: 'essay', text: 'ya' }, ONE, 0)).toEqual({ kind: 'unmarked' })
  })
  test.each<[ResponseValue | null]>([[null], [{ kind: 'essay', text: ' \n ' }]])(
    'that is empty earns nothing and needs no marker: %j',
    (response) => {
      expect(scoreResponse(key, response, ONE, 0)).toEqual(scored(0n))
    },
  )
})

describe('several right answers', () => {
  const OPTIONS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const cases = fc.integer({ min: 4, max: 8 }).chain((count) =>
    fc.record({
      options: fc.constant(OPTIONS.slice(0, count)),
      correct: fc.subarray(OPTIONS.slice(0, count), { minLength: 1 }),
      chosen: fc.subarray(OPTIONS.slice(0, count)),
      credit: fc.constantFrom(...CREDIT_RULES),
      maximum: fc.integer({ min: 1, max: 20 }),
    }),
  )
  type Case = { options: string[]; correct: string[]; chosen: string[]; credit: (typeof CREDIT_RULES)[number]; maximum: number }
  const pointsOf = ({ options, correct, chosen, credit, maximum }: Case): bigint => {
    const result = scoreResponse(
      { kind: 'multiple-response', correct, credit },
      { kind: 'multiple-response', chosen },
      wholePoints(maximum),
      options.length,
    )
    if (result.kind !== 'scored') throw new Error('a selection is scored')
    return result.points
  }

  test('earn from 0 to the maximum, and the maximum for the right set and for no other', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const points = pointsOf(each)
        expect(points >= 0n && points <= wholePoints(each.maximum)).toBe(true)
        expect(points === wholePoints(each.maximum)).toBe([...each.chosen].sort().join() === [...each.correct].sort().join())
      }),
    )
  })

  test('one more right option never earns less', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const missing = each.correct.find((option) => !each.chosen.includes(option))
        if (missing !== undefined) expect(pointsOf({ ...each, chosen: [...each.chosen, missing] }) >= pointsOf(each)).toBe(true)
      }),
    )
  })

  test('one more wrong option never earns more', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const wrong = each.options.find((option) => !each.correct.includes(option) && !each.chosen.includes(option))
        if (wrong !== undefined && each.chosen.length > 0)
          expect(pointsOf({ ...each, chosen: [...each.chosen, wrong] }) <= pointsOf(each)).toBe(true)
      }),
    )
  })

  test('the order of options, of the key and of the choice does not matter, nor does a choice sent twice', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const turned = {
          ...each,
          correct: [...each.correct].reverse(),
          chosen: [...each.chosen].reverse().flatMap((option) => [option, option]),
        }
        expect(pointsOf(turned)).toBe(pointsOf(each))
      }),
    )
  })

  test('choosing nothing earns nothing under every rule', () => {
    for (const credit of CREDIT_RULES) expect(pointsOf({ options: OPTIONS, correct: ['a'], chosen: [], credit, maximum: 1 })).toBe(0n)
  })

  test('every credit of up to 8 options is exact in 1/252,000 but 36/49', () => {
    const inexact = new Set<string>()
    for (let options = 4; options <= 8; options += 1)
      for (let correct = 1; correct <= options; correct += 1)
        for (let right = 0; right <= correct; right += 1)
          for (let wrong = 0; wrong <= options - correct; wrong += 1)
            for (const rule of CREDIT_RULES) {
              const { numerator, denominator } = creditOf(rule, { options, correct, right, wrong })
              if (UNITS_PER_POINT % denominator !== 0n) inexact.add(`${rule} ${numerator}/${denominator}`)
            }
    expect([...inexact]).toEqual(['coverage 36/49'])
  })
})

describe('matching', () => {
  const key = (credit: 'all-or-nothing' | 'each-decision'): AnswerKey => ({ kind: 'matching', pairs: { x: 'a', y: 'b', z: 'a' }, credit })
  test.each<[Record<string, string>, bigint, bigint]>([
    [{ x: 'a', y: 'b', z: 'a' }, ONE, ONE],
    [{ x: 'a', y: 'a', z: 'a' }, (ONE * 2n) / 3n, 0n],
    [{ y: 'b' }, ONE / 3n, 0n],
    [{ x: 'b', y: 'a', z: 'b' }, 0n, 0n],
    [{}, 0n, 0n],
  ])('%j earns %s by prompt and %s as a whole', (pairs, each, all) => {
    expect(scoreResponse(key('each-decision'), { kind: 'matching', pairs }, ONE, 2)).toEqual(scored(each))
    expect(scoreResponse(key('all-or-nothing'), { kind: 'matching', pairs }, ONE, 2)).toEqual(scored(all))
  })
})

describe('ordering', () => {
  const RULES = ['all-or-nothing', 'net-correct', 'each-decision'] as const
  const key = (credit: (typeof RULES)[number], order: string[] = ['a', 'b', 'c', 'd']): AnswerKey => ({ kind: 'ordering', order, credit })
  test.each<[(string | null)[], number, number, number]>([
    [['a', 'b', 'c', 'd'], 6, 6, 6],
    [['b', 'a', 'c', 'd'], 0, 4, 5],
    [['d', 'a', 'b', 'c'], 0, 0, 3],
    [['d', 'c', 'b', 'a'], 0, 0, 0],
    [['a', 'b', null, null], 0, 1, 1],
    [[null, 'a', null, 'd'], 0, 1, 1],
    [['a', null, null, null], 0, 0, 0],
    [[null, null, null, null], 0, 0, 0],
  ])('%j earns %i as a whole, %i net and %i by pair, in sixths', (order, all, net, each) => {
    for (const [index, sixths] of [all, net, each].entries()) {
      expect(scoreResponse(key(RULES[index] ?? 'net-correct'), { kind: 'ordering', order }, ONE, 4)).toEqual(
        scored((ONE * BigInt(sixths)) / 6n),
      )
    }
  })

  test('net is what is right less what is wrong, every credit is exact, and only the right order has all of it', () => {
    const options = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const cases = fc.integer({ min: 3, max: 8 }).chain((count) => fc.shuffledSubarray(options.slice(0, count), { minLength: count }))
    fc.assert(
      fc.property(cases, (order) => {
        const right = [...order].sort()
        const [all, net, each] = RULES.map((rule) => {
          const result = scoreResponse(key(rule, right), { kind: 'ordering', order }, ONE, order.length)
          return result.kind === 'scored' ? result.points : -1n
        })
        const isRight = order.join() === right.join()
        expect(all).toBe(isRight ? ONE : 0n)
        expect(each === ONE).toBe(isRight)
        expect(net).toBe(2n * (each ?? 0n) > ONE ? 2n * (each ?? 0n) - ONE : 0n)
      }),
    )
  })
})
