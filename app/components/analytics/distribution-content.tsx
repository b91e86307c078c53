import type { Distribution } from '#app/domain/analytics/distribution.ts'
import type { FieldCompetence, RegionFigures } from '#app/domain/analytics/distribution-view.ts'
import { figureText, shareText } from '#app/domain/analytics/figure-text.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Figure, Notice, Section } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { ScoreHistogram } from './score-histogram.tsx'

export type DistributionContentProps = {
  readonly distribution: Distribution
  readonly fields: readonly FieldCompetence[]
  readonly urbanVillages: readonly {
    readonly code: string
    readonly name: string
    readonly districtName: string
    readonly figures: RegionFigures | null
  }[]
  readonly unmarked: number
  readonly unconfirmed: number
  readonly field: ServiceField | null
  /** Of 100, a decimal with a point. */
  readonly cut: string
  readonly minimumGroup: number
}

/** The figures, the histogram and the tables of one distribution. */
export function DistributionContent(props: DistributionContentProps) {
  const words = useWords(analyticsWords).distribution
  const { fields } = useWords(commonWords)
  const locale = useLocale()
  const { distribution, field, unmarked, unconfirmed } = props
  const { count, figures, reachedCut, passed } = distribution
  const score = (value: number) => figureText(value, 1, locale)
  const whole = (value: number) => figureText(value, 0, locale)
  const cut = figureText(Number(props.cut), /\.\d*[1-9]/.test(props.cut) ? 1 : 0, locale)
  const subject = field === null ? words.total : fields[field]
  return (
    <>
      {unmarked > 0 ? <Notice tone="warn">{words.unmarkedNote(whole(unmarked))}</Notice> : null}
      {unconfirmed > 0 ? <Notice tone="info">{words.unconfirmedNote(whole(unconfirmed))}</Notice> : null}
      <div className="mb-6 grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-6">
        <Figure label={words.count} value={whole(count)} />
        <Figure label={words.mean} value={score(figures.mean)} />
        <Figure
          label={words.median}
          value={score(figures.median)}
          note={`${words.quartiles}: ${score(figures.lowerQuartile)} · ${score(figures.upperQuartile)}`}
        />
        <Figure label={words.deviation} value={score(figures.standardDeviation)} />
        <Figure label={words.atLeast(cut)} value={shareText(reachedCut, count, locale)} note={words.ofPeople(whole(reachedCut))} />
        <Figure
          label={field === null ? words.passed : words.competent}
          value={shareText(passed, count, locale)}
          note={words.ofPeople(whole(passed))}
        />
      </div>
      <Section title={subject}>
        <ScoreHistogram
          distribution={distribution}
          cut={Number(props.cut)}
          cutLabel={words.cutLabel(cut)}
          description={words.chartText(subject, whole(count), score(figures.mean), cut, shareText(reachedCut, count, locale))}
        />
      </Section>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 xl:grid-cols-2">
        <Section title={words.table}>
          <BinTable distribution={distribution} />
        </Section>
        <Section title={words.fieldsTitle}>
          <FieldTable fields={props.fields} />
        </Section>
      </div>
      {props.urbanVillages.length > 1 ? (
        <Section title={words.villagesTitle}>
          <UrbanVillageTable urbanVillages={props.urbanVillages} />
          <p className="mt-2 text-[13px] text-muted">{words.hiddenNote(props.minimumGroup)}</p>
        </Section>
      ) : null}
    </>
  )
}

function BinTable({ distribution: { bins, count } }: { distribution: Distribution }) {
  const words = useWords(analyticsWords).distribution
  const locale = useLocale()
  return (
    <DataTable
      caption={words.table}
      rows={bins}
      rowKey={({ from }) => String(from)}
      columns={[
        {
          key: 'range',
          head: words.range5,
          cell: ({ from, to }) => <span className="whitespace-nowrap">{to === 100 ? `${from} – 100` : `${from} – <${to}`}</span>,
        },
        { key: 'count', head: words.people, numeric: true, cell: (bin) => figureText(bin.count, 0, locale) },
        { key: 'share', head: words.share, numeric: true, cell: (bin) => shareText(bin.count, count, locale) },
        { key: 'cumulative', head: words.cumulative, numeric: true, cell: ({ cumulative }) => figureText(cumulative, 0, locale) },
        {
          key: 'cumulative-share',
          head: words.cumulativeShare,
          numeric: true,
          cell: ({ cumulative }) => shareText(cumulative, count, locale),
        },
      ]}
    />
  )
}

function FieldTable({ fields }: { fields: readonly FieldCompetence[] }) {
  const words = useWords(analyticsWords).distribution
  const common = useWords(commonWords)
  const locale = useLocale()
  return (
    <DataTable
      caption={words.fieldsTitle}
      rows={fields}
      rowKey={({ field }) => field}
      columns={[
        { key: 'field', head: words.field, cell: ({ field }) => common.fields[field] },
        { key: 'competent', head: words.fieldsK, numeric: true, cell: ({ competent }) => figureText(competent, 0, locale) },
        { key: 'not-yet', head: words.fieldsBk, numeric: true, cell: ({ notYetCompetent }) => figureText(notYetCompetent, 0, locale) },
        { key: 'unmarked', head: words.fieldsUnmarked, numeric: true, cell: ({ unmarked }) => figureText(unmarked, 0, locale) },
        {
          key: 'share',
          head: words.shareK,
          numeric: true,
          cell: ({ competent, notYetCompetent }) => shareText(competent, competent + notYetCompetent, locale),
        },
      ]}
    />
  )
}

function UrbanVillageTable({ urbanVillages }: Pick<DistributionContentProps, 'urbanVillages'>) {
  const words = useWords(analyticsWords).distribution
  const locale = useLocale()
  const figure = (pick: (figures: RegionFigures) => string) => (row: DistributionContentProps['urbanVillages'][number]) =>
    row.figures === null ? <span className="text-muted">–</span> : pick(row.figures)
  return (
    <DataTable
      caption={words.villagesTitle}
      rows={urbanVillages}
      rowKey={({ code }) => code}
      columns={[
        { key: 'district', head: words.district, cell: ({ districtName }) => districtName },
        { key: 'village', head: words.village, cell: ({ name }) => name },
        {
          key: 'count',
          head: words.count,
          numeric: true,
          cell: (row) =>
            row.figures === null ? (
              <span className="whitespace-nowrap text-muted">{words.hidden}</span>
            ) : (
              figureText(row.figures.count, 0, locale)
            ),
        },
        { key: 'mean', head: words.mean, numeric: true, cell: figure(({ mean }) => figureText(mean, 1, locale)) },
        { key: 'median', head: words.median, numeric: true, cell: figure(({ median }) => figureText(median, 1, locale)) },
        {
          key: 'deviation',
          head: words.deviation,
          numeric: true,
          cell: figure(({ standardDeviation }) => figureText(standardDeviation, 1, locale)),
        },
        {
          key: 'reached',
          head: words.reached,
          numeric: true,
          cell: figure(({ reachedCut, count }) => shareText(reachedCut, count, locale)),
        },
        { key: 'passed', head: words.passed, numeric: true, cell: figure(({ passed, count }) => shareText(passed, count, locale)) },
      ]}
    />
  )
}
