import { figureText, shareText } from '#app/domain/analytics/figure-text.ts'
import type { FunnelFigure, FunnelStep } from '#app/domain/analytics/funnel.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Section } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { FiguresBelow } from './figures-below.tsx'

export type FunnelVillage = {
  readonly code: string
  readonly name: string
  readonly districtName: string
  readonly figures: readonly FunnelFigure[]
}
export type FunnelContentProps = {
  readonly together: readonly FunnelFigure[]
  readonly urbanVillages: readonly FunnelVillage[]
  readonly minimumGroup: number
}

/** How many people reach each step: bars against the roster, the table beside them, and the same per kelurahan. */
export function FunnelContent({ together, urbanVillages, minimumGroup }: FunnelContentProps) {
  const { funnel: words, tableOf } = useWords(distributionPageWords)
  const locale = useLocale()
  return (
    <>
      <Section>
        <FunnelBars figures={together} />
        <p className="mt-2 max-w-[80ch] text-[13px] text-muted">
          {words.rosterNote} {words.hiddenNote(figureText(minimumGroup, 0, locale))}
        </p>
      </Section>
      <Section title={tableOf}>
        <FunnelTable figures={together} />
      </Section>
      {urbanVillages.length > 1 ? (
        <Section title={words.perVillage}>
          <FiguresBelow of={words.perVillage}>
            <FunnelVillageTable urbanVillages={urbanVillages} />
          </FiguresBelow>
        </Section>
      ) : null}
    </>
  )
}

/** Every step over the whole width of the roster; a step that is hidden has no bar and says so. */
function FunnelBars({ figures }: { figures: readonly FunnelFigure[] }) {
  const words = useWords(distributionPageWords)
  const locale = useLocale()
  const roster = peopleOf(figures, 'roster') ?? 0
  const last = figures.filter(({ people }) => people !== null).at(-1)
  const whole = (count: number) => figureText(count, 0, locale)
  return (
    <figure className="rounded-md border border-line bg-surface p-3">
      <div
        role="img"
        aria-label={last ? words.funnel.picture(whole(roster), words.funnel.steps[last.step], whole(last.people ?? 0)) : words.funnel.title}
      >
        {figures.map(({ step, people }) => (
          <div
            key={step}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-1 break-inside-avoid sm:grid-cols-[14rem_minmax(0,1fr)_10rem]"
          >
            <span className="min-w-0">{words.funnel.steps[step]}</span>
            <span className="text-right whitespace-nowrap sm:order-last">
              {people === null ? (
                <span className="text-muted">{words.hiddenCell}</span>
              ) : (
                <>
                  <span className="font-semibold">{whole(people)}</span>{' '}
                  <span className="inline-block w-18 text-muted">{shareText(people, roster, locale)}</span>
                </>
              )}
            </span>
            <svg
              viewBox="0 0 100 20"
              preserveAspectRatio="none"
              className="h-5 w-full max-sm:order-last max-sm:col-span-2 max-sm:h-3"
              aria-hidden="true"
              focusable="false"
            >
              <rect x={0} y={0} width={100} height={20} fill="var(--color-line)" fillOpacity={0.35} />
              {people === null || roster === 0 ? null : (
                <rect
                  x={0}
                  y={0}
                  width={(100 * people) / roster}
                  height={20}
                  fill={`var(--color-${step === 'reserve' ? 'muted' : 'accent'})`}
                />
              )}
            </svg>
          </div>
        ))}
      </div>
    </figure>
  )
}

function FunnelTable({ figures }: { figures: readonly FunnelFigure[] }) {
  const words = useWords(distributionPageWords)
  const locale = useLocale()
  const roster = peopleOf(figures, 'roster') ?? 0
  return (
    <DataTable
      caption={words.funnel.title}
      rows={figures}
      rowKey={({ step }) => step}
      columns={[
        { key: 'step', head: words.funnel.step, cell: ({ step }) => words.funnel.steps[step] },
        {
          key: 'people',
          head: words.funnel.people,
          numeric: true,
          cell: ({ people }) => (people === null ? <span className="text-muted">{words.hiddenCell}</span> : figureText(people, 0, locale)),
        },
        {
          key: 'share',
          head: words.funnel.ofBase,
          numeric: true,
          cell: ({ people, base }) => (people === null || base === null ? '–' : shareText(people, base.people, locale)),
        },
        { key: 'base', head: words.funnel.base, cell: ({ base }) => (base === null ? '–' : words.funnel.steps[base.step]) },
        {
          key: 'roster',
          head: words.funnel.ofRoster,
          numeric: true,
          cell: ({ people }) => (people === null ? '–' : shareText(people, roster, locale)),
        },
      ]}
    />
  )
}

function FunnelVillageTable({ urbanVillages }: { urbanVillages: readonly FunnelVillage[] }) {
  const distribution = useWords(analyticsWords).distribution
  const words = useWords(distributionPageWords)
  const locale = useLocale()
  const steps = urbanVillages[0]?.figures.map(({ step }) => step) ?? []
  return (
    <DataTable
      caption={words.funnel.perVillage}
      rows={urbanVillages}
      rowKey={({ code }) => code}
      columns={[
        { key: 'village', head: distribution.village, cell: ({ name }) => name },
        { key: 'district', head: distribution.district, cell: ({ districtName }) => districtName },
        ...steps.map((step) => ({
          key: step,
          head: words.funnel.steps[step],
          numeric: true,
          cell: ({ figures }: FunnelVillage) => {
            const people = peopleOf(figures, step)
            return people === null ? <span className="text-muted">–</span> : figureText(people, 0, locale)
          },
        })),
      ]}
    />
  )
}

function peopleOf(figures: readonly FunnelFigure[], step: FunnelStep): number | null {
  return figures.find((each) => each.step === step)?.people ?? null
}
