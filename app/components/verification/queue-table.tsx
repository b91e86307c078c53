import { Link } from '@remix-run/react'
import type { CaseState } from '#app/domain/verification/case-step.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationQueueWords } from '#app/text/verification-queue.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

export type QueueRow = {
  readonly regionCode: string
  readonly name: string
  readonly districtName: string
  readonly figures: {
    readonly cases: number
    readonly states: Readonly<Record<CaseState, number>>
    readonly eligible: number
    readonly ineligible: number
    readonly clean: number
    readonly oldestDays: number | null
  }
  readonly withoutCase: number
  readonly onDesk: number
  readonly results: number
}

/** One line a kelurahan: how much lies where, and for how long. */
export function QueueTable({ rows, periodId, seesResults }: { rows: readonly QueueRow[]; periodId: string; seesResults: boolean }) {
  const words = useWords(verificationQueueWords)
  const { states, days } = useWords(verificationWords)
  const state = (key: Exclude<CaseState, 'verified'>) => ({
    key,
    head: states[key],
    numeric: true,
    cell: ({ figures }: QueueRow) => figures.states[key],
  })
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={({ regionCode }) => regionCode}
      columns={[
        {
          key: 'village',
          head: words.urbanVillage,
          cell: ({ regionCode, name, districtName }) => (
            <>
              <Link to={`/verification/${periodId}/${regionCode}`} className="whitespace-nowrap">
                {name}
              </Link>
              <br />
              <span className="text-[13px] text-muted">{words.inDistrict(districtName)}</span>
            </>
          ),
        },
        {
          key: 'desk',
          head: words.onDesk,
          numeric: true,
          cell: ({ onDesk }) => (onDesk > 0 ? <Badge tone="info">{onDesk}</Badge> : 0),
        },
        {
          key: 'oldest',
          head: words.oldest,
          numeric: true,
          cell: ({ figures }) => (figures.oldestDays === null ? '–' : days(figures.oldestDays)),
        },
        { key: 'cases', head: words.cases, numeric: true, cell: ({ figures }) => figures.cases },
        state('draft'),
        state('proposed'),
        state('acknowledged'),
        state('returned'),
        { key: 'eligible', head: words.eligible, numeric: true, cell: ({ figures }) => figures.eligible },
        { key: 'ineligible', head: words.ineligible, numeric: true, cell: ({ figures }) => figures.ineligible },
        { key: 'clean', head: words.clean, numeric: true, cell: ({ figures }) => figures.clean },
        ...(rows.some(({ withoutCase }) => withoutCase > 0)
          ? [{ key: 'without', head: words.withoutCase, numeric: true, cell: ({ withoutCase }: QueueRow) => withoutCase }]
          : []),
        ...(seesResults
          ? [
              {
                key: 'results',
                head: words.results,
                numeric: true,
                cell: ({ results, regionCode }: QueueRow) =>
                  results > 0 ? <Link to={`/verifier/results?state=awaiting-confirmation&urbanVillage=${regionCode}`}>{results}</Link> : 0,
              },
            ]
          : []),
      ]}
    />
  )
}
