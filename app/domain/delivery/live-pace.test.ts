import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Pace, type PaceStep, paceChange, paceWake, QUIET } from './live-pace.ts'

const APART = 1_000

describe('how changes are told', () => {
  const told = (toldAt: number): Pace => ({ toldAt, isDue: false })
  const cases: [string, Pace, number, PaceStep][] = [
    ['the first at once', QUIET, 500, { pace: told(500), tells: true, wakeIn: null }],
    ['the next one waits for the rest of the second', told(500), 800, { pace: { toldAt: 500, isDue: true }, tells: false, wakeIn: 700 }],
    [
      'what comes meanwhile goes with it',
      { toldAt: 500, isDue: true },
      900,
      { pace: { toldAt: 500, isDue: true }, tells: false, wakeIn: null },
    ],
    ['after a second at once again', told(500), 1_500, { pace: told(1_500), tells: true, wakeIn: null }],
    [
      'a clock that went back makes nobody wait longer',
      told(9_000),
      500,
      { pace: { toldAt: 9_000, isDue: true }, tells: false, wakeIn: APART },
    ],
  ]
  test.each(cases)('%s', (_, pace, at, step) => {
    expect(paceChange(pace, at, APART)).toEqual(step)
  })

  test('waking tells what is due, and nothing when nothing is', () => {
    expect(paceWake({ toldAt: 500, isDue: true }, 1_500)).toEqual({ pace: told(1_500), tells: true, wakeIn: null })
    expect(paceWake(told(500), 1_500)).toMatchObject({ tells: false, pace: told(500) })
  })

  test('words lie a second apart, and each change is followed by a word within a second', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 60 }), (gaps) => {
        let at = 0
        const changes = gaps.map((gap) => (at += gap))
        const words = wordsAfter(changes)
        expect(words.every((word, place) => place === 0 || word - (words[place - 1] ?? 0) >= APART)).toBe(true)
        expect(changes.every((change) => words.some((word) => word >= change && word <= change + APART))).toBe(true)
      }),
    )
  })
})

/** Plays the changes on a clock of its own. */
function wordsAfter(changes: readonly number[]): number[] {
  const words: number[] = []
  let pace = QUIET
  let wakeAt: number | null = null
  const apply = (step: PaceStep, at: number) => {
    pace = step.pace
    if (step.tells) words.push(at)
    if (step.wakeIn !== null) wakeAt = at + step.wakeIn
  }
  const wakeUntil = (until: number) => {
    if (wakeAt === null || wakeAt > until) return
    const at = wakeAt
    wakeAt = null
    apply(paceWake(pace, at), at)
  }
  for (const change of changes) {
    wakeUntil(change)
    apply(paceChange(pace, change, APART), change)
  }
  wakeUntil(Number.POSITIVE_INFINITY)
  return words
}
