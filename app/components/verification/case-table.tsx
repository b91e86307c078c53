import { Form, Link } from '@remix-run/react'
import type { CaseState } from '#app/domain/verification/case-step.ts'
import type { Finding } from '#app/domain/verification/findings.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationListWords } from '#app/text/verification-list.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { type Column, DataTable } from '../ui/table.tsx'
import { AttentionMarks, CaseBadge } from './case-marks.tsx'

type ForwardAct = 'propose' | 'acknowledge' | 'verify'
export type CaseLine = {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly participantNumber: string
  readonly state: CaseState
  readonly decision: 'eligible' | 'ineligible' | null
  readonly findings: readonly Finding[]
  readonly clean: boolean
  readonly documents: number
  readonly waitingDays: number | null
  readonly tied: boolean
  readonly open: ForwardAct | null
}

/** The cases of a kelurahan; what this reader may pass on has a box, and the boxes are sent together. */
export function CaseTable({ rows }: { rows: readonly CaseLine[] }) {
  const words = useWords(verificationListWords)
  const { days } = useWords(verificationWords)
  const act = rows.find(({ open, clean }) => open !== null && clean)?.open ?? null
  const isOpen = (row: CaseLine) => act !== null && row.open === act && row.clean
  const choose: Column<CaseLine> = {
    key: 'choose',
    head: words.choose,
    narrow: true,
    cell: (row) =>
      isOpen(row) ? (
        <input
          type="checkbox"
          name="chosen"
          value={`${row.id}:${row.version}`}
          aria-label={words.chooseOne(row.name)}
          className="size-6 accent-accent"
        />
      ) : row.tied ? (
        <span className="text-[13px] text-muted">{words.own}</span>
      ) : null,
  }
  const table = (
    <DataTable
      caption={words.findings}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        ...(act === null ? [] : [choose]),
        { key: 'name', head: words.name, cell: ({ id, name }) => <Link to={`/verification/cases/${id}`}>{name}</Link> },
        { key: 'number', head: words.number, cell: (row) => <span className="whitespace-nowrap">{row.participantNumber}</span> },
        { key: 'state', head: words.state, cell: ({ state, decision }) => <CaseBadge state={state} decision={decision} /> },
        { key: 'findings', head: words.findings, cell: ({ findings }) => <AttentionMarks findings={findings} /> },
        { key: 'documents', head: words.documents, numeric: true, cell: ({ documents }) => documents },
        {
          key: 'waiting',
          head: words.waiting,
          numeric: true,
          cell: ({ waitingDays }) => (waitingDays === null ? '–' : days(waitingDays)),
        },
      ]}
    />
  )
  if (act === null) return table
  return (
    <Form method="post" key={rows.map(({ id, version }) => `${id}${version}`).join()}>
      <input type="hidden" name="act" value={act} />
      <label className="mb-1 flex min-h-10 w-fit cursor-pointer items-center gap-2">
        <input type="checkbox" className="size-6 accent-accent" onChange={chooseAll} />
        {words.chooseAll}
      </label>
      <p className="mb-2 text-[13px] text-muted">{words.oneByOne}</p>
      {table}
      {act === 'propose' ? (
        <label className="mt-3 flex max-w-[68ch] items-start gap-2">
          <input type="checkbox" name="statement" value="yes" className="mt-0.5 size-6 shrink-0 accent-accent" />
          {words.statementBatch}
        </label>
      ) : null}
      <div className="mt-3">
        <Button>{words.batch[act]}</Button>
      </div>
    </Form>
  )
}

function chooseAll({ currentTarget }: { currentTarget: HTMLInputElement }) {
  for (const box of currentTarget.form?.querySelectorAll<HTMLInputElement>('input[name=chosen]') ?? []) box.checked = currentTarget.checked
}
