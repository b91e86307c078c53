import type { Distribution } from '#app/domain/analytics/distribution.ts'
import { figureText, shareText, signedText } from '#app/domain/analytics/figure-text.ts'

import type { PeriodComparison, VillagePair } from '#app/domain/analytics/period-comparison.ts'

import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Notice, Section } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { type ComparedSide, CompareFigures, pointsText } from './compare-figures.tsx'
import { CumulativeCurves } from './cumulative-curves.tsx'
import { FiguresBelow } from './figures-below.tsx'
import { IntervalPlots } from './region-plots.tsx'

type ComparedVillage = VillagePair & { readonly name: string; readonly districtName: string }
export type CompareContentProps = {
  readonly now: ComparedSide
  readonly other: ComparedSide
  readonly comparison: Pick<PeriodComparison, 'meanDifference' | 'passedDifference' | 'fields'>
  readonly urbanVillages: readonly ComparedVillage[]
  readonly isField: boolean
}

/** Two exams side by side: their figures, their curves, their fields and the kelurahan that both show. */
export function CompareContent({ now, other, comparison, urbanVillages, isField }: CompareContentProps) {
  const distribution = useWords(analyticsWords).distribution
  const words = useWords(distributionPageWords).compare
  const locale = useLocale()
  const cut = (side: ComparedSide) => ({
    score: Number(side.cut),
    label: distribution.cutLabel(figureText(Number(side.cut), Number.isInteger(Number(side.cut)) ? 0 : 1, locale)),
  })
  const cuts = now.cut === other.cut ? [cut(now)] : [cut(now), cut(other)]
  return (
    <>
      <Notice tone="info">{words.caution}</Notice>
      <Section title={words.figures}>
        <CompareFigures now={now} other={other} comparison={comparison} isField={isField} />
      </Section>
      <Section title={words.curves}>
        <CumulativeCurves
          first={now.distribution}
          second={other.distribution}
          cuts={cuts}
          description={words.curvesText(now.name, other.name)}
          legend={<CurveLegend now={now.name} other={other.name} />}
        />
        <FiguresBelow of={words.curves}>
          <CurveTable now={now} other={other} />
        </FiguresBelow>
      </Section>
      <Section title={words.fields}>
        <FieldsTable now={now} other={other} fields={comparison.fields} />
      </Section>
      {urbanVillages.length > 1 ? (
        <Section title={words.villages}>
          <VillagePlots urbanVillages={urbanVillages} />
          <FiguresBelow of={words.villages}>
            <VillageTable now={now} other={other} urbanVillages={urbanVillages} />
          </FiguresBelow>
        </Section>
      ) : null}
    </>
  )
}

/** Which line is which: drawn like the lines, so that no colour is needed. */
function CurveLegend({ now, other }: { now: string; other: string }) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-6 gap-y-1">
      {[
        { name: now, stroke: 'var(--color-accent)', dashes: undefined, fill: 'var(--color-accent)' },
        { name: other, stroke: 'var(--color-muted)', dashes: '6 4', fill: 'var(--color-surface)' },
      ].map(({ name, stroke, dashes, fill }) => (
        <li key={name} className="flex items-center gap-2">
          <svg width={40} height={12} aria-hidden="true" focusable="false">
            <line x1={0} x2={40} y1={6} y2={6} stroke={stroke} strokeWidth={2.5} strokeDasharray={dashes} />
            <circle cx={20} cy={6} r={4} fill={fill} stroke={stroke} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

function CurveTable({ now, other }: { now: ComparedSide; other: ComparedSide }) {
  const words = useWords(distributionPageWords).compare
  const locale = useLocale()
  const below = ({ bins, count }: Distribution, place: number) => shareText(bins[place]?.cumulative ?? 0, count, locale)
  return (
    <DataTable
      caption={words.curves}
      rows={now.distribution.bins.map(({ to }, place) => ({ to, place }))}
      rowKey={({ to }) => String(to)}
      columns={[
        { key: 'below', head: words.below, cell: ({ to }) => (to === 100 ? '≤\u00a0100' : `<\u00a0${to}`) },
        { key: 'now', head: now.name, numeric: true, cell: ({ place }) => below(now.distribution, place) },
        { key: 'other', head: other.name, numeric: true, cell: ({ place }) => below(other.distribution, place) },
      ]}
    />
  )
}

function FieldsTable({ now, other, fields }: { now: ComparedSide; other: ComparedSide; fields: PeriodComparison['fields'] }) {
  const words = useWords(analyticsWords).distribution
  const { compare } = useWords(distributionPageWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const share = (figures: PeriodComparison['fields'][number]['now']) =>
    figures ? `${shareText(figures.competent, figures.tested, locale)} (${figureText(figures.tested, 0, locale)})` : '–'
  return (
    <DataTable
      caption={compare.fields}
      rows={fields}
      rowKey={({ field }) => field}
      columns={[
        { key: 'field', head: words.field, cell: ({ field }) => common.fields[field] },
        {
          key: 'now',
          head: `${now.name} (n)`,
          numeric: true,
          cell: (row) => share(row.now),
        },
        {
          key: 'other',
          head: `${other.name} (n)`,
          numeric: true,
          cell: (row) => share(row.other),
        },
        { key: 'difference', head: compare.difference, numeric: true, cell: ({ difference }) => pointsText(difference, 100, locale) },
      ]}
    />
  )
}

/** The kelurahan that both exams show; the table below names the others too. */
function VillagePlots({ urbanVillages }: { urbanVillages: readonly ComparedVillage[] }) {
  const words = useWords(distributionPageWords).compare
  const locale = useLocale()
  const rows = urbanVillages.flatMap(({ code, name, districtName, meanDifference: found }) =>
    found === null
      ? []
      : [
          {
            key: code,
            name,
            place: districtName,
            figure: signedText(found.value, 1, locale),
            value: found.value,
            interval: found.interval,
          },
        ],
  )
  if (rows.length === 0) return <p className="text-muted">{words.noPair}</p>
  return (
    <IntervalPlots
      description={words.villagesText(figureText(rows.length, 0, locale))}
      note={words.villagesNote}
      bounds={{ low: -100, high: 100 }}
      tickText={(points) => signedText(points, 0, locale)}
      reference={{ value: 0, label: words.zero }}
      rows={rows}
    />
  )
}

function VillageTable({ now, other, urbanVillages }: Pick<CompareContentProps, 'now' | 'other' | 'urbanVillages'>) {
  const words = useWords(analyticsWords).distribution
  const { compare } = useWords(distributionPageWords)
  const locale = useLocale()
  const mean = (figures: VillagePair['now']) =>
    figures ? `${figureText(figures.mean, 1, locale)} (${figureText(figures.count, 0, locale)})` : '–'
  return (
    <DataTable
      caption={compare.villages}
      rows={urbanVillages}
      rowKey={({ code }) => code}
      columns={[
        { key: 'village', head: words.village, cell: ({ name }) => name },
        { key: 'district', head: words.district, cell: ({ districtName }) => districtName },
        { key: 'now', head: `${now.name} (n)`, numeric: true, cell: (row) => mean(row.now) },
        { key: 'other', head: `${other.name} (n)`, numeric: true, cell: (row) => mean(row.other) },
        { key: 'difference', head: compare.difference, numeric: true, cell: ({ meanDifference }) => pointsText(meanDifference, 1, locale) },
      ]}
    />
  )
}
