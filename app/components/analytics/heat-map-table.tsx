import { figureText } from '#app/domain/analytics/figure-text.ts'
import { HEAT_COLUMNS, type HeatCell, type HeatStep, heatStep } from '#app/domain/analytics/heat-map.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { commonWords } from '#app/text/common.ts'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useLocale, useWords } from '../ui/locale.tsx'

export type HeatColumn = ServiceField | 'total'
export type HeatRowShown = {
  readonly code: string
  readonly name: string
  readonly districtName: string
  readonly cells: Readonly<Partial<Record<HeatColumn, HeatCell | null>>>
}

const COLUMNS: readonly HeatColumn[] = HEAT_COLUMNS.map((field) => field ?? 'total')
const STEPS: readonly HeatStep[] = [1, 2, 3, 4, 5]

/** The deepest tone still lets the figure in it be read, in the light and in the dark theme. */
const TONES: Record<HeatStep, string> = {
  1: 'bg-accent/5 dark:bg-accent/5',
  2: 'bg-accent/18 dark:bg-accent/14',
  3: 'bg-accent/34 dark:bg-accent/24',
  4: 'bg-accent/52 dark:bg-accent/36',
  5: 'bg-accent/72 dark:bg-accent/48',
}

/** Kelurahan by field as a table whose cells carry their percentage and, deeper as it grows, a tone. */
export function HeatMapTable({ rows, together }: { rows: readonly HeatRowShown[]; together: HeatRowShown['cells'] }) {
  const words = useWords(distributionPageWords)
  const { fields } = useWords(commonWords)
  const nameOf = (column: HeatColumn) => (column === 'total' ? words.heat.passed : fields[column])
  return (
    <figure>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="relative overflow-x-auto rounded-md border border-line bg-surface" aria-label={words.heat.caption} tabIndex={0}>
        <table className="w-full border-collapse text-[13px] leading-4 [print-color-adjust:exact]">
          <caption className="sr-only">{words.heat.caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="border-b border-line px-2 py-2 text-muted">
                <span className="sr-only">{words.tabs.regions}</span>
              </th>
              {COLUMNS.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="border-b border-line px-0.5 py-2 text-center align-bottom text-muted sm:w-[12%] sm:px-2"
                >
                  <span className="sm:hidden" aria-hidden="true">
                    {words.heat.short[column]}
                  </span>
                  <span className="max-sm:sr-only">{nameOf(column)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row head={words.heat.together} cells={together} strong />
            {rows.map(({ code, name, districtName, cells }) => (
              <Row key={code} head={name} place={districtName} cells={cells} />
            ))}
          </tbody>
        </table>
      </section>
      <figcaption className="mt-2 text-[13px] text-muted">
        <p className="max-w-[80ch]">{words.heat.note}</p>
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 [print-color-adjust:exact]" aria-label={words.heat.legend}>
          {STEPS.map((step) => (
            <li key={step} className="flex items-center gap-1.5">
              <span className={`inline-block size-4 border border-line ${TONES[step]}`} aria-hidden="true" /> {words.heat.steps[step]}
            </li>
          ))}
        </ul>
        <p className="mt-1 sm:hidden" aria-hidden="true">
          {words.heat.shortMeans}:{' '}
          {COLUMNS.filter((column) => column !== 'total')
            .map((column) => `${words.heat.short[column]} = ${nameOf(column)}`)
            .join(' · ')}
        </p>
      </figcaption>
    </figure>
  )
}

function Row({ head, place, cells, strong = false }: { head: string; place?: string; cells: HeatRowShown['cells']; strong?: boolean }) {
  const words = useWords(distributionPageWords)
  const locale = useLocale()
  return (
    <tr className="break-inside-avoid border-b border-line last:border-0">
      <th scope="row" className={`px-2 py-1.5 ${strong ? '' : 'font-normal'}`}>
        {head}
        {place ? <span className="block text-[12px] text-muted">{place}</span> : null}
      </th>
      {COLUMNS.map((column) => {
        const cell = cells[column] ?? null
        return cell === null ? (
          <td key={column} className="border-l border-surface text-center text-muted">
            <span aria-hidden="true">–</span>
            <span className="sr-only">{words.hiddenCell}</span>
          </td>
        ) : (
          <td key={column} className={`border-l border-surface text-center ${strong ? 'font-semibold' : ''} ${TONES[heatStep(cell)]}`}>
            {figureText((100 * cell.competent) / cell.count, 0, locale)}
          </td>
        )
      })}
    </tr>
  )
}
