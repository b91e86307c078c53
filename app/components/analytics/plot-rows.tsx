import type { ReactNode } from 'react'
import { type PlotScale, placedOn } from '#app/domain/analytics/plot-scale.ts'

/** The ticks of a scale with their labels. */
export function ticksOf(scale: PlotScale, label: (value: number) => string): Tick[] {
  return scale.ticks.map((value) => ({ at: placedOn(scale, value), label: label(value) }))
}

export type Tick = { /** Percent of the width. */ readonly at: number; readonly label: string }
export type PlotRow = {
  readonly key: string
  readonly name: string
  readonly place: string
  /** The figure in words, at the end of the row. */
  readonly figure: string
  /** Drawn over a width of 100 and a height of 20; null where nothing is shown. */
  readonly marks: ReactNode | null
}

type PlotRowsProps = {
  readonly description: string
  readonly rows: readonly PlotRow[]
  readonly ticks: readonly Tick[]
  readonly reference: Tick
  readonly note: string
}

/** One row per region over a common scale. A plain picture: it needs no script, prints as it stands, and its table says the same. */
export function PlotRows({ description, rows, ticks, reference, note }: PlotRowsProps) {
  const grid = ticks.map(({ at }) => `M${at} 0V20`).join('')
  return (
    <figure className="rounded-md border border-line bg-surface p-3">
      <div role="img" aria-label={description} className="text-[13px] leading-5">
        <Axis ticks={ticks} reference={reference} />
        {rows.map(({ key, name, place, figure, marks }) => (
          <div
            key={key}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line/50 py-0.5 sm:grid-cols-[14rem_minmax(0,1fr)_7.5rem] break-inside-avoid"
          >
            <span className="min-w-0 truncate">
              {name} <span className="text-muted">· {place}</span>
            </span>
            <span className={`text-right whitespace-nowrap sm:order-last ${marks === null ? 'text-muted' : ''}`}>{figure}</span>
            <svg
              viewBox="0 0 100 20"
              preserveAspectRatio="none"
              className="h-5 w-full overflow-visible max-sm:order-last max-sm:col-span-2"
              aria-hidden="true"
              focusable="false"
            >
              <path d={grid} stroke="var(--color-line)" strokeOpacity={0.6} vectorEffect="non-scaling-stroke" />
              {marks}
              <Upright at={reference.at} stroke="var(--color-bad)" width={1.5} dashes="4 3" />
            </svg>
          </div>
        ))}
      </div>
      <figcaption className="mt-2 max-w-[80ch] text-[13px] text-muted">{note}</figcaption>
    </figure>
  )
}

/** The scale, with the reference named above its line. */
function Axis({ ticks, reference }: { ticks: readonly Tick[]; reference: Tick }) {
  const anchor = reference.at > 70 ? 'end' : reference.at < 30 ? 'start' : 'middle'
  return (
    <div className="grid gap-x-3 sm:grid-cols-[14rem_minmax(0,1fr)_7.5rem]">
      <svg className="h-10 w-full overflow-visible sm:col-start-2" aria-hidden="true" focusable="false">
        <text x={`${reference.at}%`} y={14} textAnchor={anchor} fill="var(--color-bad)" fontSize={13} fontWeight={600}>
          {reference.label}
        </text>
        {ticks.map(({ at, label }) => (
          <text
            key={at}
            x={`${at}%`}
            y={34}
            textAnchor={at === 0 ? 'start' : at === 100 ? 'end' : 'middle'}
            fill="var(--color-muted)"
            fontSize={12}
          >
            {label}
          </text>
        ))}
      </svg>
    </div>
  )
}

type UprightProps = {
  at: number
  stroke: string
  width: number
  from?: number
  to?: number
  dashes?: string
}

export function Upright({ at, stroke, width, from = 0, to = 20, dashes }: UprightProps) {
  return (
    <line
      x1={at}
      x2={at}
      y1={from}
      y2={to}
      stroke={stroke}
      strokeWidth={width}
      strokeDasharray={dashes}
      vectorEffect="non-scaling-stroke"
    />
  )
}

/** A level line from one value to another, with a small end at each. */
export function Span({ from, to, stroke }: { from: number; to: number; stroke: string }) {
  return (
    <path d={`M${from} 6V14M${from} 10H${to}M${to} 6V14`} stroke={stroke} strokeWidth={1.5} fill="none" vectorEffect="non-scaling-stroke" />
  )
}
