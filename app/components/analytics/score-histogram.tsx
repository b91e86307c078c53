import { lazy } from 'react'
import type { Distribution } from '#app/domain/analytics/distribution.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { useWords } from '../ui/locale.tsx'
import { ChartFrame } from './chart-frame.tsx'

const Chart = lazy(() => import('./score-histogram-chart.tsx'))

type ScoreHistogramProps = {
  readonly distribution: Pick<Distribution, 'bins' | 'normalCurve'>
  readonly cut: number
  readonly cutLabel: string
  readonly description: string
}

/** How many people have which score, with the cut score and the normal curve of the same mean and spread. */
export function ScoreHistogram({ distribution, cut, cutLabel, description }: ScoreHistogramProps) {
  const words = useWords(analyticsWords).distribution
  return (
    <ChartFrame description={description} note={words.curveNote}>
      <Chart bins={distribution.bins} normalCurve={distribution.normalCurve} cut={cut} cutLabel={cutLabel} />
    </ChartFrame>
  )
}
