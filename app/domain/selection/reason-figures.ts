import type { ServiceField } from '../roster/service-field.ts'
import { fractionOf } from '../scoring/result-breakdown.ts'
import type { Locale } from '../shared/calendar.ts'
import { type Fraction, formatFraction } from '../shared/points.ts'
import type { Explanation, SelectionOutcome } from './selection-outcome.ts'

/** An explanation with its scores written out: what the words make sentences of. */
export type ReasonFigures = Pick<
  Explanation,
  'code' | 'decidedBy' | 'ranked' | 'quota' | 'sameScore' | 'reservePlace' | 'group' | 'fields' | 'missing'
> & {
  readonly rank: number | null
  readonly score: string | null
  readonly lastSelectedScore: string | null
  readonly field: ServiceField | null
  readonly below: readonly { readonly what: ServiceField | 'total'; readonly score: string; readonly threshold: string }[]
}

/** Two places are enough to read; a score that rounds to the one it stands below is written with as many as it takes to differ. */
export function reasonFigures({ rank, score, field, explanation }: SelectionOutcome, locale: Locale): ReasonFigures {
  const { lastSelectedScore, below, ...rest } = explanation
  const own = score === null ? null : fractionOf(score)
  const last = lastSelectedScore === null ? null : fractionOf(lastSelectedScore)
  const [ownText, lastText] =
    own !== null && last !== null ? textsApart(own, last, locale) : [own && scoreText(own, locale), last && scoreText(last, locale)]
  return {
    ...rest,
    rank,
    field,
    score: ownText,
    lastSelectedScore: lastText,
    below: below.map((each) => ({
      what: each.what,
      score: cutText(fractionOf(each.score), locale),
      threshold: locale === 'id' ? each.threshold.replace('.', ',') : each.threshold,
    })),
  }
}

/** `81,25`; of 100. */
export function scoreText(score: Fraction, locale: Locale): string {
  return formatFraction(score, 2, locale === 'id' ? ',' : '.')
}

/** Cut off, not rounded, so that a score below a threshold never looks as if it reached it. */
function cutText({ numerator, denominator }: Fraction, locale: Locale): string {
  return scoreText({ numerator: (numerator * 100n) / denominator, denominator: 100n }, locale)
}

const MOST_PLACES = 12

function textsApart(one: Fraction, other: Fraction, locale: Locale): readonly [string, string] {
  const isEqual = one.numerator * other.denominator === other.numerator * one.denominator
  const separator = locale === 'id' ? ',' : '.'
  for (let places = 2; ; places += 1) {
    const texts = [formatFraction(one, places, separator), formatFraction(other, places, separator)] as const
    if (isEqual || texts[0] !== texts[1] || places === MOST_PLACES) return texts
  }
}

/** `2.650`, `-1.200`: whole numbers with marks between thousands. */
export function countText(value: number, locale: Locale): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, locale === 'id' ? '.' : ',')
}

/** `Rp9.540.000.000`, `−Rp1.200.000` */
export function rupiahText(value: number, locale: Locale): string {
  return `${value < 0 ? '−' : ''}Rp${countText(Math.abs(value), locale)}`
}
