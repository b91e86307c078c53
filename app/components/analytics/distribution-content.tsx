import type { Distribution } from '#app/domain/analytics/distribution.ts'
import type { FieldCompetence } from '#app/domain/analytics/distribution-view.ts'
import { figureText, shareText } from '#app/domain/analytics/figure-text.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Figure, Notice, Section } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { CumulativeCurves } from './cumulative-curves.tsx'
import { ScoreHistogram } from './score-histogram.tsx'

export type DistributionContentProps = {
  readonly distribution: Distribution
  readonly fields: readonly FieldCompetence[]
  readonly unmarked: number
  readonly unconfirmed: number
  readonly field: ServiceField | null
  /** Of 100, a decimal with a point. */
  readonly cut: string
}

/** The figures, the histogram and the tables of one distribution. */
export function DistributionContent(props: DistributionContentProps) {
  const words = useWords(analyticsWords).distribution
  const pages = useWords(distributionPageWords)
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
      <Section title={pages.cumulative.title}>
        <CumulativeCurves
          first={distribution}
          cuts={[{ score: Number(props.cut), label: words.cutLabel(cut) }]}
          description={pages.cumulative.text(subject, cut, shareText(count - reachedCut, count, locale))}
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
  const figure =
    (pick: (figures: NonNullable<FieldCompetence['figures']>) => string) =>
    ({ figures }: FieldCompetence) =>
      figures === null ? <span className="text-muted">–</span> : pick(figures)
  return (
    <DataTable
      caption={words.fieldsTitle}
      rows={fields}
      rowKey={({ field }) => field}
      columns={[
        { key: 'field', head: words.field, cell: ({ field }) => common.fields[field] },
        { key: 'competent', head: words.fieldsK, numeric: true, cell: figure(({ competent }) => figureText(competent, 0, locale)) },
        {
          key: 'not-yet',
          head: words.fieldsBk,
          numeric: true,
          cell: figure(({ notYetCompetent }) => figureText(notYetCompetent, 0, locale)),
        },
        { key: 'unmarked', head: words.fieldsUnmarked, numeric: true, cell: figure(({ unmarked }) => figureText(unmarked, 0, locale)) },
        {
          key: 'share',
          head: words.shareK,
          numeric: true,
          cell: figure(({ competent, notYetCompetent }) => shareText(competent, competent + notYetCompetent, locale)),
        },
      ]}
    />
  )
}
