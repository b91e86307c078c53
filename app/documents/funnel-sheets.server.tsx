import type { Funnel, FunnelFigure, FunnelStep } from '#app/domain/analytics/funnel.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import type { NamedVillage } from './distribution-sheets.server.tsx'
import { type Sheet, sheet, type WorkbookColumn } from './workbook.server.tsx'

/** The sheets behind the funnel of a period: everybody together, then one line per kelurahan. */
export function funnelSheets(
  { funnel, villages, minimumGroup }: { funnel: Funnel; villages: readonly NamedVillage[]; minimumGroup: number },
  notes: readonly string[],
  locale: Locale,
): Sheet[] {
  const words = distributionPageWords[locale]
  const above = [...notes, words.funnel.rosterNote, words.funnel.hiddenNote(String(minimumGroup))]
  return [togetherSheet(funnel.together, above, locale), villageSheet(funnel, villages, above, locale)]
}

function togetherSheet(figures: readonly FunnelFigure[], notes: readonly string[], locale: Locale): Sheet {
  const { funnel, sheets } = distributionPageWords[locale]
  const roster = peopleOf(figures, 'roster') ?? 0
  return sheet({
    name: sheets.funnel,
    notes,
    rows: figures,
    columns: [
      { head: funnel.step, kind: 'text', width: 34, value: ({ step }) => funnel.steps[step] },
      { head: funnel.people, kind: 'whole', value: ({ people }) => people },
      { head: funnel.ofBase, kind: 'percent', value: ({ people, base }) => percentOf(people, base?.people ?? 0) },
      { head: funnel.base, kind: 'text', width: 34, value: ({ base }) => (base === null ? null : funnel.steps[base.step]) },
      { head: funnel.ofRoster, kind: 'percent', value: ({ people }) => percentOf(people, roster) },
    ],
  })
}

function villageSheet(
  { together, urbanVillages }: Funnel,
  villages: readonly NamedVillage[],
  notes: readonly string[],
  locale: Locale,
): Sheet {
  const words = analyticsWords[locale].distribution
  const { funnel, sheets } = distributionPageWords[locale]
  return sheet({
    name: sheets.funnelVillages,
    notes,
    rows: villages.filter(({ code }) => urbanVillages.has(code)),
    columns: [
      { head: words.columns.code, kind: 'text', value: ({ code }) => code },
      { head: words.district, kind: 'text', value: ({ district }) => district.name },
      { head: words.village, kind: 'text', value: ({ name }) => name },
      ...together.map(
        ({ step }): WorkbookColumn<NamedVillage> => ({
          head: funnel.steps[step],
          kind: 'whole',
          value: ({ code }) => peopleOf(urbanVillages.get(code) ?? [], step),
        }),
      ),
    ],
  })
}

function peopleOf(figures: readonly FunnelFigure[], step: FunnelStep): number | null {
  return figures.find((each) => each.step === step)?.people ?? null
}

function percentOf(people: number | null, whole: number): number | null {
  return people === null || whole === 0 ? null : (100 * people) / whole
}
