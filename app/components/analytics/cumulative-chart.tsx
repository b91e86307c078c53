import { CartesianGrid, Label, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { figureText } from '#app/domain/analytics/figure-text.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'

type Point = { readonly score: number; readonly first: number; readonly second: number | null }
export type CumulativeChartProps = {
  /** Shares below the score in percent. */
  readonly points: readonly Point[]
  readonly cuts: readonly { readonly score: number; readonly label: string }[]
}

const AXIS = { stroke: 'var(--color-line)', tick: { fill: 'var(--color-muted)', fontSize: 12 }, tickLine: false } as const

/** A default export, because that is what a lazy import takes. The second line is dashed and hollow, so that no colour is needed to tell them apart. */
export default function CumulativeChart({ points, cuts }: CumulativeChartProps) {
  const words = useWords(distributionPageWords).cumulative
  const { score } = useWords(analyticsWords).distribution
  const locale = useLocale()
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...points]} margin={{ top: 44, right: 16, bottom: 22, left: 4 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--color-line)" strokeOpacity={0.5} />
        <XAxis
          {...AXIS}
          dataKey="score"
          type="number"
          domain={[0, 100]}
          ticks={[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]}
          interval={0}
          label={{ value: score, position: 'bottom', offset: 4, fill: 'var(--color-muted)', fontSize: 12 }}
        />
        <YAxis
          {...AXIS}
          width={44}
          domain={[0, 100]}
          ticks={[0, 25, 50, 75, 100]}
          axisLine={false}
          tickFormatter={(share: number) => figureText(share, 0, locale)}
        >
          <Label value={words.axis} position="top" offset={26} dx={-18} textAnchor="start" fill="var(--color-muted)" fontSize={12} />
        </YAxis>
        {cuts.map((cut, place) => (
          <ReferenceLine
            key={cut.label}
            x={cut.score}
            stroke="var(--color-bad)"
            strokeWidth={2}
            strokeDasharray={place === 0 ? undefined : '3 3'}
            label={{
              value: cut.label,
              position: 'insideTopLeft',
              fill: 'var(--color-bad)',
              fontSize: 13,
              fontWeight: 600,
              dy: 6 + place * 18,
              dx: -6,
              textAnchor: 'end',
            }}
          />
        ))}
        <Line
          dataKey="first"
          stroke="var(--color-accent)"
          strokeWidth={2.5}
          dot={{ r: 3, fill: 'var(--color-accent)' }}
          isAnimationActive={false}
        />
        <Line
          dataKey="second"
          stroke="var(--color-muted)"
          strokeWidth={2}
          strokeDasharray="6 4"
          dot={{ r: 3, fill: 'var(--color-surface)', stroke: 'var(--color-muted)', strokeDasharray: '0' }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  )
}
