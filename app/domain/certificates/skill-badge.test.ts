import { describe, expect, test } from 'vitest'
import { earnedBadges, groupStandings } from './skill-badge.ts'

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
