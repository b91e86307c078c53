import { figureText, shareText } from '#app/domain/analytics/figure-text.ts'
import { type Standing, standingTo } from '#app/domain/analytics/region-figures.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Section } from '../ui/page.tsx'
import { FiguresBelow } from './figures-below.tsx'
import { HeatMapTable, type HeatRowShown } from './heat-map-table.tsx'
import { BoxPlots, IntervalPlots, SCORES, type VillageRow } from './region-plots.tsx'
import { BoxTable, MeanTable, PassedTable } from './region-tables.tsx'

export type RegionContentProps = {
  readonly rows: readonly (VillageRow & Pick<HeatRowShown, 'cells'>)[]
  readonly together: HeatRowShown['cells']
  readonly overall: { readonly count: number; readonly mean: number; readonly passed: number }
  readonly field: ServiceField | null
  readonly cut: number
  readonly minimumGroup: number
}

const MARK: Record<Standing, string> = { above: '▲', below: '▼', 'not-told-apart': '' }

/** The kelurahan in view against each other: boxes, means and shares with their intervals, and the map of fields. */
export function RegionContent({ rows, together, overall, field, cut, minimumGroup }: RegionContentProps) {
  const words = useWords(analyticsWords).distribution
  const { regions, heat, hiddenCell } = useWords(distributionPageWords)
  const locale = useLocale()
  const many = figureText(rows.length, 0, locale)
  const cutText = figureText(cut, Number.isInteger(cut) ? 0 : 1, locale)
  const passedTitle = field === null ? regions.passedTitle : regions.competentTitle
  const share = overall.passed / overall.count
  const comparable = rows.filter(({ figures }) => figures !== null).length > 1
  const place = ({ code, name, districtName }: VillageRow) => ({ key: code, name, place: districtName })
  return (
    <>
      <p className="mb-4 text-muted">{words.hiddenNote(minimumGroup)}</p>
      <Section title={regions.boxes}>
        <BoxPlots rows={rows} cut={{ score: cut, text: cutText, label: words.cutLabel(cutText) }} />
        <FiguresBelow of={regions.boxes}>
          <BoxTable rows={rows} />
        </FiguresBelow>
      </Section>
      {comparable ? (
        <>
          <Section title={regions.means}>
            <IntervalPlots
              description={regions.meansText(many, figureText(overall.mean, 1, locale))}
              note={regions.intervalNote}
              bounds={SCORES}
              tickText={(score) => figureText(score, 0, locale)}
              reference={{ value: overall.mean, label: regions.overall(figureText(overall.mean, 1, locale)) }}
              rows={rows.map((row) => ({
                ...place(row),
                value: row.figures?.mean ?? null,
                interval: row.figures?.meanInterval ?? null,
                figure: row.figures
                  ? `${MARK[standingTo(overall.mean, row.figures.meanInterval)]} ${figureText(row.figures.mean, 1, locale)}`.trim()
                  : hiddenCell,
              }))}
            />
            <FiguresBelow of={regions.means}>
              <MeanTable rows={rows} overall={overall.mean} />
            </FiguresBelow>
          </Section>
          <Section title={passedTitle}>
            <IntervalPlots
              description={regions.passedText(many, shareText(overall.passed, overall.count, locale))}
              note={regions.intervalNote}
              bounds={SCORES}
              tickText={(percent) => `${figureText(percent, 0, locale)}${locale === 'id' ? '\u00a0' : ''}%`}
              reference={{ value: 100 * share, label: regions.overall(shareText(overall.passed, overall.count, locale)) }}
              rows={rows.map((row) => ({
                ...place(row),
                value: row.figures ? (100 * row.figures.passed) / row.figures.count : null,
                interval: row.figures ? { low: 100 * row.figures.passedInterval.low, high: 100 * row.figures.passedInterval.high } : null,
                figure: row.figures
                  ? `${MARK[standingTo(share, row.figures.passedInterval)]} ${shareText(row.figures.passed, row.figures.count, locale)}`.trim()
                  : hiddenCell,
              }))}
            />
            <FiguresBelow of={passedTitle}>
              <PassedTable rows={rows} overall={share} caption={passedTitle} />
            </FiguresBelow>
          </Section>
        </>
      ) : (
        <p className="mb-8 text-muted">{regions.one}</p>
      )}
      <Section title={heat.title}>
        <HeatMapTable rows={rows} together={together} />
      </Section>
    </>
  )
}
