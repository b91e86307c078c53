import { lazy, Suspense, useEffect, useState } from 'react'
import type { Distribution } from '#app/domain/analytics/distribution.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { useWords } from '../ui/locale.tsx'

const Chart = lazy(() => import('./score-histogram-chart.tsx'))

/** The picture beside the table: drawn in the browser only, because it measures the room it has. The table says the same. */
export function ScoreHistogram({
  distribution,
  cut,
  cutLabel,
  description,
}: {
  distribution: Pick<Distribution, 'bins' | 'normalCurve'>
  cut: number
  cutLabel: string
  description: string
}) {
  const words = useWords(analyticsWords).distribution
  const [inBrowser, setInBrowser] = useState(false)
  useEffect(() => setInBrowser(true), [])
  const waiting = <p className="pt-8 text-center text-muted">{words.needsScript}</p>
  return (
    <figure className="rounded-md border border-line bg-surface p-3">
      <div role="img" aria-label={description} className="h-[300px] w-full sm:h-[360px]">
        {inBrowser ? (
          <Suspense fallback={waiting}>
            <Chart bins={distribution.bins} normalCurve={distribution.normalCurve} cut={cut} cutLabel={cutLabel} />
          </Suspense>
        ) : (
          waiting
        )}
      </div>
      <figcaption className="mt-1 text-[13px] text-muted">{words.curveNote}</figcaption>
    </figure>
  )
}
