import type { Distribution } from '#app/domain/analytics/distribution.ts'
import { figureText, inPercent, intervalText, shareText, signedIntervalText, signedText } from '#app/domain/analytics/figure-text.ts'
import { type Difference, meanInterval, wilsonInterval } from '#app/domain/analytics/intervals.ts'
import type { PeriodComparison } from '#app/domain/analytics/period-comparison.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { DataTable } from '../ui/table.tsx'

export type ComparedSide = {
  readonly name: string
  /** Of 100, a decimal with a point. */
  readonly cut: string
  readonly distribution: Distribution
}

type FigureRow = { readonly key: string; readonly label: string; readonly now: string; readonly other: string; readonly difference: string }
type CompareFiguresProps = {
  readonly now: ComparedSide
  readonly other: ComparedSide
  readonly comparison: Pick<PeriodComparison, 'meanDifference' | 'passedDifference'>
  readonly isField: boolean
}

/** The figures of two exams, with the difference where it has an interval. */
export function CompareFigures({ now, other, comparison, isField }: CompareFiguresProps) {
  const words = useWords(analyticsWords).distribution
  const { compare, regions } = useWords(distributionPageWords)
  const locale = useLocale()
  const row = (key: string, label: string, figure: (side: ComparedSide) => string, difference = '–'): FigureRow => ({
    key,
    label,
    now: figure(now),
    other: figure(other),
    difference,
  })
  const score = (value: number) => figureText(value, 1, locale)
  const rows = [
    row('count', words.count, ({ distribution }) => figureText(distribution.count, 0, locale)),
    row('mean', words.mean, ({ distribution }) => score(distribution.figures.mean), pointsText(comparison.meanDifference, 1, locale)),
    row('mean-interval', regions.intervalOf(words.mean), ({ distribution: { count, figures } }) =>
      intervalText(meanInterval({ count, ...figures }), 1, locale),
    ),
    row('median', words.median, ({ distribution }) => score(distribution.figures.median)),
    row(
      'quartiles',
      words.quartiles,
      ({ distribution: { figures } }) => `${score(figures.lowerQuartile)} · ${score(figures.upperQuartile)}`,
    ),
    row('deviation', words.deviation, ({ distribution }) => score(distribution.figures.standardDeviation)),
    row('cut', words.cut, ({ cut }) => figureText(Number(cut), Number.isInteger(Number(cut)) ? 0 : 1, locale)),
    row('reached', words.reached, ({ distribution }) => shareText(distribution.reachedCut, distribution.count, locale)),
    row(
      'passed',
      isField ? words.competent : words.passed,
      ({ distribution }) => shareText(distribution.passed, distribution.count, locale),
      pointsText(comparison.passedDifference, 100, locale),
    ),
    row('passed-interval', regions.intervalOf(`${isField ? words.competent : words.passed} (%)`), ({ distribution: { passed, count } }) =>
      intervalText(inPercent(wilsonInterval(passed, count)), 1, locale),
    ),
  ]
  return (
    <DataTable
      caption={compare.figures}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'figure', head: compare.figure, cell: ({ label }) => label },
        { key: 'now', head: now.name, numeric: true, cell: (each) => each.now },
        { key: 'other', head: other.name, numeric: true, cell: (each) => each.other },
        { key: 'difference', head: regions.intervalOf(compare.difference), numeric: true, cell: (each) => each.difference },
      ]}
    />
  )
}

/** `+2,3 (+0,4 … +4,2)`, in points or, for shares, in percentage points. */
export function pointsText(difference: Difference | null, times: 1 | 100, locale: Locale): string {
  if (difference === null) return '–'
  const { value, interval } = difference
  const shown = times === 100 ? inPercent(interval) : interval
  return `${signedText(times * value, 1, locale)} (${signedIntervalText(shown, 1, locale)})`
}
