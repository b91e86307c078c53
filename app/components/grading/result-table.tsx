import { Form, Link } from '@remix-run/react'
import type { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { gradingWords } from '#app/text/grading.ts'
import { scoringWords } from '#app/text/scoring.ts'
import { PassBadge, StateBadge } from '../scoring/verdict.tsx'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { DataTable } from '../ui/table.tsx'

export type ResultLine = {
  readonly resultId: string
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillage: string
  readonly session: string
  readonly state: ResultState
  readonly total: string
  readonly passed: boolean | null
  readonly markedByReader: boolean
}

/** Results with a box each for those that this reader may confirm; the boxes are sent together. */
export function ResultTable({ rows, mayConfirm }: { rows: readonly ResultLine[]; mayConfirm: boolean }) {
  const words = useWords(gradingWords).results
  const scoring = useWords(scoringWords)
  const isOpen = (row: ResultLine) => mayConfirm && row.state === 'awaiting-confirmation' && !row.markedByReader
  const choose = {
    key: 'choose',
    head: words.choose,
    narrow: true,
    cell: (row: ResultLine) =>
      isOpen(row) ? (
        <input
          type="checkbox"
          name="resultId"
          value={row.resultId}
          aria-label={words.chooseOne(row.cadreName)}
          className="size-[24px] accent-accent"
        />
      ) : row.markedByReader ? (
        <span className="text-[13px] text-muted">{words.markedByYou}</span>
      ) : null,
  }
  const table = (
    <DataTable
      caption={words.title}
      rows={rows}
      rowKey={({ resultId }) => resultId}
      columns={[
        ...(mayConfirm ? [choose] : []),
        { key: 'name', head: words.name, cell: (row: ResultLine) => <Link to={`/verifier/results/${row.resultId}`}>{row.cadreName}</Link> },
        {
          key: 'number',
          head: words.number,
          cell: (row: ResultLine) => <span className="whitespace-nowrap">{row.participantNumber}</span>,
        },
        { key: 'village', head: words.urbanVillage, cell: (row: ResultLine) => row.urbanVillage },
        { key: 'session', head: words.session, cell: (row: ResultLine) => row.session },
        { key: 'total', head: scoring.total, numeric: true, cell: (row: ResultLine) => row.total },
        { key: 'passed', head: words.decision, cell: (row: ResultLine) => <PassBadge passed={row.passed} /> },
        { key: 'state', head: words.state, cell: (row: ResultLine) => <StateBadge state={row.state} /> },
      ]}
    />
  )
  if (!rows.some(isOpen)) return table
  return (
    <Form method="post" key={rows.map(({ resultId, state }) => `${resultId}${state}`).join()}>
      <label className="mb-2 flex min-h-10 w-fit cursor-pointer items-center gap-2">
        <input type="checkbox" className="size-[24px] accent-accent" onChange={chooseAll} />
        {words.chooseAll}
      </label>
      {table}
      <div className="mt-3">
        <Button>{words.confirmChosen}</Button>
      </div>
    </Form>
  )
}

function chooseAll({ currentTarget }: { currentTarget: HTMLInputElement }) {
  for (const box of currentTarget.form?.querySelectorAll<HTMLInputElement>('input[name=resultId]') ?? [])
    box.checked = currentTarget.checked
}
