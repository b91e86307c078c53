import { Form } from '@remix-run/react'
import { BATCH_LIMIT } from '#app/domain/certificates/certificate-forms.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { Button } from '../ui/button.tsx'
import { useLocale, useWords } from '../ui/locale.tsx'
import { EmptyState } from '../ui/page.tsx'
import { type Column, DataTable } from '../ui/table.tsx'
import { formatCount } from './certificate-filters.tsx'
import { SignerChoice } from './signer-choice.tsx'

export type ReadyRow = {
  readonly resultId: string
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  /** False for results that the reader confirmed. */
  readonly mayIssue: boolean
}

/** What can be approved from a list of one kind. */
export type Approval = {
  /** How many one request would approve. */
  readonly next: number
  readonly mayIssue: boolean
  readonly signers: readonly Signer[]
}

type KindWords = {
  readonly ready: string
  readonly empty: string
  readonly emptyText: string
  readonly issueChosen: string
  readonly issueAll: (count: string) => string
  readonly chooseOne: (name: string) => string
}

type ReadyListProps<Row> = {
  rows: readonly Row[]
  approval: Approval
  words: KindWords
  /** What the kind tells of a row, around who it is. */
  before?: readonly Column<Row>[]
  after: readonly Column<Row>[]
}

/** What waits for a document of one kind: chosen ones of this page, or the next of all that the filter shows. */
export function ReadyList<Row extends ReadyRow>({ rows, approval, words: kind, before = [], after }: ReadyListProps<Row>) {
  const words = useWords(certificateWords)
  const { mayIssue } = approval
  if (rows.length === 0) return <EmptyState title={kind.empty}>{kind.emptyText}</EmptyState>
  const choice: Column<Row> = {
    key: 'choose',
    head: words.choose,
    cell: (row) => <Choice row={row} label={kind.chooseOne(row.holderName)} />,
  }
  return (
    <Form method="post">
      {mayIssue ? <Approve approval={approval} words={kind} /> : null}
      <DataTable
        caption={kind.ready}
        rows={rows}
        rowKey={(row) => row.resultId}
        columns={[
          ...(mayIssue ? [choice] : []),
          ...before,
          { key: 'holder', head: words.holder, cell: (row) => row.holderName },
          {
            key: 'participant',
            head: words.participantNumber,
            cell: (row) => <span className="whitespace-nowrap">{row.participantNumber}</span>,
          },
          { key: 'village', head: words.urbanVillage, cell: (row) => row.urbanVillageName },
          ...after,
        ]}
      />
      {mayIssue && rows.some((row) => !row.mayIssue) ? <p className="mt-2 text-[13px] text-muted">{words.confirmedByYouNote}</p> : null}
    </Form>
  )
}

function Approve({ approval: { next, signers }, words: kind }: { approval: Approval; words: KindWords }) {
  const words = useWords(certificateWords)
  const locale = useLocale()
  return (
    <div className="mb-3 flex flex-wrap items-end gap-3">
      <SignerChoice signers={signers} id="signer" />
      <Button name="intent" value="chosen">
        {kind.issueChosen}
      </Button>
      {next > 0 ? (
        <Button name="intent" value="next" look="secondary">
          {kind.issueAll(formatCount(next, locale))}
        </Button>
      ) : null}
      <p className="w-full text-[13px] text-muted">{words.issueAllNote(formatCount(BATCH_LIMIT, locale))}</p>
    </div>
  )
}

function Choice({ row, label }: { row: ReadyRow; label: string }) {
  const words = useWords(certificateWords)
  if (!row.mayIssue) return <span className="text-[13px] whitespace-nowrap text-muted">{words.confirmedByYou}</span>
  return <input type="checkbox" name="result" value={row.resultId} aria-label={label} className="size-5 accent-accent" />
}
