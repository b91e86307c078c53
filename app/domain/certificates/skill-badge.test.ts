import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FormContent } from '../assembly/exam-form.ts'
import type { CompetencyFramework } from '../roster/competency-framework.ts'
import { QuestionVersionId } from '../shared/id.ts'
import { fraction, UNITS_PER_POINT } from '../shared/points.ts'
import { refuse } from '../shared/result.ts'
import {
  BadgeContent,
  badgeCode,
  badgeFor,
  badgeFromCode,
  competencyStandings,
  earnedBadges,
  groupStandings,
  underAsked,
} from './skill-badge.ts'

const rules = [
  { level: 'purwa', name: 'Purwa', required: ['management', 'infant_toddler'], anyOf: 1 },
  { level: 'madya', name: 'Madya', required: ['management', 'infant_toddler'], anyOf: 2 },
  {
    level: 'utama',
    name: 'Utama',
    required: ['management', 'infant_toddler', 'pregnancy_nursing', 'school_age_teen', 'adult_elderly'],
    anyOf: 0,
  },
]
const whole = (...groups: string[]) => groups.map((group) => ({ group, held: 4, competencies: 4 }))

describe('badges by the framework’s table', () => {
  test.each([
    [['management', 'infant_toddler'], []],
    [['management', 'infant_toddler', 'adult_elderly'], ['purwa']],
    [
      ['management', 'infant_toddler', 'adult_elderly', 'school_age_teen'],
      ['purwa', 'madya'],
    ],
    [['management', 'pregnancy_nursing', 'adult_elderly', 'school_age_teen'], []],
    [
      ['management', 'infant_toddler', 'pregnancy_nursing', 'school_age_teen', 'adult_elderly'],
      ['purwa', 'madya', 'utama'],
    ],
    [[], []],
  ])('%j earns %j', (groups, levels) => {
    expect(earnedBadges(rules, whole(...groups)).map(({ level }) => level)).toEqual(levels)
  })

  test('a group counts only when all of its competencies are held, and an empty group never', () => {
    const standings = [
      ...whole('management', 'infant_toddler'),
      { group: 'adult_elderly', held: 4, competencies: 5 },
      { group: 'empty', held: 0, competencies: 0 },
    ]
    expect(earnedBadges(rules, standings)).toEqual([])
  })

  test('standings follow from the competencies that are held', () => {
    const groups = [
      {
        code: 'a',
        field: 'health' as const,
        name: 'A',
        competencies: [
          { code: 'a1', name: '1' },
          { code: 'a2', name: '2' },
        ],
      },
    ]
    expect(groupStandings({ groups }, new Set(['a2', 'x']))).toEqual([{ group: 'a', held: 1, competencies: 2 }])
  })
})

const ONE = UNITS_PER_POINT
/** A form that asks these competencies in this order, one point each unless said otherwise. */
const formOf = (competencies: readonly string[], points: readonly bigint[] = []): FormContent => ({
  items: competencies.map((competency, index) => ({
    position: index + 1,
    questionVersionId: QuestionVersionId.parse('0b8f1c52-6a1e-4a77-9a45-1f6d7c9a0001'),
    contentHash: 'a',
    kind: 'single-choice',
    field: 'health',
    competency,
    difficulty: 'easy',
    points: (points[index] ?? ONE).toString(),
  })),
})
const earning = (...points: (bigint | null)[]) => new Map(points.map((each, index) => [index + 1, each]))
const rule = { competencyThreshold: '60', competencyMinimumQuestions: 2 }

describe('a competency counts as held', () => {
  test.each([
    ['every point', [ONE, ONE], true],
    ['exactly the threshold', [ONE, (ONE * 2n) / 10n], true],
    ['one unit below the threshold', [ONE, (ONE * 2n) / 10n - 1n], false],
    ['nothing', [0n, 0n], false],
  ] as const)('with %s of two questions', (_, points, held) => {
    expect(competencyStandings(formOf(['a', 'a']), earning(...points), rule).get('a')?.held).toBe(held)
  })

  test.each([
    ['one question too few', ['a'], [ONE], undefined, false],
    ['as many as the rule wants', ['a', 'a'], [ONE, ONE], undefined, true],
    ['a second one that nobody has marked yet', ['a', 'a'], [ONE, null], undefined, false],
    ['a second one that is worth nothing', ['a', 'a'], [ONE, 0n], [ONE, 0n], false],
  ] as const)('with %s', (_, asked, points, worth, held) => {
    expect(competencyStandings(formOf(asked, worth), earning(...points), rule).get('a')?.held).toBe(held)
  })

  test('by the points of its own questions alone, weighed by what they are worth, and exactly', () => {
    const standings = competencyStandings(formOf(['a', 'b', 'a'], [ONE * 2n, ONE, ONE]), earning(ONE * 2n, 0n, 0n), rule)
    expect(standings.get('a')).toEqual({ questions: 2, score: fraction(200n, 3n), held: true })
    expect(standings.get('b')).toEqual({ questions: 1, score: fraction(0n, 1n), held: false })
    expect(standings.has('c')).toBe(false)
  })
})

