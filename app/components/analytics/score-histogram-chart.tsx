import { Bar, CartesianGrid, ComposedChart, LabelList, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { Bin } from '#app/domain/analytics/distribution.ts'
import { figureText } from '#app/domain/analytics/figure-text.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { useLocale, useWords } from '../ui/locale.tsx'

type ChartProps = {
  readonly bins: readonly Bin[]
  readonly normalCurve: readonly { readonly score: number; readonly expected: number }[]
  readonly cut: number
  readonly cutLabel: string
}
type Point = { readonly score: number; readonly count: number; readonly expected: number | null }

const AXIS = { stroke: 'var(--color-line)', tick: { fill: 'var(--color-muted)', fontSize: 12 }, tickLine: false } as const

/** A default export, because that is what a lazy import takes. */
export default function ScoreHistogramChart({ bins, normalCurve, cut, cutLabel }: ChartProps) {
  const words = useWords(analyticsWords).distribution
  const locale = useLocale()
  const first = bins[0]
  const width = first ? first.to - first.from : 5
  const edges = [...bins.map(({ from }) => from), 100]
  const cutIsRight = cut > 70
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={pointsOf(bins, normalCurve)}
        margin={{ top: 44, right: 12, bottom: 22, left: 4 }}
        accessibilityLayer={false}
        barCategoryGap={0.5}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" strokeOpacity={0.5} />
        <XAxis
          {...AXIS}
          dataKey="score"
          type="number"
          domain={[0, 100]}
          ticks={edges}
          interval={0}
          tickFormatter={(edge: number) => (edge % (width * 2) === 0 ? String(edge) : '')}
          label={{ value: words.score, position: 'bottom', offset: 4, fill: 'var(--color-muted)', fontSize: 12 }}
        />
        <YAxis
          {...AXIS}
          width={44}
          allowDecimals={false}
          axisLine={false}
          tickFormatter={(count: number) => figureText(count, 0, locale)}
          label={{ value: words.people, position: 'top', offset: 26, dx: 30, fill: 'var(--color-muted)', fontSize: 12 }}
        />
        <Bar dataKey="count" fill="var(--color-accent)" isAnimationActive={false}>
          <LabelList
            dataKey="count"
            position="top"
            fill="var(--color-ink)"
            stroke="var(--color-surface)"
            strokeWidth={3}
            paintOrder="stroke"
            fontSize={10}
            className="max-sm:hidden"
            formatter={(count) => (typeof count === 'number' && count > 0 ? figureText(count, 0, locale) : '')}
          />
        </Bar>
        <Line
          dataKey="expected"
          type="monotone"
          stroke="var(--color-muted)"
          strokeWidth={2}
          strokeDasharray="5 4"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <ReferenceLine
          x={cut}
          stroke="var(--color-bad)"
          strokeWidth={2}
          label={{
            value: cutLabel,
            position: cutIsRight ? 'insideTopRight' : 'insideTopLeft',
            fill: 'var(--color-bad)',
            fontSize: 13,
            fontWeight: 600,
            dy: -26,
            dx: cutIsRight ? -4 : 4,
          }}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

/** Bars and curve stand over the middle of their bin. */
function pointsOf(bins: readonly Bin[], normalCurve: ChartProps['normalCurve']): Point[] {
  return bins.map(({ from, to, count }, place) => ({ score: (from + to) / 2, count, expected: normalCurve[place]?.expected ?? null }))
}
