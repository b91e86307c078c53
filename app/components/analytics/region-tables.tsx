import type { ReactNode } from 'react'
import { figureText, inPercent, intervalText, shareText } from '#app/domain/analytics/figure-text.ts'
import { type RegionFigures, type Standing, standingTo } from '#app/domain/analytics/region-figures.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { type Column, DataTable } from '../ui/table.tsx'
import type { VillageRow } from './region-plots.tsx'

/** The first columns of every table of kelurahan, and a cell for what is hidden. */
function useVillageColumns() {
  const words = useWords(analyticsWords).distribution
  const locale = useLocale()
  const places: Column<VillageRow>[] = [
    { key: 'village', head: words.village, cell: ({ name }) => name },
    { key: 'district', head: words.district, cell: ({ districtName }) => districtName },
    {
      key: 'count',
      head: words.count,
      numeric: true,
      cell: ({ figures }) =>
        figures === null ? <span className="whitespace-nowrap text-muted">{words.hidden}</span> : figureText(figures.count, 0, locale),
    },
  ]
  const figure = (key: string, head: string, pick: (figures: RegionFigures) => ReactNode, numeric = true): Column<VillageRow> => ({
    key,
    head,
    numeric,
    cell: ({ figures }) => (figures === null ? <span className="text-muted">–</span> : pick(figures)),
  })
  return { places, figure }
}

export function BoxTable({ rows }: { rows: readonly VillageRow[] }) {
  const words = useWords(analyticsWords).distribution
  const { regions } = useWords(distributionPageWords)
  const locale = useLocale()
  const { places, figure } = useVillageColumns()
  const score = (value: number | undefined) => (value === undefined ? '–' : figureText(value, 1, locale))
  return (
    <DataTable
      caption={regions.boxes}
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        ...places,
        figure('low', regions.percentile10, ({ whiskers }) => score(whiskers?.low)),
        figure('lower', words.lowerQuartile, ({ lowerQuartile }) => score(lowerQuartile)),
        figure('median', words.median, ({ median }) => score(median)),
        figure('upper', words.upperQuartile, ({ upperQuartile }) => score(upperQuartile)),
        figure('high', regions.percentile90, ({ whiskers }) => score(whiskers?.high)),
        figure('deviation', words.deviation, ({ standardDeviation }) => score(standardDeviation)),
      ]}
    />
  )
}

export function MeanTable({ rows, overall }: { rows: readonly VillageRow[]; overall: number }) {
  const words = useWords(analyticsWords).distribution
  const { regions } = useWords(distributionPageWords)
  const locale = useLocale()
  const { places, figure } = useVillageColumns()
  return (
    <DataTable
      caption={regions.means}
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        ...places,
        figure('mean', words.mean, ({ mean }) => figureText(mean, 1, locale)),
        figure('interval', regions.interval, ({ meanInterval }) => intervalText(meanInterval, 1, locale)),
        figure('standing', regions.standing, ({ meanInterval }) => <StandingText standing={standingTo(overall, meanInterval)} />, false),
      ]}
    />
  )
}

export function PassedTable({ rows, overall, caption }: { rows: readonly VillageRow[] /** Of 1. */; overall: number; caption: string }) {
  const words = useWords(analyticsWords).distribution
  const { regions } = useWords(distributionPageWords)
  const locale = useLocale()
  const { places, figure } = useVillageColumns()
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        ...places,
        figure('passed', words.passed, ({ passed }) => figureText(passed, 0, locale)),
        figure('share', regions.share, ({ passed, count }) => shareText(passed, count, locale)),
        figure('interval', `${regions.interval} (%)`, ({ passedInterval }) => intervalText(inPercent(passedInterval), 1, locale)),
        figure(
          'standing',
          regions.standing,
          ({ passedInterval }) => <StandingText standing={standingTo(overall, passedInterval)} />,
          false,
        ),
        figure('reached', words.reached, ({ reachedCut, count }) => shareText(reachedCut, count, locale)),
      ]}
    />
  )
}

function StandingText({ standing }: { standing: Standing }) {
  const { standings } = useWords(distributionPageWords).regions
  return <span className={standing === 'not-told-apart' ? 'text-muted' : 'font-semibold'}>{standings[standing]}</span>
}