const framework: CompetencyFramework = {
  code: 'uji',
  version: 3,
  status: 'in-force',
  title: 'Kerangka uji',
  fields: [{ code: 'health', name: 'Kesehatan' }],
  groups: ['a', 'b', 'c', 'd'].map((code) => ({
    code,
    field: 'health' as const,
    name: code.toUpperCase(),
    competencies: [
      { code: `${code}1`, name: `${code} satu` },
      { code: `${code}2`, name: `${code} dua` },
    ],
  })),
  badges: [
    { level: 'purwa', name: 'Purwa', required: ['a', 'b'], anyOf: 1 },
    { level: 'madya', name: 'Madya', required: ['a', 'b'], anyOf: 2 },
  ],
}
const everything = framework.groups.flatMap(({ competencies }) => competencies.map(({ code }) => code))
const once = { competencyThreshold: '60', competencyMinimumQuestions: 1 }
const without = (...missed: string[]) => earning(...everything.map((code) => (missed.includes(code) ? 0n : ONE)))

describe('the badge of one sitting', () => {
  test('is the highest level earned, with its complete groups and the rule it was earned by', () => {
    const badge = badgeFor(framework, formOf(everything), without('d2'), once)
    expect(badge).toMatchObject({
      ok: true,
      value: {
        level: 'purwa',
        name: 'Purwa',
        framework: { code: 'uji', version: 3, title: 'Kerangka uji' },
        rule: { threshold: '60', minimumQuestions: 1 },
        groups: [{ code: 'a' }, { code: 'b' }, { code: 'c' }],
      },
    })
    if (!badge.ok) throw new Error('no badge')
    expect(badge.value.groups[0]?.competencies[0]).toEqual({ code: 'a1', name: 'a satu', score: '100.00', questions: 1 })
    expect(BadgeContent.parse(badge.value)).toEqual(badge.value)
    expect(badgeFor(framework, formOf(everything), without(), once)).toMatchObject({ value: { level: 'madya' } })
  })

  test.each([
    ['a required group lacks one competency', without('a1'), once, 'badge-not-earned'],
    ['too few other groups are complete', without('c1', 'd1'), once, 'badge-not-earned'],
    ['every competency was asked about too little', without(), { ...once, competencyMinimumQuestions: 2 }, 'badge-not-earned'],
  ] as const)('is none where %s', (_, points, by, kind) => {
    expect(badgeFor(framework, formOf(everything), points, by)).toEqual(refuse({ kind }))
  })

  test('is none by a draft, which may still change, and none without a framework', () => {
    for (const each of [null, { ...framework, status: 'draft' as const }])
      expect(badgeFor(each, formOf(everything), without(), once)).toEqual(refuse({ kind: 'no-framework' }))
  })

  test('never falls when a place of the form earns more', () => {
    const rank = (points: readonly bigint[]) => {
      const badge = badgeFor(framework, formOf(everything), earning(...points), once)
      return badge.ok ? framework.badges.findIndex(({ level }) => level === badge.value.level) + 1 : 0
    }
    const places = fc.array(fc.bigInt({ min: 0n, max: ONE }), { minLength: everything.length, maxLength: everything.length })
    fc.assert(
      fc.property(places, fc.nat(everything.length - 1), (points, place) => {
        expect(rank(points.map((each, at) => (at === place ? ONE : each)))).toBeGreaterThanOrEqual(rank(points))
      }),
    )
  })

  test('what a form asks too little about is named in the framework’s order', () => {
    const form = formOf(['d1', 'a1', 'a1', 'b1', 'b1'])
    expect(underAsked(framework, form, rule).map(({ code }) => code)).toEqual(['a2', 'b2', 'c1', 'c2', 'd1', 'd2'])
    expect(underAsked(framework, form, once).map(({ code }) => code)).toEqual(['a2', 'b2', 'c1', 'c2', 'd2'])
  })

  test('its code names framework, version and level, and nothing else is one', () => {
    expect(badgeCode({ framework, level: 'purwa' })).toBe('uji.3.purwa')
    expect(badgeFromCode('uji.3.purwa')).toEqual({ framework: 'uji', version: 3, level: 'purwa' })
    for (const text of ['', 'uji', 'uji.0.purwa', 'uji.3.', 'uji.3.pur/wa', 'uji.3.purwa.x', 'Uji.3.purwa'])
      expect(badgeFromCode(text)).toBeNull()
  })
})
