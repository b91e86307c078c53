import { lazy, type ReactNode } from 'react'
import type { Bin } from '#app/domain/analytics/distribution.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useWords } from '../ui/locale.tsx'
import { ChartFrame } from './chart-frame.tsx'
import type { CumulativeChartProps } from './cumulative-chart.tsx'

const Chart = lazy(() => import('./cumulative-chart.tsx'))

type Curve = { readonly bins: readonly Bin[]; readonly count: number }
type CumulativeCurvesProps = {
  readonly first: Curve
  readonly second?: Curve
  readonly cuts: CumulativeChartProps['cuts']
  readonly description: string
  readonly legend?: ReactNode
}

/** The share of people below each score: of one exam, or of two over the same bins. */
export function CumulativeCurves({ first, second, cuts, description, legend }: CumulativeCurvesProps) {
  const words = useWords(distributionPageWords).cumulative
  return (
    <>
      {legend}
      <ChartFrame description={description} note={words.note}>
        <Chart points={pointsOf(first, second)} cuts={cuts} />
      </ChartFrame>
    </>
  )
}

/** A bin's cumulative count stands over its upper edge. */
function pointsOf(first: Curve, second: Curve | undefined): CumulativeChartProps['points'] {
  return [
    { score: 0, first: 0, second: second ? 0 : null },
    ...first.bins.map(({ to, cumulative }, place) => ({
      score: to,
      first: (100 * cumulative) / first.count,
      second: second ? (100 * (second.bins[place]?.cumulative ?? 0)) / second.count : null,
    })),
  ]
}
