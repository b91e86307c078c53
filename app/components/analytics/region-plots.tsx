import { figureText } from '#app/domain/analytics/figure-text.ts'
import type { Interval } from '#app/domain/analytics/intervals.ts'
import { placedOn, plotScale } from '#app/domain/analytics/plot-scale.ts'
import type { RegionFigures } from '#app/domain/analytics/region-figures.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { PlotRows, Span, ticksOf, Upright } from './plot-rows.tsx'

export const SCORES = { low: 0, high: 100 } as const

export type VillageRow = {
  readonly code: string
  readonly name: string
  readonly districtName: string
  readonly figures: RegionFigures | null
}

/** A box per kelurahan on the scale of scores, with the cut score. */
export function BoxPlots({ rows, cut }: { rows: readonly VillageRow[]; cut: { score: number; text: string; label: string } }) {
  const words = useWords(distributionPageWords)
  const locale = useLocale()
  const shown = rows.flatMap(({ figures }) => (figures === null ? [] : [figures]))
  const scale = plotScale(
    [
      cut.score,
      ...shown.flatMap((figures) => [figures.whiskers?.low ?? figures.lowerQuartile, figures.whiskers?.high ?? figures.upperQuartile]),
    ],
    SCORES,
  )
  return (
    <PlotRows
      description={words.regions.boxesText(figureText(rows.length, 0, locale), cut.text)}
      ticks={ticksOf(scale, (score) => figureText(score, 0, locale))}
      reference={{ at: placedOn(scale, cut.score), label: cut.label }}
      note={words.regions.boxesNote}
      rows={rows.map(({ code, name, districtName, figures }) => ({
        key: code,
        name,
        place: districtName,
        figure: figures === null ? words.hiddenCell : figureText(figures.median, 1, locale),
        marks: figures === null ? null : <Box figures={figures} placed={(score) => placedOn(scale, score)} />,
      }))}
    />
  )
}

type BoxProps = { figures: RegionFigures; placed: (score: number) => number }

function Box({ figures: { lowerQuartile, median, upperQuartile, whiskers }, placed }: BoxProps) {
  return (
    <>
      {whiskers ? <Span from={placed(whiskers.low)} to={placed(whiskers.high)} stroke="var(--color-muted)" /> : null}
      <rect
        x={placed(lowerQuartile)}
        width={placed(upperQuartile) - placed(lowerQuartile)}
        y={3}
        height={14}
        fill="var(--color-accent-soft)"
        stroke="var(--color-accent)"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
      <Upright at={placed(median)} from={3} to={17} stroke="var(--color-ink)" width={3} />
    </>
  )
}

export type IntervalRow = {
  readonly key: string
  readonly name: string
  readonly place: string
  readonly figure: string
  readonly value: number | null
  readonly interval: Interval | null
}

type IntervalPlotsProps = {
  readonly description: string
  readonly note: string
  readonly rows: readonly IntervalRow[]
  readonly reference: { readonly value: number; readonly label: string }
  /** What the scale never goes beyond. */
  readonly bounds: { readonly low: number; readonly high: number }
  readonly tickText: (value: number) => string
}

/** A mark with its interval per kelurahan, against a reference, on a scale no wider than they need. */
export function IntervalPlots({ description, note, rows, reference, bounds, tickText }: IntervalPlotsProps) {
  const values = rows.flatMap(({ value, interval }) => [
    ...(value === null ? [] : [value]),
    ...(interval ? [interval.low, interval.high] : []),
  ])
  const scale = plotScale([reference.value, ...values], bounds)
  const placed = (value: number) => placedOn(scale, value)
  return (
    <PlotRows
      description={description}
      note={note}
      ticks={ticksOf(scale, tickText)}
      reference={{ at: placed(reference.value), label: reference.label }}
      rows={rows.map(({ value, interval, ...row }) => ({
        ...row,
        marks:
          value === null ? null : (
            <>
              {interval ? <Span from={placed(interval.low)} to={placed(interval.high)} stroke="var(--color-accent)" /> : null}
              <Upright at={placed(value)} from={4} to={16} stroke="var(--color-ink)" width={4} />
            </>
          ),
      }))}
    />
  )
}
