import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventEvidence } from './answer-events.ts'
import { boundsOf, lastMoment, weighLateEvent } from './late-evidence.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const fromNoon = (seconds: number) => new Date(noon.getTime() + seconds * 1000)
const ending = { deadline: noon, graceSeconds: 30, effectiveEnd: null }

/** Heard a receipt at second 100 of the page, made the event at 160, reached the server at 1000: all one life of the page. */
const evidence: EventEvidence = { life: 'one', mono: 160_000, receipt: 'r', heard: 100_000, sent: { life: 'one', mono: 1_000_000 } }
const weighed = (changes: {
  evidence?: Partial<EventEvidence> | null
  receiptAt?: Date | null
  receivedAt?: Date
  minutes?: number
  end?: Date
}) =>
  weighLateEvent(
    {
      evidence: changes.evidence === null ? null : { ...evidence, ...changes.evidence },
      receiptAt: changes.receiptAt === undefined ? fromNoon(-300) : changes.receiptAt,
      receivedAt: changes.receivedAt ?? fromNoon(600),
    },
    { ...ending, effectiveEnd: changes.end ?? null },
    changes.minutes ?? 20,
  )

describe('an event that came late', () => {
  test('is bounded by the receipt before it and the arrival after it', () => {
    expect(weighed({})).toEqual({ earliest: fromNoon(-240), latest: fromNoon(-240), gapSeconds: 900, verdict: 'bounded', why: null })
  })

  test.each([
    ['was made within the grace', { evidence: { mono: 430_000 }, receiptAt: fromNoon(-300) }, 'bounded', null],
    ['was made a second after the grace', { evidence: { mono: 431_000 } }, 'asks-a-person', 'after-the-end'],
    ['follows a silence of exactly the longest', { minutes: 15 }, 'bounded', null],
    ['follows a longer silence', { minutes: 14 }, 'asks-a-person', 'long-gap'],
    ['never counts by itself where the policy allows no silence', { minutes: 0 }, 'asks-a-person', 'long-gap'],
    ['has a receipt that is none of this attempt', { receiptAt: null }, 'asks-a-person', 'no-receipt'],
    ['was sent by another life of the page', { evidence: { sent: { life: 'two', mono: 5 } } }, 'asks-a-person', 'no-counter'],
    ['was made, by its counter, after it was sent', { evidence: { mono: 2_000_000, heard: null } }, 'asks-a-person', 'no-counter'],
    ['comes without testimony', { evidence: null }, 'asks-a-person', 'no-counter'],
    ['says less time went by than the receipt proves', { evidence: { mono: 900_000, heard: 0 } }, 'asks-a-person', 'contradiction'],
    ['follows a receipt from after the end', { receiptAt: fromNoon(31), evidence: { heard: null } }, 'asks-a-person', 'contradiction'],
    ['was made after its exam was handed in early', { end: fromNoon(-241) }, 'asks-a-person', 'after-the-end'],
    ['was made before its exam was handed in early', { end: fromNoon(-239) }, 'bounded', null],
  ])('%s', (_, changes, verdict, why) => {
    expect(weighed(changes)).toMatchObject({ verdict, why })
  })

  test('that a new life of the page sent is bounded from below alone, by the receipt', () => {
    expect(boundsOf({ evidence: { ...evidence, sent: { life: 'two', mono: 5 } }, receiptAt: noon, receivedAt: fromNoon(60) })).toEqual({
      earliest: fromNoon(60),
      latest: null,
    })
  })
})

describe('for an honest device', () => {
  const seconds = (most: number) => fc.integer({ min: 0, max: most })
  test('the bounds hold the true moment, however slow the network and however long the device slept', () => {
    fc.assert(
      fc.property(
        seconds(3000),
        seconds(3000),
        seconds(600),
        seconds(600),
        seconds(60),
        (toEvent, toSending, sleptBefore, sleptAfter, way) => {
          // True seconds since the receipt's time; the page's counter misses what the device slept, and hears late.
          const made = toEvent + sleptBefore + way
          const sent = made + toSending + sleptAfter
          const { earliest, latest } = boundsOf({
            evidence: {
              life: 'one',
              heard: 0,
              mono: toEvent * 1000,
              receipt: 'r',
              sent: { life: 'one', mono: (toEvent + toSending) * 1000 },
            },
            receiptAt: noon,
            receivedAt: fromNoon(sent + way),
          })
          expect(earliest?.getTime()).toBeLessThanOrEqual(fromNoon(made).getTime())
          expect(latest?.getTime()).toBeGreaterThanOrEqual(fromNoon(made).getTime())
        },
      ),
    )
  })

  test('what was made after the end is never let in by itself', () => {
    fc.assert(
      fc.property(seconds(3000), seconds(3000), seconds(600), seconds(60), (toEvent, toSending, slept, way) => {
        const made = toEvent + slept + way
        const verdict = weighLateEvent(
          {
            evidence: {
              life: 'one',
              heard: 0,
              mono: toEvent * 1000,
              receipt: 'r',
              sent: { life: 'one', mono: (toEvent + toSending) * 1000 },
            },
            receiptAt: noon,
            receivedAt: fromNoon(made + toSending + way),
          },
          { deadline: fromNoon(made - 31), graceSeconds: 30, effectiveEnd: null },
          240,
        )
        expect(verdict.verdict).toBe('asks-a-person')
      }),
    )
  })
})

test.each([
  [null, 30],
  [0, 30],
  [-1, -1],
])('work that ended %s seconds from the deadline could last until %s seconds from it', (end, last) => {
  expect(lastMoment({ ...ending, effectiveEnd: end === null ? null : fromNoon(end) })).toEqual(fromNoon(last))
})
